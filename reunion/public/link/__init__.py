"""The way back to one's own page for who has lost the mail; the answer is the same for everybody."""
