"""One guest's own page, behind the link in their mail.

views.py      the page; 「届きました」; what is agreed to and taken back
changing.py   change, contact, another address, cancel
asking.py     a wish to the organizers, when it is too late to change or about what is stored
own_money.py  what came and went, told to the guest without naming anybody else
stored.py     all that is stored about this guest (record.py), to read and to take along
forms.py      what is typed; choices.py: the program as this guest may choose it now
sentences.py  what is said after a press, without a cookie; patience.py: how often one may press
"""
