"""Who may sign in.

models.py   a person with a mail address and no user name
adapter.py  nobody signs up here; the committee adds its own people
direct_mail.py  mail about who may enter leaves beside the outbox
proving_elsewhere.py  Google or LINE says who somebody is, before there is an account
proving_address.py  digits sent to an address prove that it is one's own, before there is an account
second_step.py  a passkey or an app shows that it is really you; who may change such keys
mailed_number.py  a number mailed just now shows it, while there is no second step
step_words.py  what the second step says when something is wrong
owners_site.py  the owner's pages ask for the second step too
Screens: /accounts/ (django-allauth) and /admin/.
"""
