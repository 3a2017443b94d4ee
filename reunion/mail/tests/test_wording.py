"""Our words are good as they are; the committee's are kept when nothing is wrong with them."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import LetterTemplate
from reunion.mail.openings import Addressee
from reunion.mail.proofreading import wrong_with
from reunion.mail.rewording import own_row, restore, reword, version_of
from reunion.mail.vocabulary import ALL
from reunion.mail.wording import FOLDER, MONEY_NAMES, WORDINGS, Texts, Words, our_words
from reunion.mail.wrapping import columns

LINK = WORDINGS["link"]


@pytest.mark.parametrize("name", WORDINGS)
def test_ours_can_be_sent_as_they_are(name):
    words = our_words(name)
    assert wrong_with(words, wording=WORDINGS[name]) == []
    assert [line for line in words.body.splitlines() if columns(line) > 48] == []
    assert not set("!！") & set(words.body)


def test_every_file_is_a_letter_and_every_letter_a_file():
    assert {path.stem for path in FOLDER.iterdir()} == set(WORDINGS)


@pytest.mark.parametrize("name", [name for name in WORDINGS if WORDINGS[name].addressee == Addressee.TEACHER])
def test_no_letter_to_a_teacher_may_speak_of_money(name):
    assert not set(MONEY_NAMES) & set(WORDINGS[name].allowed)


@pytest.mark.parametrize(
    ("name", "subject", "body", "sentences"),
    [
        ("link", "ご案内", "｛専用ページ｝", []),
        ("link", "", "｛専用ページ｝", ["件名を書いてください。"]),
        ("link", "ご案内", " \n", ["本文を書いてください。"]),
        (
            "link",
            "｛名前｝へ",
            "{専用ページ}",
            ["｛名前｝という言葉はありません。｛お名前｝のことでしょうか。"],
        ),
        (
            "link",
            "ご案内",
            "専用のページです。",
            ["｛専用ページ｝がありません。この文面には欠かせないので、本文のどこかに入れてください。"],
        ),
        (
            "link",
            "ご案内",
            "｛専用ページ｝\n｛振込先｝",
            ["｛振込先｝は、この文面では使えません。消すか、ほかの言葉に替えてください。"],
        ),
        (
            "received_teacher",
            "ご案内",
            "｛専用ページ｝\n｛振込先｝",
            ["恩師への便りに、口座は載せられません。｛振込先｝を消してください。"],
        ),
        (
            "link",
            "｛差出人｝",
            "｛専用ページ｝",
            ["｛差出人｝は長いので、件名には入りません。本文に書いてください。"],
        ),
        ("link", "あ" * 30 + "｛お名前｝", "｛専用ページ｝", []),
        (
            "link",
            "あ" * 31,
            "｛専用ページ｝",
            ["件名が長すぎます。置きかえる言葉のほかは、30文字までで書いてください。"],
        ),
        ("link", "ご案内", "｛専用ページ｝" + "あ" * 4000, ["本文は4000文字までで書いてください。"]),
        (
            "link",
            "ご案内",
            "｛専用ページ｝\n｛お名前 様",
            ["「｛お名前 様」のところで、かっこ｛ ｝がそろっていません。"],
        ),
        (
            "link",
            "ご案内",
            "｛専用ページ｝\n口座は 123-4５67 です",
            ["口座番号は、文面には書けません。｛振込先｝と書くと、会費のある人にだけ出ます。"],
        ),
    ],
)
def test_what_is_wrong_is_said_in_sentences(name, subject, body, sentences):
    assert wrong_with(Words(subject, body), wording=WORDINGS[name], account_number="1234567") == sentences


def test_examples_are_what_the_names_promise():
    assert [name for name, known in ALL.items() if "\n" in known.example and not known.is_block] == []


@pytest.fixture
def desk(db):
    reunion = cast.mamagawa()
    return reunion, cast.member(reunion)


NEW = Words("ご案内", "｛お名前｝さん\r\n\r\n｛専用ページ｝\n")


def test_kept_words_are_used_from_then_on_and_the_journal_says_who(desk):
    reunion, actor = desk
    reword(reunion, name="link", words=NEW, seen="", actor=actor)
    assert Texts.of(reunion).words("link") == Words("ご案内", "｛お名前｝さん\n\n｛専用ページ｝", True)
    entry = Entry.objects.get(action="reword")
    assert (entry.sentence, entry.actor) == ("メールの文面「専用ページのご案内」を直しました", actor)
    other = cast.mamagawa("another")
    assert Texts.of(other).words("link") == our_words("link")


def test_the_same_press_twice_is_one_change(desk):
    reunion, actor = desk
    for _press in range(2):
        reword(reunion, name="link", words=NEW, seen="", actor=actor)
    assert Entry.objects.filter(action="reword").count() == 1


def test_who_has_not_seen_the_latest_words_overwrites_nothing(desk):
    reunion, actor = desk
    reword(reunion, name="link", words=NEW, seen="", actor=actor)
    with pytest.raises(Refused, match="ほかの人が、この文面を先に直しました"):
        reword(reunion, name="link", words=Words("別", "｛専用ページ｝"), seen="", actor=actor)
    seen = version_of(own_row(reunion, "link"))
    reword(reunion, name="link", words=Words("別", "｛専用ページ｝"), seen=seen, actor=actor)
    assert LetterTemplate.objects.get().subject == "別"


def test_wrong_words_are_not_kept(desk):
    reunion, actor = desk
    with pytest.raises(Refused, match="｛なまえ｝という言葉はありません"):
        reword(reunion, name="link", words=Words("ご案内", "｛なまえ｝｛専用ページ｝"), seen="", actor=actor)
    with pytest.raises(Refused, match="口座番号は、文面には書けません"):
        reword(reunion, name="link", words=Words("1234567", "｛専用ページ｝"), seen="", actor=actor)
    assert (LetterTemplate.objects.count(), Entry.objects.filter(action="reword").count()) == (0, 0)


def test_ours_come_back_by_a_press_or_by_being_typed(desk):
    reunion, actor = desk
    reword(reunion, name="link", words=NEW, seen="", actor=actor)
    assert restore(reunion, name="link", actor=actor) == our_words("link")
    restore(reunion, name="link", actor=actor)
    reword(reunion, name="link", words=NEW, seen="", actor=actor)
    seen = version_of(own_row(reunion, "link"))
    reword(reunion, name="link", words=our_words("link"), seen=seen, actor=actor)
    assert LetterTemplate.objects.count() == 0
    assert Entry.objects.filter(action="reword").count() == 4
