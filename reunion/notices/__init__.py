"""What we tell many people.

models.py      one text to one audience
drafting.py    it is written down, tried out and put right
audiences.py   who belongs to an audience
addressees.py  at which address each of them gets it, or why not
occasions.py   what is told at its time: a week before, and after the day
told_before.py who was told a date or place that is no longer true
senders.py     from whom it comes, and to whom an answer goes
wording.py     how one text becomes each person's letter, and a text for LINE
repeating.py   the same text to the same people again
sending.py     the press that sends it; tasks.py wakes the worker
writing.py     the mails enter the outbox, in the background
pausing.py     it is halted, goes on, or is given up
progress.py    how far it has got
last_look.py   why a letter stays here after all; receivers.py listens
Screens: staff/notices; public/unsubscribing.
"""
