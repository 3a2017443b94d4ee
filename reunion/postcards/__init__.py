"""Cards to the old addresses, and letters to teachers.

models.py           a batch and its cards, frozen as they were made; what the next batch begins with
fate.py             what becomes of a card: made, posted, returned or arrived
posting.py          a batch is posted on a day
throwing_away.py    a batch that was never posted goes again
finding.py          which card somebody holds in hand
returning.py        it has come back, and why
arriving.py         it has arrived: somebody opened what it points to
brought.py          what the cards brought, by batch, class and week
card_log.py         all this in the contact log of everybody whose name is on a card
earlier_cards.py    what an earlier card says about the next one
choosing.py         who gets a card, and who is left out and why
making.py           a batch is made: one card for a household, everything on it fixed
stationery.py       what is the same on all cards, until they are printed
address_columns.py  how an address is divided into columns, and how large it is
name_columns.py     how a name stands in the middle of a card
address_side.py     the address side of a card
card_text.py        what a card says
message_side.py     the message side of a card
letters.py          the letter to a teacher
labels.py           addresses on sheets of labels
printing.py         a batch as a PDF, a test page for the printer, characters that cannot be printed
printouts.py        a long PDF is asked for
print_room.py       where it is made, by a worker who may die
files.py            the batch as CSV and XLSX for address software; exporting.py all cards as a table
merged_classmates.py  what moves when two records of a classmate become one
Screens: staff/postcards; commands make_postcards, export_postcards.
"""
