"""Several people press at the same moment: threads, each with a database connection of its own."""

import pytest

from reunion.lib.check_digit import with_check_digit
from reunion.tests.processes import Installation

pytestmark = pytest.mark.processes

PRESS_TOGETHER = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.models import Registration
from reunion.registrations.signing_up import Reply, register

reunion = cast.mamagawa("SLUG", school="SLUG")
room = cast.homeroom(reunion)

def reply(number):
    return Reply(True, f"森{number}", "実", homeroom=room, email=f"mori{number}@mail.example")

def together(replies):
    barrier = Barrier(len(replies))
    def press(one):
        barrier.wait()
        try:
            return register(reunion, reply=one).reference
        finally:
            connection.close()
    with ThreadPoolExecutor(len(replies)) as pool:
        return list(pool.map(press, replies))
"""
SIX_PEOPLE = """
for number in range(6):
    cast.classmate(reunion, f"森{number} 実 もり みのる")
print(*sorted(together([reply(number) for number in range(6)])))
"""
ONE_DOUBLE_CLICK = """
cast.classmate(reunion, "森0 実 もり みのる")
one = reply(0)
references = together([one] * 4)
letters = Message.objects.filter(reunion=reunion)
print(len(set(references)), Registration.objects.filter(reunion=reunion).count(), letters.count())
"""
TWO_REPLIES_OF_ONE_PERSON = """
cast.classmate(reunion, "森0 実 もり みのる")
together([reply(0), reply(0)])
print(*Registration.objects.filter(reunion=reunion).order_by("id").values_list("state", flat=True))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with Installation(tmp_path_factory.mktemp("same-moment")) as installed:
        yield installed


def printed(installation, slug, script):
    return installation.run((PRESS_TOGETHER + script).replace("SLUG", slug)).split()


def test_six_people_get_six_numbers_in_a_row(installation):
    expected = [with_check_digit(serial) for serial in range(100, 106)]
    assert printed(installation, "six", SIX_PEOPLE) == expected


def test_a_double_click_is_one_registration_and_one_letter(installation):
    assert printed(installation, "double", ONE_DOUBLE_CLICK) == ["1", "1", "1"]


def test_two_replies_of_one_person_are_one_registration(installation):
    assert printed(installation, "twice", TWO_REPLIES_OF_ONE_PERSON) == ["coming"]
