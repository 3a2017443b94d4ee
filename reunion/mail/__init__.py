"""How a letter is worded, leaves and returns.

models.py    the outbox row (a mail is a row before it is a mail) and each attempt to send it
risk.py      what an address tells about its chance of delivery
letters.py   how a letter's text is made from its template
outbox.py    how a letter enters the outbox, once
delivery.py  how one row is claimed, sent and its outcome noted
signals.py   the last question before a letter leaves
tasks.py     what the worker runs
Screens: staff/mail; command sweep_mail.
"""
