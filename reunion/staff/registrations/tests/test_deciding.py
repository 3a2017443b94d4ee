import pytest
from django.urls import reverse

from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.models import State
from reunion.registrations.signing_up import Reply, register
from reunion.registrations.vouching import is_vouched_for
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion, name="石井"))
    return client


def page(reunion, name, registration):
    return reverse(f"staff:registrations:{name}", args=[reunion.slug, registration.pk])


def waiting(reunion, **changes):
    details = {
        "attending": True,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "たかだ",
        "given_kana": "ゆうこ",
        "homeroom": cast.homeroom(reunion),
        "email": "yuko@mail.example",
    }
    return register(reunion, reply=Reply(**(details | changes)))


def test_the_candidates_stand_beside_what_was_typed(desk, reunion):
    near = cast.classmate(reunion, "髙田 裕子 たかた ゆうこ", number=12)
    answer = desk.get(page(reunion, "decide", waiting(reunion)))
    assert [choice.classmate for choice in answer.context["choices"]] == [near]
    text = answer.content.decode()
    for words in ("名簿と読みがなが違います", "漢字は同じで、読みがなが違います", "たかた ゆうこ", "12番"):
        assert words in text


def test_the_roster_can_be_searched(desk, reunion):
    mori = cast.classmate(reunion, "森 実 もり みのる", room="C")
    answer = desk.get(page(reunion, "decide", waiting(reunion)), {"q": "モリ"})
    assert [choice.classmate for choice in answer.context["choices"]] == [mori]


def test_who_has_died_or_answered_is_shown_but_cannot_be_chosen(desk, reunion):
    late = cast.classmate(reunion, deceased=True)
    registration = waiting(reunion)
    answer = desk.get(page(reunion, "decide", registration))
    assert [(choice.classmate, choice.is_possible) for choice in answer.context["choices"]] == [(late, False)]
    assert "この人に決める" not in answer.content.decode()


def test_a_second_reply_stands_beside_the_first(desk, reunion):
    cast.classmate(reunion)
    first, second = waiting(reunion), waiting(reunion, email="other@mail.example")
    answer = desk.get(page(reunion, "decide", second))
    assert [choice.answer for choice in answer.context["choices"]] == [first]
    text = answer.content.decode()
    assert "同じ人の申込がもうあります" in text
    assert page(reunion, "detail", first) in text
    assert "この人に決める" not in text


def test_one_press_ties_and_leads_to_the_next_one(desk, reunion):
    first, second = waiting(reunion), waiting(reunion, family_name="別人")
    yuko = cast.classmate(reunion, "高田 優子 たかだ ゆうこ")
    answer = desk.post(page(reunion, "tie", first), {"classmate": yuko.pk})
    assert answer.url == page(reunion, "decide", second)
    first.refresh_from_db()
    assert (first.state, first.classmate) == (State.COMING, yuko)
    assert Message.objects.about(first).first().kind == "bank-info"
    assert desk.get(page(reunion, "decide", first)).url == page(reunion, "detail", first)


@pytest.mark.parametrize("number", ["", "abc", "999999"])
def test_nobody_is_tied_to_a_classmate_who_does_not_exist(desk, reunion, number):
    registration = waiting(reunion)
    assert desk.post(page(reunion, "tie", registration), {"classmate": number}).status_code == 404
    registration.refresh_from_db()
    assert registration.state == State.WAITING


def test_pressing_twice_says_that_it_is_decided(desk, reunion):
    registration = waiting(reunion)
    first = cast.classmate(reunion, "高田 優子 たかだ ゆうこ")
    second = cast.classmate(reunion, "高田 祐子 たかだ ゆうこ")
    desk.post(page(reunion, "tie", registration), {"classmate": first.pk})
    answer = desk.post(page(reunion, "tie", registration), {"classmate": second.pk}, follow=True)
    assert "この申込は、もう確認がすんでいます。" in answer.content.decode()
    registration.refresh_from_db()
    assert registration.classmate == first


def test_somebody_of_the_year_is_added_to_the_roster(desk, reunion):
    registration = waiting(reunion)
    desk.post(page(reunion, "add", registration))
    registration.refresh_from_db()
    assert registration.classmate == Classmate.objects.get()


def test_refusing_needs_a_reason(desk, reunion):
    registration = waiting(reunion)
    answer = desk.post(page(reunion, "refuse", registration), {"reason": ""})
    assert "受け付けない理由をひとこと書いてください。" in answer.content.decode()
    desk.post(page(reunion, "refuse", registration), {"reason": "別の学年の人"})
    registration.refresh_from_db()
    assert registration.state == State.CANCELLED


def test_an_answer_is_changed_after_a_question(desk, reunion):
    cast.classmate(reunion)
    registration = waiting(reunion)
    url = reverse("staff:registrations:change", args=[reunion.slug, registration.pk, "declined"])
    assert "欠席に直しますか" in desk.get(url).content.decode()
    registration.refresh_from_db()
    assert registration.state == State.COMING
    desk.post(url)
    registration.refresh_from_db()
    assert registration.state == State.DECLINED
    unknown = reverse("staff:registrations:change", args=[reunion.slug, registration.pk, "paid"])
    assert desk.get(unknown).status_code == 404


def test_a_corrected_address_gets_the_letter_at_once(desk, reunion):
    cast.classmate(reunion)
    registration = waiting(reunion, email="yuko@docomo.ne.jo")
    url = page(reunion, "contact", registration)
    details = {"email": "yuko@docomo.ne.jp", "phone": "０９０-1", "transfer_name": "イシイ ユウコ"}
    desk.post(url, details)
    registration.refresh_from_db()
    assert (registration.email, registration.phone) == ("yuko@docomo.ne.jp", "090-1")
    recipients = Message.objects.about(registration).order_by("id").values_list("recipient", flat=True)
    assert list(recipients) == ["yuko@docomo.ne.jo", "yuko@docomo.ne.jp"]
    desk.post(url, details)
    assert Message.objects.count() == 2
    assert "使えない文字" in desk.post(url, {"email": "ゆうこ@docomo.ne.jp"}).content.decode()


def test_the_second_address_and_line_are_corrected_at_the_desk(desk, reunion):
    cast.classmate(reunion)
    registration = waiting(reunion, second_email="old@mail.example")
    url = page(reunion, "contact", registration)
    assert 'value="old@mail.example"' in desk.get(url).content.decode()
    typed = {"email": registration.email, "second_email": "new@mail.example", "line_is_fine": "on"}
    desk.post(url, typed)
    registration.refresh_from_db()
    assert (registration.second_email, registration.line_is_fine) == ("new@mail.example", True)


def test_a_member_who_is_sure_who_it_is_says_so(desk, reunion):
    guest = cast.guest(reunion)
    assert "本人と確かめた" in desk.get(page(reunion, "detail", guest)).content.decode()
    desk.post(page(reunion, "vouch", guest))
    assert is_vouched_for(guest)
    assert "本人の確認" not in desk.get(page(reunion, "detail", guest)).content.decode()


def test_the_letter_goes_once_more_on_request(desk, reunion):
    cast.classmate(reunion)
    registration = waiting(reunion)
    desk.post(page(reunion, "letter", registration))
    assert Message.objects.about(registration).count() == 2
