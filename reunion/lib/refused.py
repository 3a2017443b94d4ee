"""A rule says no with a whole sentence that the screen can show."""


class Refused(Exception):
    """A rule said no. The text is a whole sentence for the screen: what is wrong and what to do."""
