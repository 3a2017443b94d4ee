"""Whom we have reached.

models.py      who tried whom, how, and with what result
signs.py       what happened between us and each guest who comes: letters, refusals, replies, tries
dealings.py    the same for one guest, with everything else that was between us, read once
follow_up.py   the board: who should know something by now and has given no sign, most urgent first
assignment.py  who looks after which class
tries.py       what came of a try to reach somebody: told, not reached, sent elsewhere, taken back
texts.py       the text that is pasted into LINE, and what it says in a mail or a short message
phone_links.py links that open LINE, the telephone, a short message or a mail on the helper's own phone
calling.py     the list of a class to work through, and how far we are with each
called.py      what came of a call, noted with one press; taken back
unwilling.py   who wants to hear nothing from us, and what the office decides about it
askable.py     whom to ask about a classmate: of the same club or class, and reached
asking_friends.py  what a friend of the same club is asked to pass on
invitation.py  what a classmate who has not answered is sent, with their own address
signup_links.py  one short code for each classmate: on cards, in LINE, by telephone
family_answers.py   what a family tells us by the code of a card, and that nothing follows by itself
letters_waiting.py  what we send of our own accord waits for what is decided about either
letters_let_go.py   and goes, once it is decided or taken back
answers_decided.py  what a person decides about it, and takes back
exporting.py   every try as a table to take out
story.py       everything between us and one guest, in order
merged_classmates.py  what moves when two records of a classmate become one
Screens: staff/outreach.
"""
