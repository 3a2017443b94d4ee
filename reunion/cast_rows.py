"""Rows of the full house beside its people: what lies in the post room, and what stands in the ledger."""

import datetime as dt

from django.utils import timezone

from reunion.mail.models import (
    AddressHealth,
    Bounce,
    Business,
    DomainCheck,
    LetterTemplate,
    MailboxWatch,
    Message,
    RoundTrip,
    Unsubscribe,
)
from reunion.payments.models import (
    Allocation,
    HandBookedPayment,
    MatchRun,
    PaymentNotice,
    Proposal,
    Refund,
    RememberedColumns,
    ReminderRound,
    Statement,
    StatementLine,
)
from reunion.registrations.models import Registration


def fill_the_post_room(message: Message) -> None:
    """What is kept beside the outbox, a row each."""
    mark = message.key
    bounce = Bounce.objects.create(
        digest=mark, source="pipe", message=message, recipient=mark, outcome="dead"
    )
    AddressHealth.objects.create(address=mark, state="dead", bounce=bounce)
    LetterTemplate.objects.create(reunion=message.reunion, name="x", subject="x", body="x")
    Unsubscribe.objects.create(reunion=message.reunion, address="x")
    DomainCheck.objects.create(domain="x", checks=[])
    hotel = Business.objects.create(reunion=message.reunion, name="x", email="x@hotel.example")
    hotel.letters.create(
        reunion=message.reunion, purpose="other", addressee="x 御中", subject="x", text="x", signature="x"
    )
    RoundTrip.objects.create(message_id=mark)
    MailboxWatch.objects.create(mailbox=mark, trouble="x")


def fill_the_ledger(registration: Registration, amount: int) -> None:
    """A statement of one line that pays for the registration, the same sum in cash, and what goes away."""
    reunion = registration.reunion
    statement = Statement.objects.create(reunion=reunion, file_name="x", digest="x", bank="x")
    line = StatementLine.objects.create(
        statement=statement,
        reunion=reunion,
        identity="x",
        number=1,
        booked_on=dt.date(2026, 12, 3),
        direction="in",
        amount=amount,
        raw="x",
    )
    Proposal.objects.create(line=line, registration=registration)
    MatchRun.objects.create(reunion=reunion, fingerprint="x")
    RememberedColumns.objects.create(reunion=reunion, fingerprint="x", bank="x")
    Allocation.objects.create(line=line, registration=registration, amount=amount)
    HandBookedPayment.objects.create(
        registration=registration, amount=amount, received_on=timezone.localdate(), taken_by="x"
    )
    Refund.objects.create(registration=registration, amount=amount, account="x")
    PaymentNotice.objects.create(registration=registration, line=line, amount=amount, told_at=timezone.now())
    ReminderRound.objects.create(reunion=reunion, number=1)
