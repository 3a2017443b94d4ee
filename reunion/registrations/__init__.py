"""Who comes.

models.py       a registration as it was typed, what it chose, and what its sender consented to
finding.py      which classmate a registration belongs to
likeness.py     how far a typed name and a classmate agree
candidates.py   which classmates are looked at
signing_up.py   how a reply enters, once
as_typed.py     what of it is kept, and in which shape
choosing.py     what it chose of the program and whom it brings, at the fees of that day
places.py       how many places are left
moving_up.py    who waits gets a place by itself
teachers.py     which teacher a reply belongs to
tying.py        what the roster learns from it
comparing.py    the classmates from whom a person chooses
deciding.py     what a person decides about it
changing.py     what a guest changes or takes back without asking anybody
contacting.py   how an address or a number is put right
consenting.py   what a guest agrees to, and takes back
proving.py      how we know that a guest has what we sent
vouching.py     whether we know more of a guest than the name they typed
line_invitations.py  which LINE groups a guest is invited to
erasing.py      needs at the venue are gone after the day; tasks.py looks every hour
forms.py        what the committee types
telling.py      which letter it gets
telling_account.py  who learns where to pay, and learns it anew
filling.py      what stands for each name in braces in its letter
letter_blocks.py  the parts of a letter that are some lines long
lost_links.py   who has lost it gets the way to their own page again
last_look.py    why a letter stays here after all; receivers.py listens
references.py   the short number that a guest writes beside the transfer
links.py        the personal page's address
replies.py      how a table of replies on paper, by telephone or LINE is read
importing.py    how its rows become registrations; the same file again changes nothing
exporting.py    the table that is taken out
merged_classmates.py  what moves when two records of a classmate become one
Screens: public (signup, personal page), staff/registrations; commands import_replies, export_registrations.
"""
