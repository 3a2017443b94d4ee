"""/staff/<reunion>/outreach/: whom to tell in another way, and everything between us and one guest.

views.py     the follow-up board; the page of one guest
presses.py   told, not reached, sent elsewhere, taken back
helping.py   what a helper needs to reach one guest: numbers, links, texts
sentences.py why somebody is on the board, and what happened, in plain words
forms.py     how they were tried; the other address
"""
