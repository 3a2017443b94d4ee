"""Who may sign in.

models.py   a person with a mail address and no user name
adapter.py  nobody signs up here; the committee adds its own people
direct_mail.py  mail about who may enter leaves beside the outbox
second_step.py  a passkey or an app shows that it is really you
Screens: /accounts/ (django-allauth) and /admin/.
"""
