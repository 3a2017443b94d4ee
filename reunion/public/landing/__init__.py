"""The first page of a reunion, what goes with it, the list of reunions, and the privacy notice.

asking.py         everything the first page shows, in one question
compiled.py       a question of which the ORM writes the SQL once
names.py          who comes: surnames of school days by class
page.py           what the page, the flyer and the files show, from the answer
words.py          figures, days and sums as people say them
kept.py           the made page, kept for as long as it would be made the same again
calendar_file.py  the day for a calendar
preview.py        the picture beside a link
"""
