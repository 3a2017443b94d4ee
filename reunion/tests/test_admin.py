"""The owner sees every table and searches it; what is changed by rules is there to look at only."""

import copy
import datetime as dt
import itertools
import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.contrib.messages import get_messages
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.roster.models import Cohort, Homeroom, School
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db
OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("reunion.")),
    key=lambda model: model._meta.label,
)
CHANGED_HERE = {"accounts.User", "roster.School", "roster.Cohort", "roster.Homeroom", "roster.Club"}
DELETED_HERE = (CHANGED_HERE - {"accounts.User"}) | {"events.Reunion"}
OPENS_A_DOOR = {
    "account",
    "claim",
    "code",
    "data",
    "invitation_url",
    "key",
    "link",
    "link_revision",
    "password",
    "proof",
    "secret",
    "session_key",
    "token",
}
A_SERVERS_ANSWER = {("mail.Attempt", "code")}
MOST_QUERIES = 15
NUMBERS = itertools.count(1000)
EACH = pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)


@pytest.fixture
def owner(client):
    user = User.objects.create_superuser("owner@example.jp", "a long password", name="持ち主")
    show_second_step(client, user)
    return client


@pytest.fixture
def house():
    return cast.full_house()


def place(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def another(row):
    """A copy of the row, unlike it only in what must be unique."""
    twin = copy.copy(row)
    twin.pk, twin._state = None, models.base.ModelState()
    fields = {field.name: field for field in row._meta.concrete_fields if not field.primary_key}
    unique = [[name] for name, field in fields.items() if field.unique]
    unique += [each.fields for each in row._meta.constraints if isinstance(each, models.UniqueConstraint)]
    for names in unique:
        name = next((name for name in names if not fields[name].is_relation), names[-1])
        if getattr(row, name) is not None:
            setattr(twin, name, unlike(getattr(row, name), fields[name]))
    type(row)._base_manager.bulk_create([twin])
    return twin


def unlike(value, field):
    number = next(NUMBERS)
    if field.is_relation:
        return another(value)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.DateField):
        return value + dt.timedelta(days=number)
    return number if isinstance(field, models.IntegerField) else f"{number}"


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_every_table_of_ours_is_there_and_no_other():
    assert sorted(model._meta.label for model in admin.site._registry) == [m._meta.label for m in OURS]


def test_only_these_are_changed_here(owner, rf):
    request = rf.get("/")
    request.user = User.objects.get()
    tables = admin.site._registry.items()
    added = {model._meta.label for model, table in tables if table.has_add_permission(request)}
    changed = {model._meta.label for model, table in tables if table.has_change_permission(request)}
    deleted = {model._meta.label for model, table in tables if table.has_delete_permission(request)}
    assert (added, changed, deleted) == (CHANGED_HERE, CHANGED_HERE, DELETED_HERE)


def test_the_index_speaks_japanese(owner, house):
    page = owner.get("/admin/")
    names = [app["name"] for app in page.context["app_list"]]
    names += [str(table["name"]) for app in page.context["app_list"] for table in app["models"]]
    assert [name for name in names if not re.search(r"[ぁ-んァ-ヶ一-龠]", str(name))] == []


@EACH
def test_every_column_has_a_japanese_name(model):
    table = admin.site._registry[model]
    names = [label_for_field(name, model, model_admin=table) for name in table.list_display]
    assert [str(name) for name in names if not re.search(r"[ぁ-んァ-ヶ一-龠]", str(name))] in ([], ["ID"])


@EACH
def test_a_table_is_searched_in_as_many_questions_for_one_row_as_for_thirty(owner, house, model):
    row = model._base_manager.first()
    address = f"{place(model, 'changelist')}?q=x"
    whole = place(model, "changelist")
    owner.get(whole)
    few = [queries_of(owner, each) for each in (address, whole)]
    for _number in range(29):
        another(row)
    assert [queries_of(owner, each) for each in (address, whole)] == few
    assert max(few) <= MOST_QUERIES
    assert admin.site._registry[model].search_fields


@EACH
def test_a_row_opens_and_is_changed_here_or_not(owner, house, model):
    row = model._base_manager.first()
    change, delete = place(model, "change", row.pk), place(model, "delete", row.pk)
    assert owner.get(change).status_code == 200
    count = model._base_manager.count()
    if model._meta.label not in CHANGED_HERE:
        presses = [owner.post(each, {"post": "yes"}) for each in (change, place(model, "add"))]
        assert [press.status_code for press in presses] == [403, 403]
    if model._meta.label not in DELETED_HERE:
        assert [owner.get(delete).status_code, owner.post(delete, {"post": "yes"}).status_code] == [403, 403]
    many = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    owner.post(place(model, "changelist"), many)
    assert model._base_manager.count() == count


@EACH
def test_no_list_shows_what_opens_a_door(model):
    table = admin.site._registry[model]
    shown = {
        (model._meta.label, part)
        for name in [*table.list_display, *table.search_fields]
        for part in [name if isinstance(name, str) else ""]
    }
    assert {(label, name) for label, name in shown if name in OPENS_A_DOOR} <= A_SERVERS_ANSWER


@pytest.mark.parametrize(
    ("model", "kinds"),
    [
        (Reunion, ("申込", "メール", "入出金明細", "領収書", "決算")),
        (Cohort, ("同窓生", "同窓会")),
        (School, ("学年",)),
        (Homeroom, ("同窓生",)),
    ],
)
def test_nothing_takes_with_it_what_hangs_on_it(owner, house, model, kinds):
    row = model._base_manager.first()
    before = {each: each._base_manager.count() for each in OURS}
    for answer in (
        owner.get(place(model, "delete", row.pk)),
        owner.post(place(model, "delete", row.pk), {"post": "yes"}),
    ):
        assert answer.url == place(model, "change", row.pk)
    sentences = [str(message) for message in get_messages(answer.wsgi_request)]
    assert {sentence.startswith(f"「{row}」には") for sentence in sentences} == {True}
    assert {sentence.endswith("があるので、消せません。") for sentence in sentences} == {True}
    assert [kind for kind in kinds if kind not in sentences[0]] == []
    assert {each: each._base_manager.count() for each in OURS} == before


def test_a_reunion_made_by_mistake_is_deleted_and_the_journal_says_so(owner):
    mistake = cast.mamagawa("mistake")
    cast.member(mistake)
    asked = owner.get(place(Reunion, "delete", mistake.pk))
    assert asked.status_code == 200
    owner.post(place(Reunion, "delete", mistake.pk), {"post": "yes"})
    assert not Reunion.objects.exists()
    entry = Entry.objects.get(action="admin_deleted")
    assert (entry.sentence, entry.actor_name, entry.reunion_slug) == (
        "管理画面で同窓会「真間川高校 還暦同窓会」を消しました",
        "持ち主",
        "mistake",
    )


def typed_for(user: User, **changes) -> dict:
    return {"email": user.email, "name": user.name, "is_active": "on"} | changes


def test_an_address_that_was_changed_is_no_key_any_more(owner):
    ando = cast.member(cast.mamagawa(), name="安藤")
    EmailAddress.objects.create(user=ando, email=ando.email, verified=True, primary=True)
    owner.post(place(User, "change", ando.pk), typed_for(ando, email="new@example.jp"))
    ando.refresh_from_db()
    assert (ando.email, EmailAddress.objects.count()) == ("new@example.jp", 0)
    assert Entry.objects.get(action="admin_changed").sentence == "管理画面で利用者「安藤」を変えました"


def test_who_is_no_longer_active_is_out_at_the_next_request(owner):
    ando = cast.member(cast.mamagawa(), name="安藤")
    client = Client()
    client.force_login(ando)
    desk = reverse("staff:home:home", args=["mamagawa"])
    assert client.get(desk).status_code == 200
    owner.post(place(User, "change", ando.pk), typed_for(ando, is_active=""))
    assert client.get(desk).status_code == 302


def test_the_journal_names_no_mail_address(owner):
    nameless = User.objects.create_user("nameless@example.jp")
    owner.post(place(User, "change", nameless.pk), typed_for(nameless))
    assert Entry.objects.get().sentence == f"管理画面で利用者「No. {nameless.pk}」を変えました"


def test_a_class_that_was_renamed_stands_in_the_journal(owner):
    room = cast.homeroom(cast.mamagawa(), "A")
    owner.post(place(Homeroom, "change", room.pk), {"cohort": room.cohort_id, "grade": "3", "label": "松"})
    assert Entry.objects.get().sentence == "管理画面でクラス「3年松組」を変えました"


@pytest.mark.parametrize("typed", ["たかだ", "タカダ", "ﾀｶﾀﾞ", "高田", "髙田", "A組"])
def test_a_classmate_is_found_as_at_the_desk(owner, typed):
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    cast.classmate(reunion, "森 薫 もり かおる", room="B")
    page = owner.get("/admin/roster/classmate/", {"q": typed})
    assert list(page.context["cl"].result_list) == [person]
