"""The door out of the announcements: one click, no login, and back again as easily."""
