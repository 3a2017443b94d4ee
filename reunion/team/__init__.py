"""Who does what in which reunion.

models.py    members and their roles; class staff with their homerooms; invitations
inviting.py  an organizer asks one person onto the committee, by mail or by a link
accepting.py what that person's own press does, and when it comes too late
other_houses.py  Google and LINE let in whom the committee knows, and lead the invited to their invitation
invitation_words.py  what the mail and the link's own lines say
demo_sign_in.py  whom one press may sign in, in the demo only
membership.py  who joins, changes role or leaves
showing.py   who of the committee stands on the public page, by their own consent alone
account_changes.py  another bank account needs a second person
delicate.py  what only somebody with a second step may do
lost_phone.py  the second step of somebody who lost their telephone is taken away
new_organizers.py  all organizers are told of a new one
warning.py   what every organizer is told at once
calendar_addresses.py  the secret address of a member's own calendar
every_class.py  every class has staff: a step of the way to the day is done
access.py    who may open which staff page, and what part of the roster they see
Screens: staff/team.
"""
