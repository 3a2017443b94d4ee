"""One guest's own page, behind the link in their mail."""
