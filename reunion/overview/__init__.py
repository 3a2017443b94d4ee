"""What needs me now.

standing.py          where each classmate stands: unknown, found, reached, coming, declined
figures.py           how many are found, come, have paid, are at risk; the same class by class
coverage.py          class by class: who looks after it, what share is reached, when somebody last called
club_networks.py     club by club: who is reached, and whom the others could ask about
kick_off.py          half the classes have staff: time to meet
hall.py              how many will be in the hall, beside what it holds
teachers.py          where the teachers stand
way_to_the_day.py    how sign-ups grew, what moved them, and which steps come next
sought.py            how many of each class are still looked for, for everyone to see
mail_by_receiver.py  what became of our letters at each large receiver, by week
sudden_fall.py       when a bad week is no chance any more
sending.py           what the daily looks at how our mail leaves have to say
money_news.py        what guests wait to hear of their money
hall_advice.py       how large a room, until when, and how many may come
soon.py              what ends soon: a hold, the number for the venue, a step
committee_calendar.py  the dates of the committee as a feed for a member's own calendar
reminding_office.py  what ends soon is told by mail, once
todo.py              what waits for somebody's hand, by role
tasks.py             what the worker runs
first_page.py        all of it for one seat, kept while nothing is written
Screens: staff/home; the figures of receivers in staff/mail.
"""
