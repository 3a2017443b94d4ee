"""Behind the code of a card, of a message in LINE, or of a telephone call.

door.py     whom a code leads to what, and that a wrong one tells nothing
page.py     who writes and why; the form with class and surname; what a family can tell us
family.py   the three presses of a family, what we say to them, and taking back
seen.py     when a card is known to have arrived
"""
