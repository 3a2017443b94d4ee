import datetime as dt

import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.models import ProgramItem
from reunion.journal.models import Entry
from reunion.registrations.models import ChosenItem

pytestmark = pytest.mark.django_db
TYPED = {"name": "本会", "starts_at": "12:00", "fee": "8000", "open_to": "everyone"}


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return reunion


def address(page, *more):
    return reverse(f"staff:events:{page}", args=["mamagawa", *more])


def test_places_and_companions_are_set_as_people_type_them(client, reunion):
    item = reunion.program_items.get(kind="after_party")
    typed = TYPED | {
        "name": "二次会",
        "places": "６０名",
        "companion_fee": "４，０００円",
        "open_to": "classmates",
    }
    client.post(address("item", item.pk), typed)
    item.refresh_from_db()
    assert (item.places, item.companion_fee, item.open_to) == (60, 4000, "classmates")
    client.post(address("item", item.pk), typed | {"places": "", "companion_fee": ""})
    item.refresh_from_db()
    assert (item.places, item.companion_fee, item.takes_companions) == (None, None, False)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("places", "たくさん", "数字で書いてください。例 60"),
        ("places", "0", "1以上の数字で書いてください。"),
        ("places", "-3", "1以上の数字で書いてください。"),
        ("places", "99999", "9999以下の数字で書いてください。"),
        ("companion_fee", "8000.5", "数字で書いてください。例 8000"),
        ("fee", "9" * 30, "1000000以下の数字で書いてください。"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_and_stays_to_be_corrected(
    client, reunion, field, typed, sentence
):
    item = reunion.program_items.get(kind="main")
    page = client.post(address("item", item.pk), TYPED | {"name": "大宴会", field: typed}).content.decode()
    assert page.count(sentence) == 2
    assert f'value="{typed}"' in page
    assert 'value="大宴会"' in page
    item.refresh_from_db()
    assert (item.name, item.fee, item.places) == ("本会", 8000, None)


def test_a_further_item_is_added_and_taken_out_again(client, reunion):
    client.post(address("add_item"), TYPED | {"name": "墓参り", "starts_at": "", "fee": "0"})
    item = ProgramItem.objects.get(kind="other")
    assert (item.name, item.reunion, item.fee, item.starts_at) == ("墓参り", reunion, 0, None)
    assert address("remove_item", item.pk) in client.get(address("item", item.pk)).content.decode()
    assert client.get(address("remove_item", item.pk)).status_code == 200
    assert ProgramItem.objects.filter(kind="other").exists()
    client.post(address("remove_item", item.pk))
    assert not ProgramItem.objects.filter(kind="other").exists()
    assert [entry.sentence for entry in Entry.objects.order_by("id")] == [
        "プログラムに加えました（墓参り）",
        "プログラムから外しました（墓参り）",
    ]


def test_what_somebody_chose_stays(client, reunion):
    cast.guest(reunion, items=("main", "after_party"))
    item = reunion.program_items.get(kind="after_party")
    page = client.post(address("remove_item", item.pk), follow=True).content.decode()
    assert "二次会は、もう選んだ人がいるので、なくせません。" in page
    main = reunion.program_items.get(kind="main")
    assert address("remove_item", main.pk) not in client.get(address("item", main.pk)).content.decode()
    assert "なくせません" in client.post(address("remove_item", main.pk), follow=True).content.decode()
    assert reunion.program_items.count() == 3


def test_the_overview_shows_how_many_places_are_left(client, reunion, django_assert_max_num_queries):
    reunion.program_items.filter(kind="after_party").update(places=2, companion_fee=0)
    cast.guest(reunion, items=("main", "after_party"))
    page = client.get(address("overview")).content.decode()
    assert "2名<br>あと1名" in page
    cast.guest(reunion, "石井 浩 いしい ひろし", items=("main", "after_party"))
    with django_assert_max_num_queries(13):
        page = client.get(address("overview")).content.decode()
    assert "<b>満席</b>" in page
    assert ChosenItem.objects.count() == 4


def test_a_changed_day_reminds_of_the_days_of_refunding(client, reunion):
    typed = {
        "name": reunion.name,
        "state": "open",
        "held_on": reunion.held_on + dt.timedelta(days=7),
        "signup_deadline": reunion.signup_deadline,
    }
    assert "返金の日付も" not in client.post(address("reunion"), typed, follow=True).content.decode()
    reunion.refund_steps.create(until=reunion.signup_deadline, percent=100)
    typed["held_on"] = reunion.held_on
    assert (
        "返金の日付も確かめてください。"
        in client.post(address("reunion"), typed, follow=True).content.decode()
    )


def test_the_public_page_is_one_press_away_unless_nobody_can_see_it(client, reunion):
    landing = f'href="{reverse("public:landing", args=["mamagawa"])}"'
    assert landing in client.get(address("overview")).content.decode()
    reunion.state = "draft"
    reunion.save()
    assert landing not in client.get(address("overview")).content.decode()
