"""Who changed what, and who looked.

models.py     one entry: when, who, what was done, to which thing (named by text, so that nothing points up)
look_only.py  what may be seen in /admin/ but never changed there
owners_table.py  what the owner changes there, each change with its line; and what may be deleted
recording.py  how an entry is written, inside the change's own transaction
exporting.py  the journal as a table to take out
unchanged.py  whether anything at all has been written to the database since
keeping.py    what was worked out is kept for as long as nothing is written
Screens: each noun shows its own entries; /admin/ shows all, read-only.
"""
