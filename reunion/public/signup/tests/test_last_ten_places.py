"""Fifty people press the last button at the same moment for the last ten places of the after-party."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from reunion import cast
from reunion.registrations.models import ChosenItem, Registration

from .guests import URL, sent_by, typed

GUESTS, PLACES = 50, 10


def press_together(pages: list, press: str) -> list:
    """Each guest with a browser and a database connection of their own, all behind one address."""
    together = Barrier(len(pages))

    def pressed(place: int):
        together.wait()
        try:
            return Client().post(URL, sent_by(pages[place], step=press))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pages)) as pool:
        return list(pool.map(pressed, range(len(pages))))


@pytest.mark.django_db(transaction=True)
def test_exactly_ten_get_a_place_and_the_others_a_kind_offer(client):
    reunion = cast.mamagawa()
    after_party = reunion.program_items.get(kind="after_party")
    for number in range(GUESTS):
        cast.classmate(reunion, f"森{number} 実 もり みのる")
    reunion.program_items.filter(pk=after_party.pk).update(places=PLACES)
    guests = [
        typed(reunion, family_name=f"森{number}", given_name="実", email=f"mori{number}@example.jp")
        for number in range(GUESTS)
    ]
    confirmations = [client.post(URL, guest | {"step": "check"}) for guest in guests]
    answers = press_together(confirmations, "send")
    full = [answer for answer in answers if answer.status_code == 200]
    assert sorted(answer.status_code for answer in answers) == [200] * (GUESTS - PLACES) + [302] * PLACES
    assert Registration.objects.count() == ChosenItem.objects.holding().filter(item=after_party).count() == 10
    for page in full:
        assert "二次会は、いま満席になりました。" in page.content.decode()
    in_line = press_together(full, "wait")
    assert {answer.status_code for answer in in_line} == {302}
    assert Registration.objects.count() == GUESTS
    assert ChosenItem.objects.holding().filter(item=after_party).count() == PLACES
    assert ChosenItem.objects.in_line().filter(item=after_party).count() == GUESTS - PLACES
