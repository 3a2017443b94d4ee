"""Who has paid.

models.py      statements, their lines, what was booked from them, and money booked by hand
readers/       bank files of every dialect: bytes in, frozen entries out
statements.py  how a file is taken in: once, whole, and only what is new
matching.py    which registrations a line most likely pays for, how sure, and why
proposals.py   when the proposals are worked out anew
booking.py     confirm, undo, ignore, book by hand
balance.py     due, paid, open and overpaid, always derived
Screens: staff/payments; commands import_statement, export_statement_lines.
"""
