"""Who has paid.

models/            the tables: statements and their lines, proposals, bookings, what guests are told
readers/           bank files of every dialect: bytes in, frozen entries out
statements.py      how a file is taken in: once, whole, and only what is new
reading.py         a file as entries for one reunion, or a refusal for the screen
confirmed_columns.py  what the treasurer says about the columns of a bank not met before
whose_account.py   whether a file is of the reunion's own account
matching.py        which registrations a line most likely pays for, how sure, and why
                   (claims: what goes in and out; references, bearers, evidence: what a line says;
                   one_person, several_people, reversals: the rules; ledger, reasons: what they share)
matching_input.py  what matching is told about a reunion
staleness.py       whether anything that matching is told has changed
proposals.py       when the proposals are worked out anew
booking.py         confirm, undo, ignore
automatic.py       certain lines that book themselves, where that is turned on
hand_booking.py    cash, and who took it
agreement.py       what of a line agrees with a registration, point by point
progress.py        how many lines and yen are decided; the piles the lines lie in
as_shown.py        a press books what its button showed, while that is still so
undo_together.py   undoing what one press confirmed; taken_back.py: a deposit the bank took back
over_time.py       money in, day by day, against the plan
handing_over.py    cash that has not reached the treasurer, and when it does
balance.py         due, paid, open, kept and overpaid, always derived
adding_up.py        many sums are added up in one question
totals.py          the same sums for a whole reunion, quick for ten thousand guests
surplus.py         nobody disposes of more than there is
moving.py          what one paid too much, used for another
refunding.py       what goes back of what was paid to whoever cancels
paying_back.py     a refund: decided, paid out, given up, undone
forgetting.py      the account a refund went to is erased 90 days later
refund_lines.py    which withdrawal of the bank's file is which refund
refund_export.py   overpaid and refunds as a table to take out
history.py         everything that came and went for one registration
waiving.py         of whom no fee is taken, and why
telling.py         what a guest is told of their money: once, and only what stands
correcting.py      what they were told and no longer stands; what no letter tells
reminding.py       who is asked for the fee before the day; reminder_rounds.py: the press that asks
still_true.py      why a letter about money stays here after all; receivers.py listens
thanking.py        what such letters say
search.py          how the treasurer finds a person or a line
line_export.py     the lines as a table to take out; booking_export.py every sum that was booked
closing/           receipts, expenses and other income, budget, the hall's bill, the settlement
Screens: staff/payments; commands import_statement, export_statement_lines.
"""
