"""Every page of the desk asks no more questions for thirty of everything than for one, and few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.events.models import AccountChange, CancellationStep, Reunion
from reunion.mail.models import DomainCheck, RoundTrip, Unsubscribe
from reunion.outreach.models import ContactLog
from reunion.payments.models import Allocation, Refund, RememberedColumns, SurplusMove
from reunion.postcards.models import Card
from reunion.registrations.models import Companion, Consent
from reunion.roster.models import Club, ContactPoint
from reunion.tests.browser.desk import walk
from reunion.tests.browser.house import House, furnish
from reunion.tests.thirtyfold import ONCE, single_tables, thirtyfold

pytestmark = pytest.mark.django_db

MOST = 15
# There is one of each on a closed list, or only one that is open.
FEW = {"payments.BudgetLine", "events.LineGroup", "events.PlanChange"}
# Lines of the bank are matched anew once after any change; a merge is tried before it is shown.
TOO_MANY = {"staff:payments:lines", "staff:roster:merge"}


@pytest.fixture
def house() -> House:
    furnished = furnish()
    add_the_rest(furnished.reunion)
    return furnished


def add_the_rest(reunion: Reunion) -> None:
    """What the furnished house has none of."""
    booking = reunion.venue_bookings.first()
    CancellationStep.objects.create(booking=booking, days_before=9, percent=50)
    AccountChange.objects.create(reunion=reunion, **vars(cast.ACCOUNT), outcome="discarded")
    DomainCheck.objects.create(domain="x", checks=[])
    RoundTrip.objects.create(message_id="x")
    Unsubscribe.objects.create(reunion=reunion, address="x@example.jp")
    RememberedColumns.objects.create(reunion=reunion, fingerprint="x", bank="x")
    club = Club.objects.create(cohort=reunion.cohort, name="山岳部")
    guests = list(reunion.registrations.exclude(classmate=None).order_by("pk"))
    for guest in guests:
        guest.classmate.clubs.add(club)
        ContactPoint.objects.create(classmate=guest.classmate, kind="phone", value="080-1234-5678")
        Companion.objects.create(registration=guest, name="森 学")
        Consent.objects.create(registration=guest, purpose="privacy", wording="x")
        ContactLog.objects.create(reunion=reunion, registration=guest, way="line", result="tried")
    for mate in reunion.cohort.classmates.filter(registrations=None):
        mate.clubs.add(club)
        ContactPoint.objects.create(classmate=mate, kind="line", value="yy")
        ContactLog.objects.create(reunion=reunion, classmate=mate, way="talk", result="told")
    line = reunion.statement_lines.filter(direction="in").order_by("-pk").first()
    Allocation.objects.create(line=line, registration=guests[1], amount=1000)
    Refund.objects.create(registration=guests[2], amount=1000, account="x")
    SurplusMove.objects.create(giver=guests[2], taker=guests[0], amount=1000)
    card = Card.objects.filter(batch__reunion=reunion).first()
    card.joint_classmates.add(guests[0].classmate)


def questions(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code in (200, 302)
    return len(asked)


@pytest.mark.parametrize("role", ["organizer", "class_staff"])
def test_no_page_of_the_desk_asks_more_when_there_is_more(client, house, role):
    client.force_login(getattr(house, role))
    pages = walk(client, f"{house.desk}home/").pages
    few = {name: questions(client, address) for name, address in pages.items()}
    thirtyfold()
    many = {name: questions(client, address) for name, address in pages.items()}
    asked = {name: (few[name], many[name]) for name in pages}
    found = {name: pair for name, pair in asked.items() if pair[1] > min(pair[0], MOST)}
    assert {name: pair for name, pair in found.items() if name not in TOO_MANY} == {}
    assert single_tables() - ONCE == FEW
