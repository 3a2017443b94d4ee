"""Whatever is taken back, by whatever way, is gone at the next request; and a made page is not made again.

Inside the transaction of a test the whole question is asked each time; test_unchanged.py asks from outside.
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.models import ProgramItem, RefundStep, Reunion
from reunion.public.landing import kept
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate
from reunion.team.models import Member

pytestmark = pytest.mark.django_db


def page(client, slug: str = "mamagawa") -> str:
    return client.get(f"/{slug}/").content.decode()


def guest_of(reunion):
    return cast.guest(reunion, show_surname=True)


def save(registration):
    registration.show_surname = False
    registration.save()


def update(registration):
    Registration.objects.filter(pk=registration.pk).update(show_surname=False)


def raw(registration):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registrations_registration SET show_surname = %s WHERE id = %s", [False, registration.pk]
        )


def cancel(registration):
    Registration.objects.filter(pk=registration.pk).update(state="cancelled")


def untie(registration):
    Registration.objects.filter(pk=registration.pk).update(state="waiting", classmate=None)


def die(registration):
    Classmate.objects.filter(pk=registration.classmate_id).update(deceased=True)


def rename(registration):
    Classmate.objects.filter(pk=registration.classmate_id).update(family_name="石井")


def delete(registration):
    registration.delete()


@pytest.mark.parametrize("way", [save, update, raw, cancel, untie, die, rename, delete])
def test_a_surname_is_gone_at_the_next_request(client, way):
    registration = guest_of(cast.mamagawa())
    assert "高田" in page(client)
    way(registration)
    assert "高田" not in page(client)


def test_and_comes_back_with_the_consent(client):
    registration = guest_of(cast.mamagawa())
    update(registration)
    assert "高田" not in page(client)
    Registration.objects.update(show_surname=True)
    assert "高田" in page(client)


def test_an_organizer_is_named_with_consent_only(client):
    reunion = cast.mamagawa()
    user = cast.member(reunion, name="安藤 太郎")
    seat = Member.objects.filter(user=user)
    seat.update(surname="安藤", own_homeroom=cast.homeroom(reunion, "B"))
    assert "安藤" not in page(client)
    seat.update(shown_since=timezone.now())
    assert "3年B組 安藤" in page(client)
    seat.update(shown_since=None)
    assert "安藤" not in page(client)


def test_the_dead_teacher_is_gone(client):
    reunion = cast.mamagawa()
    teacher = cast.teacher(reunion)
    cast.registration(reunion, teacher=teacher, show_surname=True)
    assert "原田先生" in page(client)
    type(teacher).objects.update(deceased=True)
    assert "原田先生" not in page(client)


@pytest.mark.parametrize("changes", [{"state": "draft"}, {"slug": "elsewhere"}])
def test_a_reunion_taken_back_is_not_found_at_once(client, changes):
    cast.mamagawa()
    assert client.get("/mamagawa/").status_code == 200
    Reunion.objects.update(**changes)
    assert client.get("/mamagawa/").status_code == 404


def test_a_reunion_made_anew_under_the_same_address_is_another_page(client):
    old = cast.mamagawa(name="去年の会")
    assert "去年の会" in page(client)
    Reunion.objects.filter(pk=old.pk).delete()
    assert client.get("/mamagawa/").status_code == 404
    cast.mamagawa(name="今年の会")
    assert "今年の会" in page(client)


def test_two_reunions_have_two_pages(client):
    first, second = cast.mamagawa(), cast.mamagawa("second", school="市川高校", name="市川の会")
    cast.guest(first, show_surname=True)
    cast.guest(second, "池田 茂 いけだ しげる", show_surname=True)
    for _again in range(2):
        assert ("高田" in page(client), "池田" in page(client)) == (True, False)
        assert ("高田" in page(client, "second"), "池田" in page(client, "second")) == (False, True)


def test_each_language_has_its_page_and_both_follow(client):
    registration = guest_of(cast.mamagawa())
    for language in ("ja", "en", "ja", "en"):
        client.cookies["django_language"] = language
        answer = client.get("/mamagawa/")
        assert (answer["Content-Language"], f'<html lang="{language}"' in answer.content.decode()) == (
            language,
            True,
        )
    update(registration)
    for language in ("ja", "en"):
        client.cookies["django_language"] = language
        assert "高田" not in page(client)


def test_the_next_day_is_another_page(client, monkeypatch):
    reunion = cast.mamagawa()
    guest_of(reunion)
    assert ("name-tag-new" in page(client), "/mamagawa/signup/" in page(client)) == (True, True)
    tomorrow = timezone.now() + dt.timedelta(days=4)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert ("name-tag-new" in page(client), "/mamagawa/signup/" in page(client)) == (False, True)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow + dt.timedelta(days=80))
    assert "/mamagawa/signup/" not in page(client)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: ProgramItem.objects.filter(kind="main").update(fee=9999), "9,999円"),
        (lambda: ProgramItem.objects.filter(kind="main").update(places=4), "残り3名"),
        (
            lambda: RefundStep.objects.create(reunion=Reunion.objects.get(), until="2020-01-05", percent=40),
            "40％",
        ),
        (lambda: Reunion.objects.update(contact_phone="047-123-4567"), "tel:0471234567"),
    ],
)
def test_what_is_changed_is_shown(client, change, words):
    guest_of(cast.mamagawa())
    assert words not in page(client)
    change()
    assert words in page(client)


def test_an_unchanged_page_is_the_same_object_for_one_query(client):
    guest_of(cast.mamagawa())
    first = kept.page("mamagawa", language="ja")
    with CaptureQueriesContext(connection) as queries:
        again = kept.page("mamagawa", language="ja")
    assert (again is first, len(queries)) == (True, 1)


def test_numbers_of_those_looked_for_are_at_most_a_minute_old(client, monkeypatch):
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    assert "あと <b>1</b> 名" in page(client)
    cast.classmate(reunion, "池田 茂 いけだ しげる")
    assert "あと <b>1</b> 名" in page(client)
    later = kept.time.monotonic() + kept.SECONDS_FOR_NUMBERS
    monkeypatch.setattr(kept.time, "monotonic", lambda: later)
    assert "あと <b>2</b> 名" in page(client)


def test_no_more_pages_are_kept_than_said():
    for number in range(kept.MOST_PAGES + 3):
        cast.mamagawa(f"reunion-{number}")
        kept.page(f"reunion-{number}", language="ja")
    assert len(kept._pages) == kept.MOST_PAGES
    assert ("reunion-0", "ja") not in kept._pages


def test_the_page_depends_on_nobody(client):
    reunion = cast.mamagawa()
    stranger = page(client)
    client.force_login(cast.member(reunion, name="安藤 太郎"))
    assert page(client) == stranger
    assert "Set-Cookie" not in client.get("/mamagawa/").headers
