"""The first page of a reunion, the list of reunions, and the privacy notice."""
