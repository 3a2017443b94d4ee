"""Every number on the first page leads to a list, and the list has exactly so many rows, for each role."""

import datetime as dt
import html
import re
from urllib.parse import parse_qsl, urlencode

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Venue
from reunion.mail.models import Message
from reunion.postcards.models import Batch
from reunion.roster.models import Classmate, ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
HOME = "/staff/mamagawa/home/"
FIGURE = re.compile(r'<a href="([^"]+)" class="figure[^>]*>.*?<span class="figure-value"><b>(\d+)', re.DOTALL)
THING = re.compile(r'<a href="([^"]+)"><span class="todo-count">(\d+)</span>')
CELL = re.compile(r'<td class="number"[^>]*><a href="([^"]+)">(\d+)</a>')
BODY, ROW = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL), re.compile(r"<tr[ >]")
# The list of a class, the answers of families and the venues are cards, no tables.
CARD = re.compile(
    r'<li class="card call-row">|<section class="card" aria-labelledby="answer-'
    r'|<section class="card venue-offer"'
)
# Pages on which something is written or looked at, not chosen from a list.
NO_LISTS = (
    "/events/account/",
    "/notices/new/",
    "/mail/domain/",
    "/payments/reminders/",
    "/payments/settlement/",
)


@pytest.fixture
def reunion():
    """A furnished house, and more: sixty of one class are found, so that lists have pages."""
    reunion = cast.full_house()
    for number in range(60):
        person = cast.classmate(reunion, "林 亮 はやし りょう", room="B", number=number)
        ContactPoint.objects.create(classmate=person, kind="phone", value=f"090{number}")
    for number in range(4):
        state = "declined" if number == 3 else "coming"
        cast.guest(reunion, f"森 薫{number} もり かおる", room="C", state=state, attending=number != 3)
    cast.registration(reunion, state="cancelled", classmate=cast.classmate(reunion, room="C"))
    cast.classmate(reunion, "伊藤 潤 いとう じゅん", room="C", deceased=True)
    lost = cast.classmate(reunion, "池田 茂 いけだ しげる", room="C", doubt="組を確かめてください")
    Classmate.objects.filter(pk=lost.pk).update(homeroom=None)
    cast.teacher(reunion, family_name="今井")
    cast.teacher(reunion, family_name="木村", deceased=True)
    Batch.objects.filter(reunion=reunion).update(made_at=timezone.now() - dt.timedelta(days=15))
    Message.objects.create(reunion=reunion, key="typo", message_id="typo", risk="typo")
    soon = timezone.localdate() + dt.timedelta(days=5)
    for number in range(3):
        hall = Venue.objects.create(name=f"会館{number}")
        hall.bookings.create(reunion=reunion, state="held", held_until=soon - dt.timedelta(days=3 * number))
    reunion.venue_bookings.filter(state="booked").update(guarantee_until=soon)
    late = timezone.localdate() - dt.timedelta(days=1)
    reunion.milestones.filter(step__in=["hold_room", "kick_off", "settlement"]).update(due_on=late)
    return reunion


def numbers(page: str) -> list[tuple[str, int]]:
    found = [*FIGURE.findall(page), *THING.findall(page), *CELL.findall(page)]
    return [(html.unescape(url), int(number)) for url, number in found]


def rows_of(client, url: str) -> int:
    """Over all its pages."""
    path, _mark, query = url.partition("?")
    rows, number = 0, 1
    while True:
        address = f"{path}?{urlencode([*parse_qsl(query), ('page', number)])}"
        page = client.get(address).content.decode()
        rows += sum(len(ROW.findall(body)) for body in BODY.findall(page)) + len(CARD.findall(page))
        number += 1
        if f"page={number}" not in html.unescape(page):
            return rows


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.SECRETARIAT, Role.TREASURER, Role.CLASS_STAFF])
def test_every_number_leads_to_exactly_so_many_rows(client, reunion, role):
    client.force_login(cast.member(reunion, role, rooms="BC" if role == Role.CLASS_STAFF else ""))
    shown = numbers(client.get(HOME).content.decode())
    to_lists = [(url, number) for url, number in shown if not any(place in url for place in NO_LISTS)]
    least = {Role.ORGANIZER: 28, Role.SECRETARIAT: 23, Role.TREASURER: 20, Role.CLASS_STAFF: 10}
    assert len(to_lists) >= least[role]
    assert [(url, rows_of(client, url)) for url, _number in to_lists] == to_lists


def test_class_staff_see_no_link_to_another_class(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    rooms = {url.partition("homeroom=")[2] for url, _number in numbers(client.get(HOME).content.decode())}
    assert rooms - {""} == {str(cast.homeroom(reunion, "B").pk)}
