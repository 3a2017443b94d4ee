"""What the roster tells the floors above it."""

from django.dispatch import Signal

# Two records are about to become one: the floors above take their own locks now, before those of the roster,
# in the order in which every other decision takes them. Inside the transaction.
before_merging = Signal()

# Two records turn out to be one person: `kept` stays, `gone` is about to be taken away. Whoever points at
# `gone` lets it point at `kept`, or raises Refused. Inside the transaction.
merging = Signal()

# Asks what hangs on `classmate`: a receiver returns pairs of a word and a number.
asking_what_is_tied = Signal()
