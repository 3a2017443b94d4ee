"""The pages that ask before somebody is marked as deceased or left alone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.mail.models import Message, about
from reunion.postcards.making import make_batch
from reunion.roster.models import Classmate, Teacher, YearbookAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion))
    return client


def page_of(reunion, person, mark="deceased") -> str:
    name = "mark_teacher" if isinstance(person, Teacher) else "mark"
    return reverse(f"staff:roster:{name}", args=[reunion.slug, person.pk, mark])


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_page_says_exactly_what_will_happen(desk, reunion):
    guest = cast.guest(reunion, reference="1000")
    Message.objects.create(reunion=reunion, key="a", message_id="a", about=about(guest), recipient="x")
    answer = desk.get(page_of(reunion, guest.classmate))
    assert answer.context["consequences"] == [
        "メールは、もう一通も送りません。",
        "送るのを待っているメールが1通あります。それも送りません。",
        "はがきも手紙も作りません。",
        "声をかける人の一覧にも、申込ページの参加者のお名前にも出ません。",
        "申込（申込番号 1000）は、お金を確かめるために残ります。返金は会計が決めます。",
        "名簿には残ります。まちがいと分かったときは、わけを書いて元に戻せます。",
    ]
    assert Classmate.objects.get().deceased is False


def test_a_card_that_is_not_posted_is_spoken_of(desk, reunion):
    person = cast.classmate(reunion)
    YearbookAddress.objects.create(
        classmate=person, printed_address="x", grade="certain", postal_code="2720021", town="八幡"
    )
    batch = make_batch(reunion)
    said = desk.get(page_of(reunion, person, "do_not_contact")).context["consequences"]
    assert said[2].startswith("まだ投函していないはがきが1枚あります。")
    desk.post(
        page_of(reunion, person, "do_not_contact"),
        {"step": "mark", "told_by": "ご本人", "told_on": today()},
    )
    text = desk.get(reverse("staff:postcards:batch", args=[reunion.slug, batch.pk])).content.decode()
    assert "この束を作ったあとで、送らないことになった人" in text


@pytest.mark.parametrize("who", ["classmate", "teacher"])
@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_it_is_marked_and_taken_back(desk, reunion, who, mark):
    person = getattr(cast, who)(reunion)
    url = page_of(reunion, person, mark)
    answer = desk.post(url, {"step": "mark", "told_by": "　妹さん　", "told_on": today()}, follow=True)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert getattr(person, mark) is True
    assert "知らせてくれた人：妹さん" in desk.get(url).content.decode()
    desk.post(url, {"step": "take_back", "reason": "別の人"})
    person.refresh_from_db()
    assert getattr(person, mark) is False


def test_an_old_page_pressed_again_does_not_take_it_back(desk, reunion):
    person = cast.classmate(reunion)
    typed = {"step": "mark", "told_by": "妹さん", "told_on": today()}
    for _press in range(2):
        assert desk.post(page_of(reunion, person), typed).status_code == 302
    person.refresh_from_db()
    assert (person.deceased, Entry.objects.about(person).count()) == (True, 1)


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(desk, reunion):
    person = cast.classmate(reunion)
    late = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    answer = desk.post(page_of(reunion, person), {"step": "mark", "told_by": "", "told_on": late})
    assert answer.context["form"].errors == {
        "told_by": ["だれから聞いたかを書いてください。例 山田さん"],
        "told_on": ["日付が、今日より後になっています。"],
    }
    assert late in answer.content.decode()
    Classmate.objects.update(deceased=True)
    answer = desk.post(page_of(reunion, person), {"step": "take_back", "reason": ""})
    assert answer.context["form"].errors == {"reason": ["わけを書いてください。例 同じ名前の別の人でした"]}
    assert Classmate.objects.get().deceased is True


def test_another_mark_and_another_year_do_not_exist(desk, reunion):
    person = cast.classmate(reunion)
    stranger = cast.classmate(cast.mamagawa("other", graduated=(1984, 3)))
    assert desk.get(page_of(reunion, person, "rich")).status_code == 404
    assert desk.get(page_of(reunion, stranger)).status_code == 404
