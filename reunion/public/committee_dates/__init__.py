"""The dates of the committee for a member's own calendar, under an address that only they know."""
