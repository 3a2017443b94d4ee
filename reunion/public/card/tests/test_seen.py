"""A card has arrived when its page stood before a person long enough, not when staff or a machine looked."""

import time

import pytest
from django.core.signing import b62_encode
from django.utils import timezone

from reunion import cast
from reunion.outreach.models import SignupLink
from reunion.outreach.signup_links import links_of
from reunion.postcards.models import Batch, Card
from reunion.public.card import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def link(reunion) -> SignupLink:
    links_of(reunion, classmates=[cast.classmate(reunion)])
    return SignupLink.objects.get()


@pytest.fixture
def card(reunion, link) -> Card:
    batch = Batch.objects.create(
        reunion=reunion, name="x", posted_on=timezone.localdate(), printed_at=timezone.now()
    )
    details = {"number": 1, "family_name": "高田", "printed_address": "x", "code": link.code}
    return Card.objects.create(batch=batch, classmate=link.classmate, **details)


@pytest.fixture
def stamp_from(monkeypatch, link):
    """stamp_from(5): the stamp of a page that was opened five seconds ago."""

    def stamped(seconds: float) -> str:
        with monkeypatch.context() as earlier:
            earlier.setattr(seen.signer, "timestamp", lambda: b62_encode(int(time.time()) - seconds))
            return seen.stamp(link)

    return stamped


def has_arrived(card: Card) -> bool:
    card.refresh_from_db()
    return card.arrived_at is not None


def report(client, link, stamp: str):
    return client.post(f"/c/{link.code}/seen/", {"stamp": stamp})


def test_after_three_seconds_it_has_arrived_once(client, link, card, stamp_from):
    assert report(client, link, stamp_from(5)).status_code == 204
    assert has_arrived(card)
    first = card.arrived_at
    report(client, link, stamp_from(9))
    assert has_arrived(card)
    assert card.arrived_at == first


@pytest.mark.parametrize("seconds", [0, 1, 60 * 60 * 25])
def test_too_soon_or_a_day_old_says_nothing(client, link, card, stamp_from, seconds):
    report(client, link, stamp_from(seconds))
    assert not has_arrived(card)


def test_a_forged_stamp_and_that_of_another_card_say_nothing(client, reunion, link, card, stamp_from):
    other = cast.classmate(reunion, "加藤 明 かとう あきら")
    code = links_of(reunion, classmates=[other])[other.pk]
    client.post(f"/c/{code}/seen/", {"stamp": stamp_from(5)})
    for forged in ("", "x", "1:2:3"):
        report(client, link, forged)
    assert not has_arrived(card)


def test_fetching_is_not_seeing(client, link, card):
    client.get(f"/c/{link.code}/")
    client.head(f"/c/{link.code}/")
    assert client.get(f"/c/{link.code}/seen/").status_code == 405
    assert not has_arrived(card)


def test_whoever_is_signed_in_is_not_counted(client, reunion, link, card, stamp_from):
    client.force_login(cast.member(cast.mamagawa("another")))
    report(client, link, stamp_from(5))
    assert not has_arrived(card)


def test_a_wrong_code_tells_nothing(client, stamp_from, link):
    assert client.post("/c/2222222222/seen/", {"stamp": stamp_from(5)}).status_code == 404
