"""Who has lost the mail gets the way to their own page once more, at the address they signed up with.

The letter goes only where a letter about this registration may go anyway, and holds neither the account nor
an answer. Two people with one address get one letter each. Who presses again within ten minutes gets none,
and a few a day are enough. What happened here is told to nobody who asks.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reunion.events.models import Reunion
from reunion.mail.letters import render
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue
from reunion.mail.risk import tidy

from .filling import Filling
from .models import Registration
from .references import locked
from .telling import LINK

MOST_A_DAY = 3
ASKED_FOR = ":asked:"  # a key unlike that of a letter the house sends by itself
BETWEEN_TWO = dt.timedelta(minutes=10)


@transaction.atomic
def send_link_again(reunion: Reunion, *, address: str) -> list[Message]:
    """One letter for each registration with this address, in whatever state it is."""
    filling = Filling(locked(reunion))
    address = tidy(address)
    with_address = Q(email__iexact=address) | Q(second_email__iexact=address)
    rows = Registration.objects.filter(with_address, reunion=reunion).select_related("teacher").order_by("id")
    found = [row for row in rows if address and _may_have_one(row)]
    for row in found:
        row.reunion = filling.reunion
    return [_send(row, filling, to=address) for row in found]


def _may_have_one(registration: Registration) -> bool:
    now = timezone.now()
    letters = Message.objects.about(registration).filter(kind=LINK)
    today = letters.filter(created_at__gt=now - dt.timedelta(days=1)).count()
    return today < MOST_A_DAY and not letters.filter(created_at__gt=now - BETWEEN_TWO).exists()


def _send(registration: Registration, filling: Filling, *, to: str) -> Message:
    """`to` as it was typed just now; the letter goes to the address as it was given then."""
    earlier = Message.objects.about(registration).filter(key__contains=ASKED_FOR).count()
    letter = render(LINK, filling.values(registration), texts=filling.texts)
    return enqueue(
        filling.reunion,
        key=f"{LINK}:{registration.pk}{ASKED_FOR}{earlier + 1}",
        kind=LINK,
        about=registration,
        recipient=next(each for each in registration.addresses if each.lower() == to.lower()),
        recipient_name=registration.school_name,
        subject=letter.subject,
        body=letter.body,
        held=letter.fault,
    )
