"""One receiver gets a measured number of letters a minute, whoever sends them; nobody else waits for it."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion.mail import pace
from reunion.mail.delivery import deliver, sweep
from reunion.mail.models import Attempt, Message


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(pace, "LETTERS_A_WINDOW", 4)
    monkeypatch.setattr(pace, "ANNOUNCEMENTS_A_WINDOW", 2)


@pytest.fixture
def letters(letter):
    def written(*recipients, batch=""):
        found = [
            letter(key=f"{batch}{number}:{recipient}", recipient=f"p{number}@{recipient}")
            for number, recipient in enumerate(recipients)
        ]
        Message.objects.filter(pk__in=[message.pk for message in found]).update(batch=batch)
        return found

    return written


def a_minute_passes():
    Attempt.objects.update(at=timezone.now() - dt.timedelta(seconds=61))


def sent():
    return sorted(Message.objects.filter(state="sent").values_list("recipient", flat=True))


def test_announcements_are_spread_and_others_do_not_wait(letters, real_mail, slow):
    letters(*["docomo.ne.jp"] * 5, *["example.jp"] * 5, batch="announcement:1")
    assert sweep() == {"sent": 7}
    assert sweep() == {}
    a_minute_passes()
    assert sweep() == {"sent": 2}
    a_minute_passes()
    assert sweep() == {"sent": 1}
    assert Message.objects.filter(state="sent").count() == 10


def test_a_payment_letter_still_leaves_at_once(letters, real_mail, slow):
    letters(*["docomo.ne.jp"] * 5, batch="announcement:1")
    sweep()
    [bank_info] = letters("docomo.ne.jp")
    assert deliver(bank_info.pk) == "sent"


def test_payment_letters_go_before_announcements(letters, real_mail, slow):
    letters("ezweb.ne.jp", "au.com", batch="announcement:1")
    letters(*["ezweb.ne.jp"] * 3)
    assert sweep() == {"sent": 3}
    assert [envelope.recipient for envelope in real_mail.envelopes] == [
        "p0@ezweb.ne.jp",
        "p1@ezweb.ne.jp",
        "p2@ezweb.ne.jp",
    ]


def test_a_letter_that_must_wait_keeps_its_place_and_its_tries(letters, real_mail, slow):
    waiting = letters(*["gmail.com"] * 6)[-1]
    assert sweep() == {"sent": 4}
    before = (waiting.due_at, waiting.attempt_count, "queued")
    assert deliver(waiting.pk) is None
    waiting.refresh_from_db()
    assert (waiting.due_at, waiting.attempt_count, waiting.state) == before


def test_what_is_on_its_way_counts_and_what_never_left_does_not(letters, real_mail, slow):
    *others, last = letters(*["docomo.ne.jp"] * 4)
    later = timezone.now() + dt.timedelta(minutes=1)
    on_their_way = Message.objects.filter(pk__in=[message.pk for message in others])
    on_their_way.update(state="sending", leased_until=later, batch="announcement:1")
    for message in others:
        Attempt.objects.create(message=message, outcome="later", stage="connect", is_ours=True)
        Attempt.objects.create(message=message, outcome="held", stage="check")
    assert not pace.has_room(pace.Lane("docomo", is_announcement=True))
    assert pace.has_room(pace.Lane("docomo", is_announcement=False))
    on_their_way.update(state="queued", leased_until=None)
    assert pace.has_room(pace.Lane("docomo", is_announcement=True))
    assert last.state == "queued"


@pytest.mark.parametrize(
    ("recipient", "carrier", "house"),
    [
        ("a@docomo.ne.jp", "docomo", "docomo"),
        ("a@i.softbank.jp", "softbank", "softbank"),
        ("a@GMAIL.com", "", "gmail"),
        ("a@hotmail.co.jp", "", "outlook"),
        ("a@example.jp", "", ""),
        ("a@notgmail.com", "", ""),
        ("a@wm.pdx.ne.jp", "other", ""),
    ],
)
def test_domains_of_one_house_share_a_limit(recipient, carrier, house):
    assert pace.lane_of(recipient, carrier, "") == pace.Lane(house, is_announcement=False)


@pytest.mark.parametrize("house", sorted({*pace.CARRIERS_OF_ONE_HOUSE, *pace.FREE_MAIL}))
def test_asking_for_room_takes_two_questions(db, django_assert_num_queries, house):
    with django_assert_num_queries(2):
        assert pace.has_room(pace.Lane(house, is_announcement=False))


def test_a_small_domain_costs_no_question(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pace.has_room(pace.Lane("", is_announcement=True))
