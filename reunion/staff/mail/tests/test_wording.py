"""The committee looks at the words of a letter, changes them, and sees at once how they will look."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.mail.models import LetterTemplate, Message
from reunion.mail.wording import WORDINGS, our_words
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db

LINK = {"subject": "ご案内", "body": "｛お名前｝さん\n\n｛専用ページ｝", "seen": ""}


@pytest.fixture
def desk(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return SimpleNamespace(client=client, reunion=reunion)


def address(desk, name, *arguments):
    return reverse(f"staff:mail:{name}", args=[desk.reunion.slug, *arguments])


def test_every_letter_is_listed_with_whose_words_it_has(desk):
    LetterTemplate.objects.create(reunion=desk.reunion, name="link", subject="x", body="｛前の言葉｝")
    LetterTemplate.objects.create(
        reunion=desk.reunion, name="thanks", subject="ありがとう", body="｛お名前｝さん"
    )
    page = desk.client.get(address(desk, "wordings"))
    rows = [row for _id, _heading, rows in page.context["groups"] for row in rows]
    assert {row.wording.name for row in rows} == set(WORDINGS)
    assert [(row.wording.name, row.is_wrong) for row in rows if row.is_own] == [
        ("link", True),
        ("thanks", False),
    ]
    assert "直すところがあります" in page.text


@pytest.mark.parametrize("name", WORDINGS)
def test_every_letter_can_be_opened_without_any_guest(desk, name):
    page = desk.client.get(address(desk, "wording", name))
    assert page.status_code == 200
    assert page.context["preview"].wrong == []
    assert not set("{}｛｝") & set(page.context["preview"].letter.body)


def test_a_letter_that_does_not_exist_is_not_found(desk):
    assert desk.client.get(address(desk, "wording", "spam")).status_code == 404
    assert desk.client.post(address(desk, "wording_preview", "spam")).status_code == 404


def test_words_are_saved_and_used(desk):
    page = address(desk, "wording", "link")
    answer = desk.client.post(page, LINK, follow=True)
    assert "保存しました。これから書くメールに使います。" in answer.text
    assert LetterTemplate.objects.get().body == LINK["body"]
    assert "直した文面を使っています。" in answer.text


def test_what_was_typed_stays_when_something_is_wrong(desk):
    typed = LINK | {"body": "｛おなまえ｝さん <b>"}
    answer = desk.client.post(address(desk, "wording", "link"), typed)
    assert answer.context["form"].errors["body"] == [
        "｛おなまえ｝という言葉はありません。｛お名前｝のことでしょうか。",
        "｛専用ページ｝がありません。この文面には欠かせないので、本文のどこかに入れてください。",
    ]
    assert "｛おなまえ｝さん &lt;b&gt;" in answer.text
    assert LetterTemplate.objects.count() == 0


def test_somebody_elses_change_is_not_overwritten_unseen(desk):
    desk.client.post(address(desk, "wording", "link"), LINK)
    answer = desk.client.post(address(desk, "wording", "link"), LINK | {"subject": "別の件名"})
    assert "ほかの人が、この文面を先に直しました。" in answer.text
    assert "別の件名" in answer.text
    assert LetterTemplate.objects.get().subject == "ご案内"


def test_looking_keeps_nothing_and_sends_nothing(desk):
    guest = cast.guest(desk.reunion, "髙橋 﨑𠮷 たかはし さきよし")
    typed = LINK | {"person": guest.pk, "look": "1"}
    answer = desk.client.post(address(desk, "wording", "link"), typed)
    assert "髙橋 﨑𠮷様に届くメール" in answer.text
    assert answer.context["preview"].letter.body.startswith("髙橋 﨑𠮷さん\n\nhttp")
    assert (LetterTemplate.objects.count(), Message.objects.count()) == (0, 0)


def test_the_preview_is_a_part_of_the_page_and_says_what_is_wrong(desk):
    guest = cast.guest(desk.reunion)
    typed = {"subject": "ご案内", "body": "お世話になっております。\n｛なぞ｝<script>", "person": guest.pk}
    answer = desk.client.post(address(desk, "wording_preview", "bank_info"), typed)
    assert "<html" not in answer.text
    assert "｛なぞ｝&lt;script&gt;" in answer.text
    assert "用件から始めます。" in answer.text
    assert "直すところがあります" in answer.text
    assert desk.client.get(address(desk, "wording_preview", "bank_info")).status_code == 405


def test_a_doubtful_opening_is_pointed_out_after_saving(desk):
    typed = LINK | {"body": "お世話になっております。\n｛専用ページ｝"}
    answer = desk.client.post(address(desk, "wording", "link"), typed, follow=True)
    assert "保存しました。" in answer.text
    assert answer.text.count("同窓生への便りに、「お世話になっております」などの書き出しはいりません。") == 2


def test_a_person_of_another_reunion_is_not_shown(desk):
    stranger = cast.guest(cast.mamagawa("another"), "秘田 茂 ひだ しげる")
    answer = desk.client.post(address(desk, "wording_preview", "link"), LINK | {"person": stranger.pk})
    assert "秘田" not in answer.text
    assert "例の人に届くメール" in answer.text


def test_whom_a_letter_suits_stands_first_and_teachers_see_teachers(desk):
    cast.guest(desk.reunion)
    waiting = cast.registration(desk.reunion, state=State.WAITING, family_name="森")
    teacher = cast.registration(desk.reunion, teacher=cast.teacher(desk.reunion), family_name="原田")
    page = desk.client.get(address(desk, "wording", "acknowledgment"))
    assert page.context["preview"].person == waiting
    page = desk.client.get(address(desk, "wording", "received_teacher"))
    assert page.context["preview"].person == teacher
    assert [label for _number, label in page.context["form"].fields["person"].choices] == [
        "原田（1002、参加）",
        "例の人",
    ]


def test_going_back_to_our_words_asks_first(desk):
    desk.client.post(address(desk, "wording", "link"), LINK)
    page = address(desk, "wording_restore", "link")
    assert "直した文面は消えます。" in desk.client.get(page).text
    assert LetterTemplate.objects.count() == 1
    answer = desk.client.post(page, follow=True)
    assert LetterTemplate.objects.count() == 0
    assert answer.context["form"]["body"].value() == our_words("link").body


def test_all_texts_come_out_in_one_file(desk):
    desk.client.post(address(desk, "wording", "link"), LINK)
    desk.reunion.greeting = "また会いましょう。"
    desk.reunion.save()
    answer = desk.client.get(address(desk, "texts"))
    assert answer["Content-Disposition"] == 'attachment; filename="mamagawa-texts.txt"'
    text = answer.content.decode("utf-8-sig")
    assert text.count("\n件名: ") == len(WORDINGS)
    assert "メール　専用ページのご案内（専用ページをもう一度知らせるとき）　直した文面\r\n" in text
    assert "｛お名前｝さん\r\n\r\n｛専用ページ｝" in text
    assert "また会いましょう。" in text
    assert "1234567" not in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_letters_stay_japanese(desk, language):
    desk.client.cookies["django_language"] = language
    cast.guest(desk.reunion)
    answer = desk.client.get(address(desk, "wording", "bank_info"))
    assert "会費のお振込先をお知らせします。" in answer.context["preview"].letter.body
    assert "までにお願いします。" in answer.context["preview"].letter.body


def test_the_number_of_guests_costs_no_questions(desk):
    page = address(desk, "wording", "bank_info")

    def questions():
        with CaptureQueriesContext(connection) as queries:
            desk.client.get(page)
        return len(queries)

    cast.guest(desk.reunion)
    few = questions()
    for number in range(10):
        cast.guest(desk.reunion, f"高田{number} 裕子 たかだ ゆうこ")
    assert questions() == few


@pytest.mark.parametrize("name", ["received", "changed_free", "moved_up_free"])
def test_a_letter_without_a_fee_is_shown_for_who_owes_none(desk, name):
    cast.guest(desk.reunion, "石井 浩 いしい ひろし", items=("main",))
    page = desk.client.get(address(desk, "wording", name))
    assert page.context["preview"].person is None
    assert ("校内見学　0円" in page.text, "お振込の合計" in page.text) == (True, False)
    free = cast.guest(desk.reunion, "髙橋 一 たかはし はじめ", items=())
    assert desk.client.get(address(desk, "wording", name)).context["preview"].person == free
