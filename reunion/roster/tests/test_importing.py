"""A yearbook comes in once, in whole, and overwrites nobody."""

from pathlib import Path

import pytest

import reunion.roster
from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.lib.spreadsheets import csv_bytes
from reunion.roster.importing import LeftOut, Told, take_in
from reunion.roster.merging import merge, pair_version
from reunion.roster.models import Classmate, Club, Homeroom, YearbookAddress

pytestmark = pytest.mark.django_db

YEARBOOK = Path(reunion.roster.__file__).parent / "data" / "mamagawa-1983" / "yearbook.xlsx"
HEADINGS = ("組", "番号", "氏名", "ふりがな", "現姓", "〒", "住所", "電話", "部活", "備考")
TAKADA = ("3-A", "1", "高田 裕子", "たかだ ゆうこ", "", "272", "千葉県市川市八幡3-4-5", "", "合唱部", "")


@pytest.fixture
def cohort():
    return cast.mamagawa().cohort


def table(*rows) -> bytes:
    padded = [(*row, *[""] * (len(HEADINGS) - len(row))) for row in rows]
    return csv_bytes(HEADINGS, padded)


def bring(cohort, *rows, **options):
    return take_in(cohort, data=table(*rows), file_name="名簿.csv", actor=None, **options)


def counts(report) -> tuple[int, int, int]:
    return report.new, report.changed, report.unchanged


def everything() -> list:
    """Every row of the tables an import writes."""
    models = (Homeroom, Classmate, Classmate.clubs.through, Club, YearbookAddress, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_row_becomes_a_classmate_with_class_club_and_address(cohort):
    assert counts(bring(cohort, TAKADA)) == (1, 0, 0)
    person = Classmate.objects.get()
    assert (str(person.homeroom), person.number, person.school_name) == ("3年A組", 1, "高田 裕子")
    assert (person.school_kana, person.deceased, person.doubt) == ("たかだ ゆうこ", False, "")
    assert [str(club) for club in person.clubs.all()] == ["合唱部"]
    address = person.yearbook_address
    assert (address.printed_code, address.printed_address) == ("272", "千葉県市川市八幡3-4-5")
    assert (address.postal_code, address.grade, address.rest) == ("2720021", "certain", "3-4-5")


def test_a_record_that_was_merged_is_not_brought_back_by_the_same_file(cohort):
    twice = ("3-B", "7", "髙田 裕子", "たかだ ゆうこ")
    bring(cohort, TAKADA, twice)
    kept, gone = Classmate.objects.order_by("pk")
    merge(kept, gone=gone, from_gone=(), seen=pair_version(kept, gone), actor=None)
    before = everything()
    report = bring(cohort, TAKADA, twice)
    assert (counts(report), everything()) == ((0, 0, 2), before)
    # Also where the file says something new of it, somebody else is merged on, or it stands in a file alone.
    later = cast.classmate(Reunion.objects.get(), room="C")
    kept.refresh_from_db()
    merge(later, gone=kept, from_gone=(), seen=pair_version(later, kept), actor=None)
    assert counts(bring(cohort, (*twice, "石井"))) == (0, 0, 1)
    assert [person.pk for person in Classmate.objects.all()] == [later.pk]


def test_a_merged_record_that_no_file_made_is_not_made_by_one_later(cohort):
    bring(cohort, TAKADA)
    kept, gone = Classmate.objects.get(), cast.classmate(Reunion.objects.get(), room="B", number=7)
    merge(kept, gone=gone, from_gone=(), seen=pair_version(kept, gone), actor=None)
    report = bring(cohort, TAKADA, ("3-B", "7", "高田 裕子"))
    assert (counts(report), Classmate.objects.count()) == ((0, 0, 2), 1)


def test_the_whole_yearbook_comes_in_and_the_same_file_again_changes_nothing(cohort):
    data = YEARBOOK.read_bytes()
    first = take_in(cohort, data=data, file_name="yearbook.xlsx", actor=None)
    assert (*counts(first), len(first.doubtful), len(first.left_out)) == (360, 0, 0, 2, 2)
    assert [left_out.row for left_out in first.left_out] == [364, 365]
    assert Homeroom.objects.filter(cohort=cohort).count() == 9
    before = everything()
    assert counts(take_in(cohort, data=data, file_name="yearbook.xlsx", actor=None)) == (0, 0, 360)
    assert everything() == before


def test_a_dry_run_tells_the_same_and_changes_nothing(cohort):
    before = everything()
    dry = bring(cohort, TAKADA, ("3-B", "", "佐藤 一郎"), dry_run=True)
    assert everything() == before
    assert bring(cohort, TAKADA, ("3-B", "", "佐藤 一郎")) == dry


def test_the_number_of_queries_does_not_grow_with_the_rows(cohort, django_assert_max_num_queries):
    people = [("3-A", str(number), f"山田 {chr(0x4E00 + number)}子") for number in range(1, 301)]
    with django_assert_max_num_queries(25):
        assert counts(bring(cohort, *people)) == (300, 0, 0)


def test_the_import_is_in_the_journal_without_addresses(cohort):
    bring(cohort, TAKADA, reunion_slug="mamagawa")
    entry = Entry.objects.get()
    assert (entry.action, entry.reunion_slug) == ("imported", "mamagawa")
    assert entry.sentence == (
        "名簿「名簿.csv」を取り込みました（新しい人1名、変わった人0名、変わらない人0名、"
        "確かめたい人0名、取り込まなかった行0行）"
    )


def test_doubtful_rows_come_in_with_a_mark(cohort):
    report = bring(cohort, TAKADA, ("3-A", "2", "高田 裕子"))
    doubt = "同じ組に同じ名前の人がいます。"
    assert report.doubtful == (Told(2, "高田 裕子", doubt), Told(3, "高田 裕子", doubt))
    assert set(Classmate.objects.values_list("doubt", flat=True)) == {doubt}


def test_only_a_file_that_is_no_roster_is_refused(cohort):
    with pytest.raises(Refused, match="名前の列が見つかりません"):
        take_in(cohort, data="買い物,数\n牛乳,2\n".encode(), file_name="a.csv", actor=None)
    assert Classmate.objects.count() == 0


def test_another_name_at_the_same_number_is_left_out_and_told(cohort):
    bring(cohort, TAKADA)
    report = bring(cohort, ("3-A", "1", "佐藤 一郎"), ("3-A", "2", "鈴木 花子"))
    assert report.left_out == (LeftOut(2, "名簿では、同じ組の1番は高田 裕子さんです。"),)
    assert sorted(str(person) for person in Classmate.objects.all()) == ["鈴木 花子", "高田 裕子"]


def test_two_people_the_file_itself_gives_one_number_both_come_in(cohort):
    report = bring(cohort, TAKADA, ("3-A", "1", "佐藤 一郎"))
    assert (report.new, len(report.doubtful), report.left_out) == (2, 2, ())
    assert counts(bring(cohort, TAKADA, ("3-A", "1", "佐藤 一郎"))) == (0, 0, 2)


def test_the_same_name_with_another_number_is_another_person_with_a_mark(cohort):
    bring(cohort, TAKADA)
    report = bring(cohort, ("3-A", "9", "高田 裕子"))
    assert report.doubtful == (Told(2, "高田 裕子", "名簿の同じ組に、同じ名前の人がもういます。"),)


def test_a_missing_number_is_filled_in_later(cohort):
    bring(cohort, ("3-A", "", "高田 裕子"))
    assert counts(bring(cohort, ("3-A", "7", "高田 裕子"))) == (0, 1, 0)
    assert Classmate.objects.get().number == 7


def test_a_later_file_fills_what_is_empty(cohort):
    bring(cohort, ("3-A", "1", "高田 裕子"))
    assert counts(bring(cohort, (*TAKADA[:4], "石井", *TAKADA[5:]))) == (0, 1, 0)
    person = Classmate.objects.get()
    assert (person.school_kana, person.current_family_name) == ("たかだ ゆうこ", "石井")
    assert person.yearbook_address.postal_code == "2720021"
    assert [str(club) for club in person.clubs.all()] == ["合唱部"]


def test_a_later_file_never_overwrites_what_staff_know(cohort):
    bring(cohort, TAKADA)
    Classmate.objects.update(
        current_family_name="石井", deceased=True, do_not_contact=True, family_kana="こうだ"
    )
    report = bring(cohort, (*TAKADA[:4], "佐藤", *TAKADA[5:]))
    person = Classmate.objects.get()
    assert (person.current_family_name, person.deceased, person.do_not_contact) == ("石井", True, True)
    assert (person.family_kana, person.current_family_kana) == ("こうだ", "")
    told = (
        "ふりがな：名簿「こうだ ゆうこ」、ファイル「たかだ ゆうこ」、"
        "いまの名字：名簿「石井」、ファイル「佐藤」"
    )
    assert report.differing == (Told(2, "高田 裕子", told),)


def test_the_same_file_never_brings_back_what_staff_took_away(cohort):
    row = (*TAKADA[:4], "石井", *TAKADA[5:9], "逝去")
    bring(cohort, row)
    Classmate.objects.update(current_family_name="", deceased=False)
    assert counts(bring(cohort, row)) == (0, 0, 1)
    person = Classmate.objects.get()
    assert (person.current_family_name, person.deceased) == ("", False)


def test_a_classmate_whose_class_number_and_name_were_corrected_is_still_found(cohort):
    bring(cohort, ("", "1", "高田 裕子"))
    room = Homeroom.objects.create(cohort=cohort, label="C")
    Classmate.objects.update(homeroom=room, number=30, family_name="髙多", given_name="祐子")
    assert counts(bring(cohort, ("", "1", "高田 裕子"))) == (0, 0, 1)
    assert str(Classmate.objects.get()) == "髙多 祐子"


def test_a_new_printed_address_is_looked_up_again_and_the_mark_of_a_person_stays(cohort):
    bring(cohort, TAKADA)
    YearbookAddress.objects.update(reason="幹事が選びました")
    bring(cohort, (*TAKADA[:7], "0473-22-0000", *TAKADA[8:]))
    assert YearbookAddress.objects.get().reason == "幹事が選びました"
    assert counts(bring(cohort, (*TAKADA[:6], "千葉県市川市菅野1-2-3", *TAKADA[7:]))) == (0, 1, 0)
    assert YearbookAddress.objects.get().address_today == "千葉県市川市菅野1-2-3"


def test_a_file_without_grades_finds_the_classes_that_have_one(cohort):
    bring(cohort, TAKADA)
    assert counts(bring(cohort, ("A", "1", "高田 裕子"))) == (0, 0, 1)
    assert Homeroom.objects.count() == 1


def test_a_cell_that_is_too_long_is_cut_and_marked(cohort):
    report = bring(cohort, (*TAKADA[:9], "あ" * 300))
    assert len(Classmate.objects.get().remarks) == 200
    assert report.doubtful == (Told(2, "高田 裕子", "長すぎる欄があり、はじめの部分だけを取り込みました。"),)


def test_somebody_typed_in_by_hand_is_not_doubled(cohort):
    room = Homeroom.objects.create(cohort=cohort, label="A")
    Classmate.objects.create(cohort=cohort, homeroom=room, number=1, family_name="髙田", given_name="裕子")
    assert counts(bring(cohort, TAKADA)) == (0, 1, 0)
    assert (Classmate.objects.get().family_name, Classmate.objects.get().family_kana) == ("髙田", "たかだ")


def classes(cohort) -> list:
    people = Classmate.objects.filter(cohort=cohort).order_by("family_name", "homeroom__grade")
    return list(people.values_list("homeroom__grade", "homeroom__label", "family_name"))


def test_a_label_known_in_several_grades_is_a_class_in_each(cohort):
    rows = [("5", "1", "森 薫"), ("4-5", "2", "安藤 茂"), ("6-5", "2", "安藤 茂")]
    assert counts(bring(cohort, *rows)) == (3, 0, 0)
    assert classes(cohort) == [("4", "5", "安藤"), ("6", "5", "安藤"), ("", "5", "森")]
    assert counts(bring(cohort, *rows)) == (0, 0, 3)


def test_a_class_whose_grade_was_never_said_takes_the_first_that_is_and_no_other(cohort):
    bring(cohort, ("A", "1", "森 薫"))
    assert counts(bring(cohort, ("3-A", "1", "森 薫"))) == (0, 0, 1)
    assert counts(bring(cohort, ("2-A", "1", "森 薫"))) == (1, 0, 0)
    assert classes(cohort) == [("2", "A", "森"), ("3", "A", "森")]
    assert Homeroom.objects.count() == 2
