import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Attempt, Bounce, InboundLetter, Message, about
from reunion.outreach.dealings import dealings_with
from reunion.outreach.models import ContactLog
from reunion.outreach.story import What, story
from reunion.payments.models import HandBookedPayment, StatementLine
from reunion.registrations.proving import prove

from .conftest import letter_to

pytestmark = pytest.mark.django_db


def at(thing, field, *, days_ago):
    """Moves a moment into the past, whatever set it."""
    moment = timezone.now() - dt.timedelta(days=days_ago)
    type(thing)._default_manager.filter(pk=thing.pk).update(**{field: moment})


def a_long_story(guest):
    reunion = guest.reunion
    at(guest, "signed_up_at", days_ago=20)
    letter = letter_to(guest, days_ago=19)
    tries = [Attempt.objects.create(message=letter, outcome=outcome) for outcome in ("later", "sent")]
    bounce = Bounce.objects.create(digest=f"{guest.pk}", source="mailbox", message=letter, outcome="mailbox")
    at(tries[0], "at", days_ago=18)
    at(tries[1], "at", days_ago=17)
    at(bounce, "received_at", days_ago=16)
    log = ContactLog.objects.create(reunion=reunion, registration=guest, way="line", result="told")
    at(log, "at", days_ago=15)
    reply = InboundLetter.objects.create(reunion=reunion, about=about(guest), name="x", text="x")
    at(reply, "received_at", days_ago=13)
    at(reply, "answered_at", days_ago=12)
    prove(guest, proof="pressed")
    at(guest, "proven_at", days_ago=14)
    day = timezone.localdate() - dt.timedelta(days=10)
    HandBookedPayment.objects.create(registration=guest, amount=1, received_on=day, taken_by="x")
    guest.refresh_from_db()


@pytest.fixture
def guest(reunion):
    return cast.guest(reunion)


def test_the_whole_story_in_order(guest):
    a_long_story(guest)
    letter = letter_to(guest, state="queued")
    Message.objects.filter(pk=letter.pk).update(state="sending", leased_until=timezone.now())
    a_long_story(cast.guest(guest.reunion, "森 薫 もり かおる", reference="20018"))
    assert [event.what for event in story(dealings_with(guest))] == [
        What.SIGNED_UP,
        What.WRITTEN,
        What.TRIED,
        What.TRIED,
        What.BOUNCED,
        What.CONTACTED,
        What.PROVEN,
        What.REPLIED,
        What.ANSWERED,
        What.PAID,
        What.WRITTEN,
        What.ON_ITS_WAY,
    ]


def test_a_transfer_stands_on_the_day_of_the_bank(guest):
    cast.fill_the_ledger(guest, 8000)
    HandBookedPayment.objects.all().delete()
    paid = [event for event in story(dealings_with(guest)) if event.what == What.PAID]
    assert [(timezone.localtime(event.at).date(), event.is_day) for event in paid] == [
        (StatementLine.objects.get().booked_on, True)
    ]


def test_what_was_undone_did_not_happen(guest):
    cast.fill_the_ledger(guest, 8000)
    guest.allocations.update(undone_at=timezone.now())
    guest.hand_booked_payments.update(undone_at=timezone.now())
    assert What.PAID not in [event.what for event in story(dealings_with(guest))]


def test_a_longer_story_asks_no_more_questions(guest):
    counts = []
    for _times in range(2):
        a_story = letter_to(guest, days_ago=3)
        Attempt.objects.create(message=a_story, outcome="sent")
        ContactLog.objects.create(reunion=guest.reunion, registration=guest, way="line", result="told")
        with CaptureQueriesContext(connection) as captured:
            story(dealings_with(guest))
        counts.append(len(captured))
    assert counts == [6, 6]
