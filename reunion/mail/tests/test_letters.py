"""A letter's words become a subject and a text; nothing in it is escaped or cut where it hurts."""

import pytest

from reunion.mail.letters import Letter, render, written
from reunion.mail.vocabulary import examples, of_reunion
from reunion.mail.wording import WORDINGS, Texts, Words, our_words
from reunion.mail.wrapping import columns, unwrap, wrap


def test_values_take_their_places_and_nothing_is_escaped():
    words = Words("{お名前} 様へ", "｛ お名前 ｝ 様\n\n\n｛空き待ち｝\n\nここから <本文>\n")
    assert written(words, {"お名前": "A&B <高田>", "空き待ち": ""}) == Letter(
        "A&B <高田> 様へ", "A&B <高田> 様\n\nここから <本文>\n"
    )


def test_an_answer_is_signed_by_the_reunion(mamagawa):
    mamagawa.contact_email = "contact@example.jp"
    letter = render("answer", examples() | of_reunion(mamagawa), texts=Texts())
    assert letter.body.endswith("\n\n--\n真間川高校 還暦同窓会\nメール contact@example.jp\n")


def test_every_letter_of_ours_opens_with_its_subject(tmp_path, monkeypatch):
    assert all(our_words(name).subject.startswith("【｛会の名前｝】") for name in WORDINGS)
    (tmp_path / "trial.txt").write_text("本文だけ\n", encoding="utf-8")
    monkeypatch.setattr("reunion.mail.wording.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="件名"):
        our_words("trial")


def test_own_words_take_the_place_of_ours():
    texts = Texts({"link": Words("ご案内", "｛お名前｝さん\n\n｛専用ページ｝", True)})
    assert render("link", {"お名前": "高田", "専用ページ": "https://x/"}, texts=texts) == Letter(
        "ご案内", "高田さん\n\nhttps://x/\n"
    )


def test_own_words_that_have_become_wrong_are_not_sent():
    texts = Texts({"link": Words("ご案内", "｛前の言葉｝\n｛専用ページ｝", True)})
    letter = render("link", examples(), texts=texts)
    assert letter.body == render("link", examples(), texts=Texts()).body
    assert letter.fault == (
        "「専用ページのご案内」の文面に直すところがあるので、止めています。"
        "｛前の言葉｝という言葉はありません。｛お名前｝のことでしょうか。"
        "文面を直してください。「もう一度送る」を押すと、はじめの文面で送ります。"
    )


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("あ" * 36, "あ" * 36),
        ("あ" * 37, "あ" * 36 + "\nあ"),
        ("あ" * 36 + "。い", "あ" * 35 + "\nあ。い"),
        ("あ" * 35 + "「い」", "あ" * 35 + "\n「い」"),
        ("　・" + "あ" * 40, "　・" + "あ" * 34 + "\n　" + "あ" * 6),
        ("あ" * 34 + "8,000円です", "あ" * 34 + "\n8,000円です"),
        ("a" * 30 + " " + "b" * 50, "a" * 30 + "\n" + "b" * 50),
        ("空行の\n\n後", "空行の\n\n後"),
    ],
)
def test_lines_are_cut_where_a_reader_expects_it(text, wrapped):
    assert wrap(text) == wrapped


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 100,
        "短い行\n" + "あ" * 36 + "。い\n短い行",
        "　・" + "あ" * 40 + "\n　・い",
        "あ" * 34 + "8,000円です。\n\n" + "い" * 50,
        "a" * 30 + " " + "b" * 50,
        "ご案内はこちらです。\nhttps://reunion.example/mamagawa/my/" + "x" * 90 + "/\n以上です。",
    ],
)
def test_what_was_cut_is_joined_again(text):
    assert unwrap(wrap(text)) == text


def test_an_address_of_the_web_stays_whole_however_long():
    address = "https://reunion.example/mamagawa/my/" + "x" * 90 + "/"
    assert wrap(f"こちらからご覧ください {address} 期限があります。") == (
        f"こちらからご覧ください\n{address}\n期限があります。"
    )


def test_no_line_of_a_long_text_is_too_wide():
    text = "会費は8,000円です。「振込名義」は、ご本人のお名前（カタカナ）でお願いします。" * 20
    lines = wrap(text).split("\n")
    assert "".join(lines) == text
    assert all(60 <= columns(line) <= 72 for line in lines[:-1])
    assert not any(line[0] in "、。」）" or line[-1] in "「（" for line in lines)
