import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.keeping.models import Forgetting
from reunion.keeping.tests.planting import everything, settled_house
from reunion.registrations.models import Registration
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion() -> Reunion:
    return settled_house("秘")


@pytest.fixture
def organizer(client, reunion):
    user = cast.member(reunion, name="安藤")
    show_second_step(client, user)
    return user


def page(client, which: str, reunion: Reunion, **typed):
    address = reverse(f"staff:keeping:{which}", args=[reunion.slug])
    return client.post(address, typed) if typed else client.get(address)


def test_what_would_be_erased_is_shown_first(client, reunion, organizer):
    before = everything()
    shown = page(client, "forget", reunion).content.decode()
    assert "<dt>写真</dt><dd>1件</dd>" in shown
    assert "名簿も消す" in shown
    assert {label: rows for label, rows in everything().items() if rows != before[label]} == {}


def test_it_asks_for_the_second_step(client, reunion):
    client.force_login(cast.member(reunion))
    assert page(client, "forget", reunion).url.startswith("/accounts/second-step/")


def test_the_address_of_the_reunion_is_typed(client, reunion, organizer):
    wrong = page(client, "forget", reunion, typed="mamagawa2", with_roster="on")
    assert "会のアドレスが違います。「mamagawa」と書いてください。" in wrong.content.decode()
    assert 'value="mamagawa2"' in wrong.content.decode()
    assert not Forgetting.objects.exists()
    # Full-width letters are what a Japanese keyboard writes.
    done = page(client, "forget", reunion, typed="ｍａｍａｇａｗａ　")
    assert done.url == reverse("staff:keeping:overview", args=[reunion.slug])
    assert set(Registration.objects.values_list("family_name", flat=True)) == {"消去済み"}
    assert Forgetting.objects.get().by == organizer
    assert "に消しました。" in page(client, "overview", reunion).content.decode()


def test_what_is_not_over_says_what_to_do(client):
    open_one = cast.mamagawa()
    show_second_step(client, cast.member(open_one))
    for name in ("forget", "next"):
        assert "まだ受付が終わっていません。" in page(client, name, open_one).content.decode()


def test_the_next_one_begins(client, reunion, organizer):
    day = timezone.localdate() + dt.timedelta(days=2900)
    shown = page(client, "next", reunion).content.decode()
    assert "<dt>プログラムと会費</dt><dd>3件</dd>" in shown
    typed = {"held_on": f"{day:%Y-%m-%d}", "name": "七十の会", "slug": "ＭＡＭＡＧＡＷＡ－２０３４"}
    assert page(client, "next", reunion, **typed).url == "/staff/mamagawa-2034/home/"
    assert client.get("/staff/mamagawa-2034/home/").status_code == 200
    assert "もう次の会「七十の会」があります。" in page(client, "next", reunion).content.decode()


def test_what_was_typed_stays(client, reunion, organizer):
    again = page(client, "next", reunion, held_on="2020-01-01", name="七十の会", slug="next")
    assert "開催日は、あすより後の日を書いてください。" in again.content.decode()
    assert 'value="七十の会"' in again.content.decode()


def test_every_page_of_a_forgotten_reunion_still_opens(client, reunion, organizer):
    """Whoever opens it a year later reads the report, and finds nobody's name."""
    page(client, "forget", reunion, typed=reunion.slug)
    for name in (
        *("home:home", "roster:list", "registrations:list", "outreach:board", "outreach:classes"),
        *("payments:lines", "payments:people", "payments:refunds", "payments:books", "payments:receipts"),
        *("payments:settlement", "payments:news", "payments:reminders", "payments:cash", "mail:list"),
        *("mail:inbound", "mail:returned", "mail:addresses", "mail:wordings", "notices:list"),
        *("postcards:list", "postcards:answers", "events:overview", "events:venues", "team:list"),
    ):
        answer = client.get(reverse(f"staff:{name}", args=[reunion.slug]))
        assert (name, answer.status_code) == (name, 200)
    for guest in Registration.objects.all():
        for name in ("registrations:detail", "payments:person", "outreach:guest"):
            answer = client.get(reverse(f"staff:{name}", args=[reunion.slug, guest.pk]))
            assert answer.status_code in {200, 404}
    assert client.get(f"/{reunion.slug}/").status_code == 200
