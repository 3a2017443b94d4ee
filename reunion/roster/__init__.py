"""Who we are, and where we lived.

models.py          school, cohort, homerooms, classmates, teachers, clubs, contact points, yearbook addresses
yearbook.py        how a volunteer's list is read, row by row, and what is doubtful in it
name_splitting.py  where the family name ends
importing.py       how the rows become classmates; the same file again changes nothing
addresses.py       from the address printed in the yearbook to today's post code
Screens: staff/roster; commands import_roster, export_roster, resolve_address.
"""
