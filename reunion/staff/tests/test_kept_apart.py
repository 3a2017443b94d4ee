"""Two reunions on one installation know nothing of each other.

Every text of the neighbour's rows is overwritten with a character that no page of ours uses. Then every role
of our house opens every address of the desk and follows every link, into files too; and asks under our own
address for the neighbour's things.
"""

import io
import zipfile
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.keeping.tests.planting import our_tables, rows_there, tie_addresses
from reunion.lib.pdf.tests.reading import texts_of
from reunion.mail.models import InboundLetter, Message, about
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.payments.models import HandBookedPayment
from reunion.postcards.models import Card
from reunion.roster.models import Classmate
from reunion.team.models import Role
from reunion.tests.browser.desk import Links, without_way_back
from reunion.tests.signing_in import show_second_step

from .test_roles import TABLE, arguments, desk_addresses

pytestmark = pytest.mark.django_db

SECRET = "鼈"
SECRET_NUMBER = 31977
# By these rows find each other; none of them is a text that a person wrote.
NAMES_OF_ROWS = {"slug", "reunion_slug", "thing", "action", "about", "batch", "code"}
# What belongs to the installation: how our one way of sending is doing.
OF_THE_INSTALLATION = {"mail.DomainCheck", "mail.RoundTrip", "mail.MailboxWatch"}
# Two reunions of one year share who they are.
OF_THE_YEAR = {"roster"}


def overwrite(*, but: dict[type[models.Model], set[int]], shared: set[str]) -> None:
    """Every text of every other row there is, of whatever table, except of the apps that are shared."""
    for model in our_tables():
        if model._meta.app_label in shared or model._meta.label in OF_THE_INSTALLATION:
            continue
        for field in model._meta.fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not is_text or field.name in NAMES_OF_ROWS:
                continue
            for row in model.objects.exclude(pk__in=but[model]):
                secret = f"{SECRET}{row.pk}"[: field.max_length]
                model.objects.filter(pk=row.pk).update(**{field.name: secret})
    tie_addresses(but)


def deal_with_our_people(theirs: Reunion, person: Classmate) -> None:
    """In the same year both reunions know the same people; what each did with them is its own matter."""
    guest = cast.registration(theirs, classmate=person, show_surname=True)
    HandBookedPayment.objects.create(
        registration=guest, amount=SECRET_NUMBER, received_on=timezone.localdate(), taken_by="x"
    )
    for whose in ({"classmate": person}, {"registration": guest}):
        ContactLog.objects.create(reunion=theirs, way="line", result="told", note="x", **whose)
    link = SignupLink.objects.create(reunion=theirs, classmate=person, code="y")
    FamilyAnswer.objects.create(link=link, what="told", note="x")
    card = {"number": 2, "family_name": "x", "printed_address": "x", "classmate": person, "code": "y"}
    Card.objects.create(
        batch=theirs.postcard_batches.get(), returned_at=timezone.now(), returned_reason="other", **card
    )
    Message.objects.create(reunion=theirs, key="y", message_id="y", recipient="x", about=about(guest))
    InboundLetter.objects.create(reunion=theirs, name="x", text="x", about=about(guest))
    record(person, action="outreach", sentence="x", reunion_slug=theirs.slug)


@pytest.fixture
def neighbours() -> tuple[Reunion, list[Reunion]]:
    """Ours; beside it one of another school, and one of the same year."""
    ours = cast.full_house("他", slug="ours")
    before = rows_there()
    elsewhere = {"school": "三中", "graduated": (1990, 3)}
    other_school = cast.full_house("秘", number=SECRET_NUMBER, slug="other-school", **elsewhere)
    overwrite(but=before, shared=set())
    before = rows_there()
    same_year = cast.full_house("隣", number=SECRET_NUMBER, slug="same-year")
    Classmate.objects.filter(cohort=ours.cohort, number=SECRET_NUMBER).update(number=9)
    deal_with_our_people(same_year, ours.signup_links.get().classmate)
    overwrite(but=before, shared=OF_THE_YEAR)
    return ours, [other_school, same_year]


def text_of(answer) -> str:
    """Of a page, a table or a PDF."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return "\n".join(texts_of(body))
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return body.decode(errors="replace") + body.decode("cp932", errors="replace")


def crawl(client, reunion: Reunion) -> dict[str, str]:
    """Every page and file of the desk that this role reaches by any address or link."""
    waiting = [reverse(name, kwargs=arguments(reunion, name)) for name in TABLE] + ["/staff/"]
    seen = {}
    while waiting:
        address = without_way_back(waiting.pop())
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = f"{address}\n{dict(answer.headers)}\n{text_of(answer)}"
        found = [answer["Location"]] if answer.has_header("Location") else Links(seen[address]).found
        links = {without_way_back(urljoin(address, link)) for link in found}
        waiting += [link for link in links if urlsplit(link).path.startswith("/staff/") and link not in seen]
    return seen


def where(page: str, word: str) -> str:
    return page[max(0, page.index(word) - 80) :][:160]


@pytest.mark.parametrize("role", Role.values)
def test_no_page_shows_anything_of_the_neighbour(client, neighbours, role):
    ours, others = neighbours
    show_second_step(client, cast.member(ours, role, rooms="A"))
    pages = crawl(client, ours)
    assert len(pages) > 60
    tells = (SECRET, str(SECRET_NUMBER), f"{SECRET_NUMBER:,}", *(f"/{other.slug}/" for other in others))
    # Two records are of the year: what stands in the way of making them one is said, whosever it is.
    pages = {address: page for address, page in pages.items() if "/merge/" not in address}
    found = [
        (where(page, word), address) for address, page in pages.items() for word in tells if word in page
    ]
    assert found == []


WITH_THINGS = [
    name for name, pattern in desk_addresses().items() if set(pattern.pattern.converters) - {"slug"}
]
SHARED_THINGS = {"classmate_id", "other_id", "teacher_id", "homeroom_id", "pair_id"}


def mixed_addresses(ours: Reunion, others: list[Reunion]) -> list[str]:
    """Under our reunion's address: each part in turn, and all of them, of a neighbour."""
    found = []
    for name, theirs in product(WITH_THINGS, others):
        mine, foreign = arguments(ours, name), arguments(theirs, name)
        parts = [part for part in mine if part.endswith("_id") and mine[part] != foreign[part]]
        if theirs.cohort == ours.cohort:
            parts = [part for part in parts if part not in SHARED_THINGS]
        mixtures = [{part: foreign[part]} for part in parts] + [{part: foreign[part] for part in parts}]
        found += [reverse(name, kwargs=mine | mixture) for mixture in mixtures if mixture]
    return found


def rows_of() -> dict[str, list]:
    """Every row of every table, except what any request writes."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in our_tables()
        if model._meta.app_label != "accounts"
    }


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.TREASURER])
def test_under_our_address_the_neighbours_things_do_not_exist(client, neighbours, role):
    ours, others = neighbours
    show_second_step(client, cast.member(ours, role, rooms="A"))
    before = rows_of()
    wrong = []
    for address in mixed_addresses(ours, others):
        answers = client.get(address).status_code, client.post(address, {"confirm": "1"}).status_code
        # Of a press that finds nothing any more, some pages say that it is done: nothing may have changed.
        wrong += [(address, *answers)] if set(answers) - {302, 403, 404, 405} else []
    assert wrong == []
    assert rows_of() == before


def test_the_desk_offers_only_the_reunions_one_belongs_to(client, neighbours):
    ours, _others = neighbours
    user = cast.member(ours)
    client.force_login(user)
    assert client.get("/staff/").url == f"/staff/{ours.slug}/home/"
    third = cast.mamagawa("third", graduated=(1999, 3), name="第三回")
    third.members.create(user=user, role=Role.SECRETARIAT)
    page = client.get("/staff/").content.decode()
    assert [slug for slug in ("ours", "third", "other-school", "same-year") if f"/staff/{slug}/" in page] == [
        "ours",
        "third",
    ]


def test_the_first_page_offers_every_open_reunion_and_no_other(client, neighbours):
    cast.mamagawa("draft", graduated=(1999, 3), draft=True)
    page = client.get("/").content.decode()
    slugs = ("ours", "other-school", "same-year", "draft")
    assert [slug for slug in slugs if f'href="/{slug}/"' in page] == ["ours", "other-school", "same-year"]
