"""What became of our letters at each receiver, by week."""

import datetime as dt
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message, about
from reunion.mail.risk import assess
from reunion.overview.mail_by_receiver import NUMBERS as IN_TALLY
from reunion.overview.mail_by_receiver import by_receiver, fallen, letters_behind
from reunion.overview.sudden_fall import Tally

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def reunion():
    return cast.mamagawa()


def monday(weeks_ago: int) -> dt.datetime:
    today = timezone.localdate()
    first = today - DAY * today.weekday() - DAY * 7 * weeks_ago
    return timezone.make_aware(dt.datetime.combine(first, dt.time()))


def written(reunion, recipient: str, *, weeks_ago: int = 0, refused: bool = False, **details) -> Message:
    """A letter of the Monday of that week that was taken, or refused."""
    number = next(NUMBERS)
    moment = monday(weeks_ago)
    message = Message.objects.create(
        reunion=reunion,
        key=f"{number}",
        message_id=f"{number}",
        recipient=recipient,
        carrier=assess(recipient).carrier,
        state="refused" if refused else "sent",
        sent_at=None if refused else moment,
        **details,
    )
    Message.objects.filter(pk=message.pk).update(created_at=moment)
    return message


def to_guests(reunion, how_many: int, *, weeks_ago: int, proven: int, **details) -> None:
    """Letters to guests of docomo; so many of them have opened their page the day after."""
    for number in range(how_many):
        sign = {"proof": "seen", "proven_at": monday(weeks_ago) + DAY} if number < proven else {}
        guest = cast.registration(reunion, state="waiting", **sign)
        recipient = f"guest{guest.pk}@docomo.ne.jp"
        written(reunion, recipient, weeks_ago=weeks_ago, about=about(guest), **details)


def tallies(reunion) -> dict[str, list[Tally]]:
    return {receiver.name: [tally for _day, tally in receiver.weeks] for receiver in by_receiver(reunion)}


def test_every_receiver_by_its_name(reunion):
    addresses = (
        "ab@docomo.ne.jp",
        "ab@ezweb.ne.jp",
        "ab@softbank.ne.jp",
        "ab@yahoo.ne.jp",
        "a@iCloud.com",
        "a@me.com",
        "a@Gmail.com",
        "a@notgmail.com",
        "a@yahoo.co.jp",
    )
    for address in addresses:
        written(reunion, address)
    assert {name: weeks[0].accepted for name, weeks in tallies(reunion).items()} == {
        "docomo": 1,
        "au": 1,
        "ソフトバンク": 1,
        "ワイモバイル": 1,
        "iCloud": 2,
        "Gmail": 1,
        "そのほか": 2,
    }


def test_addresses_are_counted_and_weeks_kept_apart(reunion):
    written(reunion, "a@gmail.com")
    written(reunion, "a@gmail.com")
    written(reunion, "b@gmail.com", refused=True)
    written(reunion, "b@gmail.com", weeks_ago=8)
    written(reunion, "c@gmail.com", weeks_ago=9)
    written(cast.mamagawa("other"), "d@gmail.com")
    queued = written(reunion, "e@gmail.com")
    Message.objects.filter(pk=queued.pk).update(state="queued", sent_at=None)
    [receiver] = by_receiver(reunion)
    assert receiver.weeks == (
        (monday(0).date(), Tally(accepted=1, refused=1)),
        (monday(8).date(), Tally(accepted=1)),
    )
    assert (receiver.has_fallen, receiver.is_small) == (False, True)


def test_a_sign_counts_for_whoever_had_given_none(reunion):
    to_guests(reunion, 3, weeks_ago=2, proven=1)
    known = cast.registration(reunion, state="waiting", proof="seen", proven_at=monday(3))
    written(reunion, "known@docomo.ne.jp", weeks_ago=2, about=about(known))
    to_guests(reunion, 1, weeks_ago=2, proven=0, batch="announcement-1")
    assert tallies(reunion)["docomo"] == [Tally(accepted=5, waited=3, proven=1)]


def test_two_letters_to_one_guest_are_one_guest(reunion):
    guest = cast.registration(reunion, state="waiting")
    for _letter in range(2):
        written(reunion, "ab@docomo.ne.jp", weeks_ago=2, about=about(guest))
    assert tallies(reunion)["docomo"] == [Tally(accepted=1, waited=1)]


def test_nobody_waits_for_a_sign_of_today(reunion):
    guest = cast.registration(reunion, state="waiting")
    message = written(reunion, "ab@docomo.ne.jp", about=about(guest))
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - 2 * DAY)
    assert [tally.waited for tally in tallies(reunion)["docomo"]] == [0]


def test_a_carrier_that_swallows_everything_is_red(reunion):
    for weeks_ago in (3, 4):
        to_guests(reunion, 8, weeks_ago=weeks_ago, proven=6)
    assert fallen(reunion) == []
    last_heard = 1 if timezone.localdate().weekday() >= 2 else 2
    to_guests(reunion, 8, weeks_ago=last_heard, proven=0)
    assert fallen(reunion) == ["docomo"]


def test_refusals_of_this_week_are_red_and_few_are_not(reunion):
    for number in range(5):
        written(reunion, f"{number}@gmail.com", weeks_ago=1)
    written(reunion, "x@gmail.com", refused=True)
    for number in range(2):
        written(reunion, f"{number}@me.com", refused=True)
    assert fallen(reunion) == []
    for number in range(5):
        written(reunion, f"y{number}@gmail.com", refused=True)
    assert fallen(reunion) == ["Gmail"]


def test_always_one_query(reunion):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            by_receiver(reunion)
        return len(captured)

    assert asked() == 1
    to_guests(reunion, 30, weeks_ago=2, proven=10)
    written(reunion, "a@gmail.com")
    assert asked() == 1


def test_behind_each_number_stand_that_many_letters(reunion):
    to_guests(reunion, 5, weeks_ago=2, proven=2, kind="bank-info")
    to_guests(reunion, 3, weeks_ago=1, proven=1, kind="bank-info")
    for _twice in range(2):
        written(reunion, "taro@gmail.com", weeks_ago=1)
        written(reunion, "jiro@gmail.com", weeks_ago=1, refused=True)
        written(reunion, "taro@docomo.ne.jp", weeks_ago=2, batch="announcement:1")
    behind, counted = {}, {}
    for receiver in by_receiver(reunion):
        for day, tally in receiver.weeks:
            for number in IN_TALLY:
                place = {"receiver": receiver.key, "monday": day, "number": number}
                behind[tuple(place.values())] = letters_behind(reunion, **place).count()
                counted[tuple(place.values())] = getattr(tally, number)
    assert behind == counted
    assert [number for number in counted.values() if number] == [3, 3, 1, 6, 5, 2, 1, 1]
