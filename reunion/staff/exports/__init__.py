"""/staff/<reunion>/exports/: everything can be taken out, in one place.

tables.py  which tables there are, who gets which, and where their rows come from
views.py   the page; a table as a file, sent while it is written
"""
