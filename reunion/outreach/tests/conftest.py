import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message, about
from reunion.mail.outbox import enqueue


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def now():
    return timezone.now()


def letter_to(guest, *, days_ago=0.0, kind="bank-info", state="sent", at="", **changes) -> Message:
    """A letter to a guest, written and sent so many days ago."""
    count = Message.objects.filter(about=about(guest)).count()
    message = enqueue(
        guest.reunion,
        key=f"{kind}:{guest.pk}:{count}",
        kind=kind,
        about=guest,
        recipient=at or guest.email,
        recipient_name=guest.school_name,
        subject="会費のお振込のご案内",
        body="x",
    )
    moment = timezone.now() - dt.timedelta(days=days_ago)
    if message.state == "held" and state == "sent":
        state = "held"
    sent = {"sent_at": moment} if state == "sent" else {}
    Message.objects.filter(pk=message.pk).update(created_at=moment, **({"state": state} | sent | changes))
    message.refresh_from_db()
    return message
