"""Several guests change their replies at the same moment, and one of them presses twice."""

import pytest

from reunion.tests.processes import Installation

pytestmark = pytest.mark.processes

SCRIPT = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.changing import Wish, cancel_by_guest, change_by_guest
from reunion.registrations.models import ChosenItem
from reunion.registrations.places import Full

reunion = cast.mamagawa()
party = reunion.program_items.get(kind="after_party")
party.places = 2
party.save()
guests = [cast.guest(reunion, f"森{number} 実 もり みのる") for number in range(6)]

def together(presses):
    barrier = Barrier(len(presses))
    def press(one):
        barrier.wait()
        try:
            one()
            return "done"
        except Full:
            return "full"
        finally:
            connection.close()
    with ThreadPoolExecutor(len(presses)) as pool:
        return sorted(pool.map(press, presses))

wish = Wish(attending=True, items=(party,))
print(*together([lambda guest=guest: change_by_guest(guest, wish=wish) for guest in guests]))
print(ChosenItem.objects.holding().filter(item=party).count())
print(*together([lambda: cancel_by_guest(guests[0])] * 4))
print(Message.objects.about(guests[0]).filter(kind="cancelled").count())
"""


def test_the_last_places_are_given_once_and_a_double_press_is_one_letter(tmp_path):
    with Installation(tmp_path) as installation:
        printed = installation.run(SCRIPT).splitlines()
    assert printed == ["done done full full full full", "2", "done done done done", "1"]
