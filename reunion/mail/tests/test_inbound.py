"""A guest's letter comes once, is answered once, and leaves no word of it in the journal."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection
from django.utils import translation

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.inbound import REACH, answer, brief, mail_address, receive, set_aside
from reunion.mail.models import InboundLetter, Message


@pytest.fixture
def write(mamagawa):
    """A letter from somebody; a test says only what matters to it."""

    def write(**changes):
        details = {
            "kind": "question",
            "name": "高田 裕子",
            "contact": "yuko@example.jp",
            "text": "駐車場はありますか。",
            "submission": uuid.uuid4(),
        }
        return receive(mamagawa, **(details | changes))

    return write


@pytest.fixture
def organizer(mamagawa):
    return cast.member(mamagawa)


def sentences() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("id").values_list("action", "sentence", "actor_name"))


def test_the_same_press_twice_is_one_letter_and_one_line_in_the_journal(write, mamagawa):
    submission = uuid.uuid4()
    first, again = write(submission=submission), write(submission=submission, text="べつの文")
    assert (again.pk, again.text) == (first.pk, "駐車場はありますか。")
    assert list(InboundLetter.objects.unanswered()) == [first]
    write(kind="personal_data")
    assert sentences() == [
        ("receive letter", "「質問」が届きました", ""),
        ("receive letter", "「登録内容の訂正・削除の希望」が届きました", ""),
    ]
    assert Entry.objects.filter(reunion_slug=mamagawa.slug).about(first).count() == 1


def test_the_journal_is_japanese_whatever_the_reader_speaks(write, organizer):
    with translation.override("en"):
        answer(write(), text="Yes.", actor=organizer)
        set_aside(write(), actor=organizer)
    assert [sentence for _action, sentence, _actor in sentences()] == [
        "「質問」が届きました",
        "「質問」に返事をしました",
        "「質問」が届きました",
        "「質問」を、返事なしで済みにしました",
    ]


def test_a_letter_names_what_it_speaks_of(write, mamagawa):
    assert write(about=mamagawa).about == f"events.reunion:{mamagawa.pk}"
    assert write(about=REACH).about == "reach"
    assert write().about == ""


@pytest.mark.parametrize("state", ["draft", "open", "closed", "past"])
def test_only_a_draft_takes_no_letters(write, mamagawa, state):
    mamagawa.state = state
    if state == Reunion.State.DRAFT:
        with pytest.raises(Refused, match="準備中"):
            write()
    else:
        write()
    assert InboundLetter.objects.count() == (state != "draft")


def test_nobody_is_sent_a_mail_when_a_letter_comes(write, organizer):
    write()
    assert Message.objects.count() == 0


def test_an_answer_goes_by_mail_with_the_question_in_brief(write, organizer, mamagawa):
    letter = write(text="駐車場は\r\nありますか。")
    answered = answer(letter, text="10台分あります。", actor=organizer)
    assert (answered.answer, answered.answered_at is not None) == ("10台分あります。", True)
    message = Message.objects.about(letter).get()
    assert (message.kind_name, message.recipient, message.recipient_name, message.state) == (
        "便りへの返事",
        "yuko@example.jp",
        "高田 裕子",
        "queued",
    )
    assert message.subject == "【真間川高校 還暦同窓会】お便りへのお返事"
    assert message.body.startswith("高田 裕子 様\n\n真間川高校 還暦同窓会の幹事です。\n")
    assert "\n\n10台分あります。\n\n" in message.body
    assert "\n　駐車場は\n　ありますか。\n" in message.body
    assert "https://reunion.example/mamagawa/question/\n" in message.body
    assert sentences()[-1] == ("answer letter", "「質問」に返事をしました", "幹事")


def test_the_same_answer_twice_is_one_and_another_is_refused(write, organizer):
    letter = write()
    answer(letter, text="あります。", actor=organizer)
    answer(letter, text="あります。", actor=organizer)
    with pytest.raises(Refused, match="もう返事をしました"):
        answer(letter, text="ありません。", actor=organizer)
    assert Message.objects.get().body.count("あります。") == 1
    assert InboundLetter.objects.get().answer == "あります。"


def test_an_empty_answer_is_refused(write, organizer):
    for text in ("", " \n"):
        with pytest.raises(Refused, match="返事を書いて"):
            answer(write(), text=text, actor=organizer)
    assert InboundLetter.objects.unanswered().count() == 2


@pytest.mark.parametrize("contact", ["090-1234-5678", "", "yuko@", "yuko@dwmail.jp"])
def test_without_an_address_that_works_the_answer_is_what_was_said(write, organizer, contact):
    letter = answer(write(contact=contact), text="電話で伝えました。", actor=organizer)
    assert (letter.answer, mail_address(letter)) == ("電話で伝えました。", "")
    assert InboundLetter.objects.unanswered().count() == 0
    assert Message.objects.count() == 0


def test_set_aside_is_done_without_an_answer_which_may_still_follow(write, organizer):
    letter = write()
    done = set_aside(letter, actor=organizer)
    assert (done.answer, done.answered_at is None) == ("", False)
    assert set_aside(letter, actor=organizer).answered_at == done.answered_at
    answer(letter, text="遅くなりました。", actor=organizer)
    assert [action for action, _sentence, _actor in sentences()] == [
        "receive letter",
        "set letter aside",
        "answer letter",
    ]
    assert Message.objects.count() == 1


def test_the_journal_holds_nothing_a_guest_has_written(write, organizer):
    secret = partial(write, name="鼈 090-1111-2222", text="鼈の住所", contact="鼈@example.jp")
    answer(secret(), text="鼈", actor=organizer)
    set_aside(secret(), actor=organizer)
    assert [sentence for _action, sentence, _actor in sentences() if "鼈" in sentence] == []


def test_a_long_question_is_quoted_by_its_beginning():
    assert brief("一\n\n  二  \n") == "　一\n　  二"
    assert brief("あ" * 201) == "　" + "あ" * 200 + "…"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_letter_and_two_answers_at_once_are_one_mail():
    reunion = cast.mamagawa()
    organizer = cast.member(reunion)
    submission = uuid.uuid4()

    def press(_number):
        try:
            letter = receive(
                reunion,
                kind="question",
                name="高田",
                contact="yuko@example.jp",
                text="文",
                submission=submission,
            )
            return answer(letter, text="返事", actor=organizer).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert (InboundLetter.objects.count(), Message.objects.count(), Entry.objects.count()) == (1, 1, 2)
