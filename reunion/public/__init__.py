"""The pages for guests: no login, and nobody's data but what they agreed to show.

landing/       the open reunion: date, place, fee, deadline, who comes
signup/        input, confirmation, completion
card/          behind the code of a card: who writes, the form, what a family can tell us
question/      the question box: a letter to the organizers
invitation/    who is asked onto the committee says yes
link/          the way to one's own page once more, for who has lost the mail
personal/      one guest's own page, behind the link in their mail
mail_events/   where a mail provider reports what became of a mail
unsubscribing/ out of the announcements, by one click
doors.py       what a guest may reach without a login
language.py    the language a guest has chosen
headers.py     what every answer tells the browser not to do
visitors.py    from which network a request comes, right behind our proxies
limits.py      how often one visitor may press
readable_addresses.py  no NUL in what is asked for
silent_logs.py         no key of a personal page in the log
typed_text.py  text as it comes out of a guest's keyboard, without what nobody can see
honeypot.py    a field that only robots fill in
health.py      whether the house stands
"""
