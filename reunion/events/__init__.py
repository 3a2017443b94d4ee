"""When, where, and where to pay.

models/      reunion, program items, venues and their terms, milestones, account, refunds, LINE groups, photos
accounts.py  where to pay; a later change goes through team/account_changes.py
founding.py  how an empty reunion comes to be, with its program, account and deadline
changing.py  what the committee changes about it
venues.py    a place is a candidate, held, booked or given up, and what giving up costs
milestones.py  the usual steps on the way to the day, and how they follow it
program.py   what is taken out of the program again
line_groups.py  the invitations to the LINE groups
plan_changes.py  which date and place guests had been told when they became others
refunds.py   until when cancelling is free, and what goes back after
photos.py    the photos of the first page
pictures.py  a photo from a telephone becomes two clean pictures
slugs.py     which addresses a reunion may have
counting.py  many lists are counted in one question
days.py      on which day something happened, for ten thousand rows at once
Screens: staff/events; command create_reunion.
"""
