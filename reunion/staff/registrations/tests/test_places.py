import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.events.models import ProgramItem
from reunion.registrations.deciding import cancel
from reunion.registrations.models import Consent, Registration, State
from reunion.registrations.signing_up import Reply, register
from reunion.team.models import Role

from .test_entering import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    """One place at 本会 and none at 二次会."""
    reunion = cast.mamagawa()
    reunion.program_items.filter(kind=ProgramItem.Kind.MAIN).update(places=1)
    reunion.program_items.filter(kind=ProgramItem.Kind.AFTER_PARTY).update(places=0)
    return reunion


def page(reunion, name, *args):
    return reverse(f"staff:registrations:{name}", args=[reunion.slug, *args])


def sign_up(reunion, name, **changes):
    cast.classmate(reunion, f"{name} 実 もり みのる")
    items = tuple(reunion.program_items.filter(kind=ProgramItem.Kind.AFTER_PARTY))
    details = {
        "attending": True,
        "family_name": name,
        "given_name": "実",
        "homeroom": cast.homeroom(reunion),
        "items": items,
        "waits_for": frozenset(reunion.program_items.values_list("pk", flat=True)),
    }
    return register(reunion, reply=Reply(**(details | changes)))


def test_the_list_leads_to_everybody_who_waits_for_something(client, reunion):
    sign_up(reunion, "森")
    sign_up(reunion, "林")
    sign_up(reunion, "原", attending=False)
    client.force_login(cast.member(reunion))
    answer = client.get(page(reunion, "list"), {"state": "in_line"})
    assert [row.family_name for row in answer.context["page"].object_list] == ["林", "森"]
    counts = {tab["label"]: tab["count"] for tab in answer.context["tabs"]}
    assert counts["空き待ち"] == 2
    text = answer.content.decode()
    assert (text.count("二次会の空き待ち"), text.count("本会の空き待ち")) == (2, 1)
    only = client.get(page(reunion, "list"), {"state": "waitlisted"}).context["page"].object_list
    assert [row.family_name for row in only] == ["林"]


def test_wishes_in_the_list_take_one_query_for_all(client, reunion):
    client.force_login(cast.member(reunion))
    sign_up(reunion, "森0")
    with CaptureQueriesContext(connection) as one:
        client.get(page(reunion, "list"))
    for number in range(1, 10):
        sign_up(reunion, f"森{number}")
    with CaptureQueriesContext(connection) as ten:
        client.get(page(reunion, "list"))
    assert len(ten) == len(one)


def test_a_registration_shows_its_turn_companions_and_both_addresses(client, reunion):
    sign_up(reunion, "森")
    details = {
        "companions": ("林 一", "林 花"),
        "email": "hayashi@mail.example",
        "second_email": "hayashi@home.example",
        "line_is_fine": True,
    }
    registration = sign_up(reunion, "林", **details)
    client.force_login(cast.member(reunion))
    facts = dict(client.get(page(reunion, "detail", registration.pk)).context["facts"])
    assert facts["空き待ち"] == "本会（1番目）、二次会（2番目）"
    assert facts["同伴の方"] == "林 一、林 花"
    assert (facts["もうひとつのアドレス"], facts["LINEでの連絡"]) == ("hayashi@home.example", "よい")
    assert facts["参加するもの"] == ""


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.ORGANIZER, True),
        (Role.SECRETARIAT, True),
        (Role.TREASURER, False),
        (Role.CLASS_STAFF, False),
    ],
)
def test_needs_and_whom_somebody_knows_are_for_the_office(client, reunion, role, sees):
    consents = ((Consent.Purpose.NEEDS, "伝えてよい"),)
    details = {"needs": "車いすを使います", "can_reach": "堀さんの電話"}
    registration = sign_up(reunion, "森", consents=consents, **details)
    client.force_login(cast.member(reunion, role, rooms="A"))
    text = client.get(page(reunion, "detail", registration.pk)).content.decode()
    assert ("車いすを使います" in text, "堀さんの電話" in text) == (sees, sees)


def test_who_gave_up_shows_which_part_goes_back(client, reunion):
    registration = cancel(sign_up(reunion, "森"), actor=None)
    client.force_login(cast.member(reunion))
    facts = dict(client.get(page(reunion, "detail", registration.pk)).context["facts"])
    assert facts["お返しする割合"].startswith("100％（")


def test_what_goes_back_is_said_before_cancelling(client, reunion):
    reunion.refund_steps.create(until=reunion.held_on, percent=50)
    registration = sign_up(reunion, "森")
    client.force_login(cast.member(reunion))
    rows = client.get(page(reunion, "change", registration.pk, "cancel")).context["rows"]
    assert ("きょうの取り消しでお返しする割合", "50％") in rows


def test_the_committee_seats_somebody_beyond_the_limit(client, reunion):
    sign_up(reunion, "森")
    second = sign_up(reunion, "林")
    client.force_login(cast.member(reunion))
    url = page(reunion, "change", second.pk, "coming")
    assert url in client.get(page(reunion, "detail", second.pk)).content.decode()
    assert "定員をこえて参加にしますか" in client.get(url).content.decode()
    client.post(url)
    second.refresh_from_db()
    assert (second.state, second.amount_due) == (State.COMING, 8000)


def test_a_reply_typed_in_takes_everything_and_says_that_the_limit_is_passed(client, reunion):
    sign_up(reunion, "森")
    cast.classmate(reunion)
    client.force_login(cast.member(reunion))
    data = typed(
        reunion,
        companions="石井 茂\r\n\r\n 石井 花 ",
        email="yuko@mail.example",
        second_email="yuko@home.example",
        line_is_fine="on",
        needs="車いすを使います",
        needs_are_agreed="on",
        can_reach="堀さん",
    )
    text = client.post(page(reunion, "new"), data, follow=True).content.decode()
    assert "本会の定員1名をこえました。会場に確かめてください。" in text
    registration = Registration.objects.get(family_name="高田")
    assert registration.state == State.COMING
    assert [companion.name for companion in registration.companions.all()] == ["石井 茂", "石井 花"]
    assert (registration.second_email, registration.line_is_fine) == ("yuko@home.example", True)
    assert (registration.needs, registration.can_reach) == ("車いすを使います", "堀さん")
    assert registration.consents.get().wording == "会場での手助けのために、幹事に伝えてよいと本人から聞いた"


def test_needs_without_the_persons_consent_are_not_taken(client, reunion):
    client.force_login(cast.member(reunion))
    text = client.post(page(reunion, "new"), typed(reunion, needs="車いす")).content.decode()
    assert "手助けのことを書くには、本人の同意が要ります。" in text
    assert "車いす" in text
    assert Registration.objects.count() == 0


def test_too_many_companions_are_asked_about(client, reunion):
    client.force_login(cast.member(reunion))
    data = typed(reunion, companions="\n".join(f"連れ{number}" for number in range(11)))
    assert "同伴の方は10名までです。" in client.post(page(reunion, "new"), data).content.decode()
    assert Registration.objects.count() == 0
