"""Rosters as volunteers type them: layouts, classes, names, remarks, and what is left out."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from reunion.roster.yearbook import NotARoster, Problem, read_roster

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "mamagawa-1983" / "yearbook.xlsx"
TRUTH = HERE / "data" / "yearbook_truth.csv"

HEADINGS = "組,番号,氏名,ふりがな,〒,住所,電話,部活,備考"
NAMESAKES = "同じ組に同じ名前の人がいます。"

HE_HAS_DIED = """
逝去;ご逝去;死亡;物故;（物故）;故人;H20没;平成20年没;平成20年5月　没
2010年死去;永眠;他界;亡くなりました;（故）;昨年お亡くなりになったそうです
妻より逝去の連絡;奥様からご逝去とのお知らせ;本人逝去（父も逝去）;R3.5.1亡;亡;没;故
"""
SOMEBODY_ELSE_HAS = """
父逝去;父　逝去;母H20没;ご主人様ご逝去;夫死亡;妻が亡くなる;両親とも他界;担任の先生逝去
海外在住;事故で入院;日没;現姓　没田;逝去の知らせは誤り;祖父母他界;長男死亡;没収
故郷に戻る;亡父のあとを継ぐ
"""
HER_NAME_IS_HAMADA = """
現姓　濵田;現姓濵田;（現姓：濵田）;現・濵田;現：濵田;現姓＝濵田;結婚後　濵田;結婚して濵田
現在の姓は濵田;今の名字は濵田;新姓 濵田;改姓→濵田;濵田に改姓;現姓「濵田」;現　濵田真由美
海外在住、現姓　濵田;現姓　濵田さん;結婚後の姓：濵田;現姓 濵田（旧姓 遠藤）;婚姻後 濵田
"""


def every(remarks):
    return [remark for line in remarks.splitlines() for remark in line.split(";") if remark]


def roster(*lines, headings=HEADINGS, encoding="utf-8"):
    return read_roster("\n".join([headings, *lines]).encode(encoding), "名簿.csv")


def only_row(*lines, **options):
    (row,) = roster(*lines, **options).rows
    return row


def workbook(*sheets):
    """Bytes of an XLSX file; each sheet is its title and its rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def full_names(file):
    return [(row.homeroom, row.number, row.family_name, row.given_name) for row in file.rows]


class TestTheYearbookOfTheDemo:
    @pytest.fixture
    def file(self):
        return read_roster(SAMPLE.read_bytes(), SAMPLE.name)

    def test_everybody_is_read_as_in_the_yearbook(self, file):
        truth = list(csv.DictReader(TRUTH.open(encoding="utf-8")))
        assert full_names(file) == [
            (person["class"], int(person["no"]), person["family"], person["given"]) for person in truth
        ]
        assert [row.deceased for row in file.rows] == [bool(person["dead"]) for person in truth]

    def test_kana_are_hiragana_or_missing(self, file):
        truth = list(csv.DictReader(TRUTH.open(encoding="utf-8")))
        pairs = [(row, person) for row, person in zip(file.rows, truth, strict=True) if row.family_kana]
        assert len(pairs) == 345
        assert [(row.family_kana, row.given_kana) for row, _person in pairs] == [
            (person["family_kana"], person["given_kana"]) for _row, person in pairs
        ]

    def test_the_repeated_person_and_the_vacant_number_are_left_out_with_a_reason(self, file):
        assert file.problems == (
            Problem(364, "40行目と同じ人なので、取り込みませんでした。", "住所録"),
            Problem(365, "欠番なので、取り込みませんでした。", "住所録"),
        )

    def test_only_the_two_namesakes_carry_a_mark(self, file):
        assert [(row.row, row.family_name, row.given_name, row.doubts) for row in file.doubtful] == [
            (176, "後藤", "貴美子", (NAMESAKES,)),
            (177, "後藤", "貴美子", (NAMESAKES,)),
        ]

    def test_surnames_of_today_come_from_the_remarks(self, file):
        assert [
            (row.family_name, row.current_family_name) for row in file.rows if row.current_family_name
        ] == [
            ("遠藤", "濵田"),
            ("坂本", "斉藤"),
            ("濵田", "松本"),
            ("森", "高橋"),
        ]

    def test_old_post_codes_typed_as_numbers_get_their_hyphen_back(self, file):
        assert (file.rows[9].old_postal_code, file.rows[18].old_postal_code) == ("270-16", "272")
        assert file.rows[26].old_postal_code == "272-01"


class TestOneRow:
    def test_every_field_is_read(self):
        row = only_row(
            "3-A,12,森　真由美,モリ マユミ,27201,市川市行徳駅前1-2,0473-24-5820,演劇部,現姓 高橋（たかはし）"
        )
        assert row.row == 2
        assert (row.grade, row.homeroom, row.number) == ("3", "A", 12)
        assert (row.family_name, row.given_name) == ("森", "真由美")
        assert (row.family_kana, row.given_kana) == ("もり", "まゆみ")
        assert (row.current_family_name, row.current_family_kana) == ("高橋", "たかはし")
        assert (row.old_postal_code, row.old_address) == ("272-01", "市川市行徳駅前1-2")
        assert (row.phone, row.club, row.remarks) == ("0473-24-5820", "演劇部", "現姓 高橋（たかはし）")
        assert (row.deceased, row.doubts) == (False, ())

    @pytest.mark.parametrize(
        ("typed", "grade", "label"),
        [
            ("3-A", "3", "A"),
            ("３年A組", "3", "A"),
            ("３年 Ａ 組", "3", "A"),
            ("A組", "", "A"),
            ("Ａ", "", "A"),
            ("a", "", "A"),
            ("3A", "3", "A"),
            ("3年1組", "3", "1"),
            ("３の１", "3", "1"),
            ("1", "", "1"),
            ("１組", "", "1"),
            ("12", "", "12"),
            ("三年二組", "3", "2"),
            ("3年01組", "3", "1"),
            ("301", "3", "1"),
            ("Ⅲ-B", "3", "B"),
            ("3月1日", "3", "1"),
            ("松組", "", "松"),
            ("Bクラス", "", "B"),
            ("3-A（担任 山田）", "3", "A"),
        ],
    )
    def test_classes_are_typed_in_many_ways(self, typed, grade, label):
        row = only_row(f"{typed},1,安藤　茂")
        assert (row.grade, row.homeroom, row.doubts) == (grade, label, ())

    def test_a_class_that_cannot_be_read_stays_as_typed_with_a_mark(self):
        row = only_row("途中で転校してきた人,1,安藤　茂")
        assert (row.homeroom, row.doubts) == ("途中で転校してきた人"[:10], ("組を読み取れません。",))

    @pytest.mark.parametrize(
        ("typed", "number"), [("7", 7), ("７", 7), ("07", 7), ("7番", 7), ("No.7", 7), ("7.0", 7)]
    )
    def test_numbers_are_typed_in_many_ways(self, typed, number):
        assert only_row(f"A,{typed},安藤　茂").number == number

    def test_a_number_that_cannot_be_read_gets_a_mark(self):
        row = only_row("A,七,安藤　茂")
        assert (row.number, row.doubts) == (None, ("番号を読み取れません。",))

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("272", "272"),
            ("272-01", "272-01"),
            ("27201", "272-01"),
            ("〒２７２－０１", "272-01"),
            ("272‐01", "272-01"),
            ("60", "060"),
            ("2720021", "272-0021"),
            ("272-0021", "272-0021"),
            ("", ""),
        ],
    )
    def test_old_post_codes_become_digits_and_a_hyphen(self, typed, code):
        assert only_row(f"A,1,安藤　茂,,{typed},市川市").old_postal_code == code

    def test_a_telephone_number_gets_its_nought_back(self):
        assert only_row("A,1,安藤　茂,,,,473245820").phone == "0473245820"

    @pytest.mark.parametrize(
        "typed",
        [
            "髙木　薫",
            "髙木 薫",
            "髙木\u3000 薫",
            "髙 木　薫",
            " 髙木　薫 ",
            "髙木　薫 様",
            "髙木薫（たかぎ かおる）",
        ],
    )
    def test_kanji_never_change_only_spaces_go(self, typed):
        row = only_row(f"A,1,{typed}")
        assert (row.family_name, row.given_name, row.doubts) == ("髙木", "薫", ())

    @pytest.mark.parametrize(
        "typed", ["たかぎ かおる", "タカギ　カオル", "ﾀｶｷﾞ ｶｵﾙ", "たかぎかおる", "ﾀｶｷﾞｶｵﾙ"]
    )
    def test_kana_of_any_script_become_hiragana(self, typed):
        row = only_row(f"A,1,髙木　薫,{typed}")
        assert (row.family_kana, row.given_kana, row.doubts) == ("たかぎ", "かおる", ())

    def test_kana_in_brackets_behind_the_name_are_kana(self):
        row = only_row("A,1,髙木薫（タカギ カオル）")
        assert (row.family_kana, row.given_kana) == ("たかぎ", "かおる")

    def test_kanji_in_the_column_of_kana_are_no_kana(self):
        row = only_row("A,1,髙木　薫,高木かおる")
        assert (row.family_kana, row.doubts) == ("", ("ふりがなに、かなでない文字があります。",))

    def test_a_person_known_by_kana_alone_is_not_lost(self):
        row = only_row("A,1,,たかぎ かおる")
        assert (row.family_name, row.given_name, row.doubts) == (
            "たかぎ",
            "かおる",
            ("漢字の名前がありません。",),
        )

    def test_a_name_with_a_gap_in_it_gets_a_mark(self):
        assert only_row("A,1,〓木　薫").doubts == ("名前に読み取れない文字があります。",)

    def test_a_surname_alone_gets_a_mark(self):
        row = only_row("A,1,林")
        assert (row.family_name, row.given_name) == ("林", "")
        assert row.doubts == ("名字と名前のどちらかがありません。確かめてください。",)


class TestDeaths:
    @pytest.mark.parametrize(
        "remark",
        every(HE_HAS_DIED),
    )
    def test_many_words_say_that_somebody_has_died(self, remark):
        assert only_row(f"A,1,伊藤　潤,,,,,,{remark}").deceased is True

    @pytest.mark.parametrize(
        "remark",
        every(SOMEBODY_ELSE_HAS),
    )
    def test_the_death_of_somebody_else_is_not_his(self, remark):
        assert only_row(f"A,1,伊藤　潤,,,,,,{remark}").deceased is False

    @pytest.mark.parametrize("name", ["故　伊藤　潤", "伊藤　潤（故人）", "伊藤　潤（逝去）", "故 伊藤 潤"])
    def test_a_death_may_stand_beside_the_name(self, name):
        row = only_row(f"A,1,{name}")
        assert (row.family_name, row.given_name, row.deceased) == ("伊藤", "潤", True)

    @pytest.mark.parametrize(
        ("mark", "deceased"),
        [
            ("○", True),
            ("1", True),
            ("逝去", True),
            ("H20.5", True),
            ("", False),
            ("×", False),
            ("なし", False),
        ],
    )
    def test_a_column_of_its_own_holds_a_mark(self, mark, deceased):
        assert only_row(f"A,1,伊藤　潤,{mark}", headings="組,番号,氏名,物故").deceased is deceased

    def test_hearsay_counts_with_a_mark(self):
        row = only_row("A,1,伊藤　潤,,,,,,逝去？")
        assert (row.deceased, row.doubts) == (True, ("亡くなったかどうかを確かめてください。",))


class TestSurnames:
    @pytest.mark.parametrize(
        "remark",
        every(HER_NAME_IS_HAMADA),
    )
    def test_many_words_tell_the_surname_of_today(self, remark):
        row = only_row(f"A,1,遠藤　真由美,,,,,,{remark}")
        assert (row.family_name, row.given_name, row.current_family_name) == ("遠藤", "真由美", "濵田")

    @pytest.mark.parametrize(
        "remark",
        ["海外在住", "現在は海外", "現住所不明", "結婚後 海外在住", "現役の教師", "現姓 不明", "改姓"],
    )
    def test_other_remarks_tell_none(self, remark):
        assert only_row(f"A,1,遠藤　真由美,,,,,,{remark}").current_family_name == ""

    def test_the_surname_of_today_may_have_its_own_columns(self):
        row = only_row("A,1,遠藤　真由美,濵田,ハマダ", headings="組,番号,氏名,現姓,現姓カナ")
        assert (row.family_name, row.current_family_name, row.current_family_kana) == (
            "遠藤",
            "濵田",
            "はまだ",
        )

    @pytest.mark.parametrize(
        "line", ["A,1,濵田　真由美,遠藤,", "A,1,濵田　真由美,,旧姓 遠藤", "A,1,濵田（旧姓 遠藤）真由美,,"]
    )
    def test_a_row_that_gives_the_old_surname_stands_under_todays(self, line):
        row = only_row(line, headings="組,番号,氏名,旧姓,備考")
        assert (row.family_name, row.given_name, row.current_family_name) == ("遠藤", "真由美", "濵田")

    def test_kana_go_with_the_surname_they_belong_to(self):
        row = only_row("A,1,濵田　真由美,はまだ まゆみ,遠藤", headings="組,番号,氏名,ふりがな,旧姓")
        assert (row.family_name, row.family_kana, row.given_kana) == ("遠藤", "", "まゆみ")
        assert (row.current_family_name, row.current_family_kana) == ("濵田", "はまだ")

    def test_a_bare_surname_in_brackets_gets_a_mark(self):
        row = only_row("A,1,遠藤（濵田）真由美")
        assert (row.family_name, row.given_name, row.current_family_name) == ("遠藤", "真由美", "濵田")
        assert row.doubts == ("かっこの中の名字が、いまの名字かどうかを確かめてください。",)


class TestWhoIsLeftOut:
    def test_a_person_typed_twice_comes_once(self):
        file = roster(
            "A,1,高木　薫", "A,2,森　薫", "３年A組,1,髙木薫", "A,1,高木 薫", headings="組,番号,氏名"
        )
        assert full_names(file) == [("A", 1, "高木", "薫"), ("A", 2, "森", "薫")]
        assert [row.grade for row in file.rows] == ["3", "3"]
        assert file.problems == (
            Problem(4, "2行目と同じ人なので、取り込みませんでした。"),
            Problem(5, "2行目と同じ人なので、取り込みませんでした。"),
        )

    def test_the_same_name_with_another_number_is_another_person_with_a_mark(self):
        file = roster("A,1,森　薫", "A,2,森　薫", "B,3,森　薫")
        assert [(row.number, row.doubts) for row in file.rows] == [
            (1, (NAMESAKES,)),
            (2, (NAMESAKES,)),
            (3, ()),
        ]

    def test_the_same_number_with_another_name_is_another_person_with_a_mark(self):
        file = roster("A,1,森　薫", "A,1,林　薫", "B,1,林　薫")
        mark = "同じ組の同じ番号に、違う名前の人がいます。"
        assert [row.doubts for row in file.rows] == [(mark,), (mark,), ()]

    def test_rows_without_a_name_are_left_out_with_number_and_reason(self):
        file = roster("A,1,森　薫", "A,2,,,,,,,（欠番）", "A,3,欠番", "A,4,", ",,,,", "A,5,-", "合計,,2名")
        assert len(file.rows) == 1
        assert [(problem.row, problem.reason) for problem in file.problems] == [
            (3, "欠番なので、取り込みませんでした。"),
            (4, "欠番なので、取り込みませんでした。"),
            (5, "名前がないので、取り込みませんでした。"),
            (7, "名前がないので、取り込みませんでした。"),
            (8, "名前がないので、取り込みませんでした。"),
        ]

    def test_without_numbers_namesakes_are_two_unless_all_is_the_same(self):
        file = roster("A,森　薫,市川市1", "A,森　薫,市川市2", "A,森　薫,市川市1", headings="組,氏名,住所")
        assert [row.old_address for row in file.rows] == ["市川市1", "市川市2"]
        assert [problem.row for problem in file.problems] == [4]


class TestLayouts:
    @pytest.mark.parametrize(
        "headings",
        [
            "組,番号,氏名,ふりがな",
            "クラス,出席番号,名前,フリガナ",
            "学級,No.,氏　名,よみがな",
            "卒業時のクラス,出席番号,生徒氏名,氏名（カナ）",
            "ｸﾗｽ,席番,姓名,読み",
            "3年組,№,お名前,ヨミ",
        ],
    )
    def test_headings_are_understood_by_meaning(self, headings):
        assert full_names(roster("A,1,安藤　茂,あんどう しげる", headings=headings)) == [
            ("A", 1, "安藤", "茂")
        ]

    def test_names_may_stand_in_two_columns(self):
        row = only_row("3,A,1,安 藤,茂,アンドウ,シゲル", headings="学年,組,番号,姓,名,セイ,メイ")
        assert (row.grade, row.homeroom) == ("3", "A")
        assert (row.family_name, row.given_name, row.family_kana, row.given_kana) == (
            "安藤",
            "茂",
            "あんどう",
            "しげる",
        )

    def test_headings_may_stand_in_two_rows(self):
        row = only_row(",,姓,名,姓,名", "A,1,安藤,茂,あんどう,しげる", headings="組,番号,氏名,,ふりがな,")
        assert (row.family_name, row.given_name) == ("安藤", "茂")

    def test_an_address_may_stand_in_several_columns(self):
        row = only_row(
            "A,1,安藤　茂,千葉県,市川市八幡1-2,コーポ桜202", headings="組,番号,氏名,都道府県,住所１,住所２"
        )
        assert row.old_address == "千葉県 市川市八幡1-2 コーポ桜202"

    def test_the_names_of_parents_are_nobodys(self):
        row = only_row("安藤 一郎,A,1,安藤　茂", headings="保護者氏名,組,番号,氏名")
        assert row.given_name == "茂"

    def test_title_lines_stand_above_and_headings_come_again(self):
        file = roster(
            "３年A組　担任 山田先生",
            HEADINGS,
            ",1,安藤　茂",
            "",
            "３年B組",
            HEADINGS,
            ",1,森　薫",
            headings="卒業生名簿",
        )
        assert full_names(file) == [("A", 1, "安藤", "茂"), ("B", 1, "森", "薫")]
        assert (file.problems, [row.row for row in file.rows]) == ((), [4, 8])

    def test_a_class_typed_once_holds_for_the_rows_below(self):
        file = roster("3-A,1,安藤　茂", ",2,森　薫", "3-B,1,林　純", ",2,原　明")
        assert [(row.grade, row.homeroom) for row in file.rows] == [
            ("3", "A"),
            ("3", "A"),
            ("3", "B"),
            ("3", "B"),
        ]

    def test_two_classes_may_stand_side_by_side(self):
        file = roster("A,1,安藤　茂,,B,1,森　薫", "A,2,林　純,,,,", headings="組,番号,氏名,,組,番号,氏名")
        assert full_names(file) == [("A", 1, "安藤", "茂"), ("B", 1, "森", "薫"), ("A", 2, "林", "純")]
        assert file.problems == ()

    def test_class_and_number_may_share_a_column(self):
        file = roster("3年A組12番,安藤　茂", "B-3,森　薫", headings="組番,氏名")
        assert full_names(file) == [("A", 12, "安藤", "茂"), ("B", 3, "森", "薫")]

    def test_numbers_may_be_missing(self):
        assert only_row("A,安藤　茂", headings="組,氏名").doubts == ()
        assert only_row("A,,安藤　茂").doubts == ("番号がありません。",)


class TestKindsOfFile:
    LINES = ("3-A,1,髙木　薫,タカギ カオル", "3-A,2,濵田﨑江")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
    def test_text_is_read_in_the_encodings_people_have(self, encoding):
        assert full_names(roster(*self.LINES, encoding=encoding))[0] == ("A", 1, "髙木", "薫")

    @pytest.mark.parametrize("delimiter", ["\t", ";", ","])
    def test_columns_are_parted_by_commas_tabs_or_semicolons(self, delimiter):
        lines = (line.replace(",", delimiter) for line in self.LINES)
        assert len(roster(*lines, headings=HEADINGS.replace(",", delimiter)).rows) == 2

    def test_a_line_break_in_a_cell_is_no_new_row(self):
        file = roster('A,1,安藤　茂,,272,"市川市八幡\r\nコーポ桜"', "A,2,森　薫")
        assert [row.number for row in file.rows] == [1, 2]

    def test_a_few_broken_letters_do_not_lose_a_person(self):
        text = "\n".join(
            [HEADINGS, "A,1,安藤　茂,あんどう しげる,272,市川市八幡1-2-3,0473-24-5820,演劇部,"] * 3
        )
        file = read_roster(text.encode("cp932") + b"\nA,2,\x87\xff\x90\x58\x81\x40\x8c\x4f", "名簿.csv")
        assert file.rows[-1].doubts == ("名前に読み取れない文字があります。",)

    def test_each_sheet_may_be_a_class(self):
        headings = ["番号", "氏名"]
        data = workbook(
            ("3-A", [headings, [1, "安藤　茂"]]),
            ("B組", [headings, [1.0, "森　薫"]]),
            ("はじめに", [["使い方"]]),
        )
        file = read_roster(data)
        assert full_names(file) == [("A", 1, "安藤", "茂"), ("B", 1, "森", "薫")]
        assert file.problems == (Problem(1, "名前の列がないシートなので、読みませんでした。", "はじめに"),)

    def test_the_class_may_stand_in_a_title_line_of_the_sheet(self):
        data = workbook(("Sheet1", [["昭和57年度　３年Ｃ組　名簿"], [], ["番号", "氏名"], [1, "安藤　茂"]]))
        assert [(row.row, row.grade, row.homeroom) for row in read_roster(data).rows] == [(4, "3", "C")]

    def test_excel_makes_dates_of_classes(self):
        data = workbook(
            (
                "名簿",
                [
                    ["組", "番号", "氏名"],
                    [datetime(2024, 3, 1), 5, "安藤　茂"],
                    [date(2024, 3, 2), 5, "森　薫"],
                ],
            )
        )
        assert [(row.grade, row.homeroom) for row in read_roster(data).rows] == [("3", "1"), ("3", "2")]

    def test_hidden_rows_and_merged_titles_are_read_as_they_are(self):
        book = Workbook()
        for row in (["名簿"], ["組", "番号", "氏名"], ["A", 1, "安藤　茂"], [None, 2, "森　薫"]):
            book.active.append(row)
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("A3:A4")
        book.active.row_dimensions[4].hidden = True
        buffer = io.BytesIO()
        book.save(buffer)
        assert full_names(read_roster(buffer.getvalue())) == [("A", 1, "安藤", "茂"), ("A", 2, "森", "薫")]


class TestNoRoster:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "ファイルが空です。名簿のファイルをお選びください。"),
            (b" \n\n", "ファイルが空です。名簿のファイルをお選びください。"),
            (
                b"%PDF-1.7 ...",
                "名簿として読めない種類のファイルです。エクセル（.xlsx）か CSV で保存し直してください。",
            ),
            (
                b"\x89PNG\r\n\x1a\n\x00\x00",
                "名簿として読めない種類のファイルです。エクセル（.xlsx）か CSV で保存し直してください。",
            ),
            (b"PK\x03\x04 broken", "ファイルが壊れているようです。もう一度保存し直してください。"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "古い形式かパスワード付きのエクセルです。"
                "エクセルで開き、パスワードなしの .xlsx で保存し直してください。",
            ),
            (
                "こんにちは。\n同窓会のご案内です。".encode(),
                "名前の列が見つかりません。表のいちばん上に「組」「番号」「氏名」などの見出しを入れてください。",
            ),
            (HEADINGS.encode(), "見出しだけで、名前が一つもありません。名簿のファイルをお選びください。"),
            (
                b"a" * (20 * 1024 * 1024 + 1),
                "ファイルが大きすぎます（20メガバイトまで）。名簿だけのファイルをお選びください。",
            ),
        ],
    )
    def test_is_refused_with_what_to_do(self, data, reason):
        with pytest.raises(NotARoster) as refusal:
            read_roster(data)
        assert str(refusal.value) == reason

    def test_a_file_that_swells_when_unpacked_is_refused(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"<workbook/>")
            for number in range(4):
                archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * (80 * 1024 * 1024))
        with pytest.raises(NotARoster, match="中身が大きすぎます"):
            read_roster(buffer.getvalue())

    def test_another_kind_of_archive_is_refused(self):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", b"<document/>")
        with pytest.raises(NotARoster, match="名簿として読めない種類"):
            read_roster(buffer.getvalue())
