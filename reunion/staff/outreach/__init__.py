"""/staff/<reunion>/outreach/: whom to tell in another way, and everything between us and one guest.

views.py     the follow-up board; the page of one guest
presses.py   told, not reached, sent elsewhere, taken back
helping.py   what a helper needs to reach one guest: numbers, links, texts
sentences.py why somebody is on the board, and what happened, in plain words
calling.py   a class as a list to work through, and one person at a time
call_presses.py  what came of a call; taken back
classes.py   class by class: who looks after it, and what share is reached
clubs.py     clubs as networks: whom the others of a club could ask about
unwilling.py who wants no news, for the office to decide
forms.py     how they were tried; the other address
"""
