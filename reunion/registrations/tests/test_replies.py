import io

import pytest
from openpyxl import Workbook

from reunion.registrations.replies import NotReplies, read_replies

ENGLISH = (
    "email,klass,family_at_school,given,family_kana,given_kana,current_family,current_family_kana,"
    "phone,attendance,after_party,school_tour,transfer_name,show_surname,message\n"
    "yuko@mail.example,3-B,髙田,裕子,たかだ,ゆうこ,石井,いしい,090-1234-5678,"
    "出席,参加,,イシイ ユウコ,はい,楽しみです\n"
)
JAPANESE = (
    "クラス,旧姓,名,旧姓（ふりがな）,名（ふりがな）,現姓,電話番号,メールアドレス,ご出欠,二次会,校内見学,振込名義,名字の公開,ひとこと\n"
    "３年B組,髙田,裕子,タカダ,ユウコ,石井,０９０－１２３４－５６７８,yuko@mail.example,欠席します,いいえ,,,○,\n"
)


def only_row(text, encoding="utf-8"):
    replies = read_replies(text.encode(encoding))
    assert replies.errors == ()
    (row,) = replies.rows
    return row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_english_headings_in_every_encoding(encoding):
    row = only_row(ENGLISH, encoding)
    assert (row.number, row.attending, row.after_party, row.school_tour, row.show_surname) == (
        2,
        True,
        True,
        False,
        True,
    )
    assert (row.klass, row.room, row.channel) == ("3-B", ("3", "B"), "paper")
    assert row.typed() == {
        "family_name": "髙田",
        "given_name": "裕子",
        "family_kana": "たかだ",
        "given_kana": "ゆうこ",
        "current_family_name": "石井",
        "current_family_kana": "いしい",
        "email": "yuko@mail.example",
        "phone": "090-1234-5678",
        "transfer_name": "イシイ ユウコ",
        "note": "楽しみです",
    }


def test_japanese_headings():
    row = only_row(JAPANESE)
    assert (row.attending, row.after_party, row.show_surname, row.room) == (False, False, True, ("3", "B"))
    typed = row.typed()
    assert (typed["family_name"], typed["family_kana"], typed["current_family_name"]) == (
        "髙田",
        "タカダ",
        "石井",
    )
    assert (typed["phone"], typed["email"]) == ("０９０－１２３４－５６７８", "yuko@mail.example")


def test_a_full_name_in_one_cell_is_taken_apart_at_its_space():
    row = only_row("氏名,ふりがな,組,出欠\n髙田　裕子,タカダ ユウコ,B,出席\n")
    typed = row.typed()
    assert (typed["family_name"], typed["given_name"]) == ("髙田", "裕子")
    assert (typed["family_kana"], typed["given_kana"]) == ("タカダ", "ユウコ")
    assert row.room == ("", "B")


def test_surname_and_name_side_by_side():
    typed = only_row("姓,名前,出欠\n髙田,裕子,参加\n").typed()
    assert (typed["family_name"], typed["given_name"]) == ("髙田", "裕子")


def test_title_lines_above_the_headings_do_not_matter():
    row = only_row("はがきの返信,,\n,,\n氏名,出欠,方法\n髙田 裕子,参加,LINE\n")
    assert (row.number, row.channel) == (4, "line")


@pytest.mark.parametrize(
    ("word", "attending"),
    [
        ("出席", True),
        ("ご出席", True),
        ("参加", True),
        ("参加します", True),
        ("○", True),
        ("〇", True),
        ("はい", True),
        ("欠席", False),
        ("御欠席", False),
        ("不参加", False),
        ("参加しません", False),
        ("参加できない", False),
        ("×", False),
        ("いいえ", False),
    ],
)
def test_words_for_coming_and_not_coming(word, attending):
    assert only_row(f"氏名,出欠\n髙田 裕子,{word}\n").attending is attending


def test_unreadable_rows_are_named_by_number_and_the_others_stay():
    text = (
        "氏名,出欠,二次会\n"
        "髙田 裕子,たぶん,\n"
        "森 実,,\n"
        ",出席,\n"
        "石井 進,出席,考え中\n"
        f"{'長' * 41} 進,出席,\n"
        "原田 正,出席,参加\n"
    )
    replies = read_replies(text.encode())
    assert [row.typed()["family_name"] for row in replies.rows] == ["原田"]
    assert [(error.number, error.sentence) for error in replies.errors] == [
        (2, "出席か欠席か読み取れません「たぶん」"),
        (3, "出席か欠席か読み取れません「」"),
        (4, "名前が書かれていません"),
        (5, "二次会の答えが読み取れません「考え中」"),
        (6, "40文字より長い欄があります"),
    ]


def test_a_class_that_cannot_be_read_is_kept_in_words():
    row = only_row("氏名,組,出欠\n髙田 裕子,バレー部の組でした,出席\n")
    assert (row.room, row.klass) == (None, "バレー部の組でした")


def test_a_spreadsheet_is_read_like_a_text():
    book = Workbook()
    book.active.append(["氏名", "組", "出欠"])
    book.active.append(["髙田 裕子", "3-B", "出席"])
    data = io.BytesIO()
    book.save(data)
    (row,) = read_replies(data.getvalue()).rows
    assert (row.typed()["given_name"], row.room) == ("裕子", ("3", "B"))


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", "氏名,住所\n髙田 裕子,市川市\n".encode(), b"%PDF-1.7"]
)
def test_another_kind_of_file_is_refused(data):
    with pytest.raises(NotReplies):
        read_replies(data)
