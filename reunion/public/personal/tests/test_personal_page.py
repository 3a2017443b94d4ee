import pytest

from reunion import cast
from reunion.registrations.links import token
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db


def page_of(client, registration, *, slug="mamagawa"):
    return client.get(f"/{slug}/my/{token(registration)}/")


def test_a_guest_sees_what_they_owe_and_where_to_pay(client):
    guest = cast.guest(cast.mamagawa(), items=("main", "after_party"))
    page = page_of(client, guest).content.decode()
    for words in ("高田 裕子さんのページ", guest.reference, "12,000円", "1234567", "ママガワドウソウカイ"):
        assert words in page
    assert "まだ入金を確認できていません（行き違いのときはご容赦ください）" in page


def test_who_has_paid_sees_no_account_any_more(client):
    guest = cast.guest(cast.mamagawa())
    cast.fill_the_ledger(guest, 4000)
    page = page_of(client, guest).content.decode()
    assert ("8,000円" in page, "1234567" in page) == (True, False)


@pytest.mark.parametrize("state", [State.WAITING, State.DECLINED, State.CANCELLED])
def test_nobody_who_owes_nothing_sees_the_account(client, state):
    guest = cast.guest(cast.mamagawa(), state=state)
    assert "1234567" not in page_of(client, guest).content.decode()


def test_a_teacher_is_never_asked_for_money(client):
    reunion = cast.mamagawa()
    teacher = cast.registration(reunion, teacher=cast.teacher(reunion))
    page = page_of(client, teacher).content.decode()
    assert ("1234567" in page, "会費" in page) == (False, False)


def test_a_changed_withdrawn_or_foreign_link_opens_nothing(client):
    guest = cast.guest(cast.mamagawa())
    cast.mamagawa("another")
    assert client.get(f"/mamagawa/my/{token(guest)}x/").status_code == 404
    assert page_of(client, guest, slug="another").status_code == 404
    old = token(guest)
    guest.link_revision += 1
    guest.save()
    answer = client.get(f"/mamagawa/my/{old}/")
    assert answer.status_code == 404
    assert "高田" not in answer.content.decode()


def test_no_cache_no_search_engine_and_no_other_site_learns_of_it(client):
    answer = page_of(client, cast.guest(cast.mamagawa()))
    assert "no-store" in answer["Cache-Control"]
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


def test_looking_changes_nothing(client):
    guest = cast.guest(cast.mamagawa())
    before = guest.updated_at
    page_of(client, guest)
    guest.refresh_from_db()
    assert guest.updated_at == before
