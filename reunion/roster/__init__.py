"""Who we are, and where we lived.

models.py             school, cohort, homeroom, classmate, teacher, club, contact point, yearbook address
yearbook.py           how a volunteer's list is read, row by row, and what is doubtful in it
  sheets.py             the cells of an XLSX or CSV file; headings.py which column holds what
  person_rows.py        one row as one person; cells.py, name_cells.py, homeroom_labels.py what a cell means
  remarks.py            what a remark says about a death or a surname of today
name_splitting.py     where the family name ends; name_knowledge.py the names it knows
addresses.py          from the address printed in the yearbook to today's post code
importing.py          how the rows become classmates; the same file again changes nothing
  row_marks.py          how a row is known again; same_person.py which classmate it means
  filling.py            what a file may change; resources.py the way into the tables
  row_changes.py        what a row changes, field by field, in words
uploads.py            a file waits between its preview and the press
  import_room.py        where a worker reads it and takes it in; intake_progress.py how far it is
  homerooms.py, clubs.py, printed_addresses.py   what comes with a classmate
correcting.py         how staff correct a classmate or a teacher
  overtaking.py         two at once never overwrite each other: the second reads what the first changed
club_membership.py    in which clubs somebody was, as staff type it
contact_points.py     a way to a classmate is added, corrected, taken away
leaving_alone.py      somebody has died, or wants to hear nothing from us
merging.py            two records that are one person become one; signals.py tells the floors above
duplicates.py         who may stand in the roster twice; set_apart.py who is two people in spite of one name
confirming.py          how a person decides where an address lies today, and takes it back
same_town.py          the same choice for siblings and neighbours
searching.py          how a classmate is found by what somebody remembers
  searched_words.py     what a typed word can be: a class, a number, a telephone, a mail address
exporting.py          the whole roster as a table; people_export.py teachers, and a class list
Screens: staff/roster; commands import_roster, export_roster, resolve_address.
"""
