"""Who comes.

models.py     a registration as it was typed, what it chose, and what its sender consented to
finding.py    which classmate a registration belongs to
signing_up.py how a registration enters, once, and what it is told
deciding.py   what a person decides about a registration that waits
references.py the short number that a guest writes beside the transfer
replies.py    how a table of replies on paper, by telephone or LINE is read
links.py      the personal page's address
Screens: public (signup, personal page), staff/registrations; commands import_replies, export_registrations.
"""
