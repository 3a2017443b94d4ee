"""Who does what in which reunion.

models.py    members and their roles; class staff with their homerooms
demo_sign_in.py  whom one press may sign in, in the demo only
membership.py  who joins, changes role or leaves
showing.py   who of the committee stands on the public page, by their own consent alone
account_changes.py  another bank account needs a second person
delicate.py  what only somebody with a second step may do
lost_phone.py  the second step of somebody who lost their telephone is taken away
warning.py   what every organizer is told at once
every_class.py  every class has staff: a step of the way to the day is done
access.py    who may open which staff page, and what part of the roster they see
Screens: staff/team.
"""
