"""What we keep, what we forget, and what we hand on to the next reunion.

models.py    that a reunion was forgotten; who agreed to be kept for the next time
agreeing.py  who agreed to that
merged_classmates.py  what moves when two records of a classmate become one
being_over.py  when a reunion is over, and settled
parts.py     one kind of rows of which something is erased, counted before it is done
guests.py, letters.py, money.py, committee.py, year.py   what is erased of each kind, and what stays
files.py     the files that go with it
forgetting.py  all of it, in one step
returned_cards.py  an address from which a card came back is known to the whole year
carrying.py  what the next reunion takes over from the last
next_reunion.py  the next reunion of a year is begun
Screens: staff/keeping; command purge_personal_data.
"""
