import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.confirmed_columns import (
    Choice,
    choice_proposed,
    forget,
    lines_read,
    remember,
    samples,
    unknown_sheet,
)
from reunion.payments.models import RememberedColumns, Statement, StatementLine
from reunion.payments.reading import ColumnsToConfirm, UnreadableFile
from reunion.payments.statements import take_in
from reunion.payments.tests.readers.files import table
from reunion.team.models import Role

HEADING = "わたした日,もらったお金,だしたお金,だれから,のこり"
FILE = table(HEADING, "2026/6/3,8000,,ヤマダ,9000", "2026/6/4,,500,テスウリョウ,8500")
CHOICE = Choice(booked_on=0, deposit=1, withdrawal=2, description=3, balance=4)


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


def take(reunion, data, **options):
    return take_in(reunion, data=data, file_name="x.csv", actor=None, **options)


def test_a_table_nobody_explained_is_refused_with_where_to_go(mamagawa):
    with pytest.raises(ColumnsToConfirm) as refused:
        take(mamagawa, FILE)
    assert str(refused.value) == (
        "この形の明細は初めてです。「明細を取り込む」のページで、どの列が日付・入金・名前かを1度だけ確かめてください。"
    )
    assert Statement.objects.count() == 0


def test_the_file_shows_its_columns_and_how_its_lines_would_be_read():
    sheet = unknown_sheet(FILE)
    assert samples(sheet) == [
        ("わたした日", "2026/6/3"),
        ("もらったお金", "8000"),
        ("だしたお金", "500"),
        ("だれから", "ヤマダ"),
        ("のこり", "9000"),
    ]
    assert choice_proposed(sheet) == {
        "booked_on": 0,
        "deposit": 1,
        "withdrawal": 2,
        "description": 3,
        "balance": 4,
    }
    read = [(row.number, entry.amount, entry.direction) for row, entry in lines_read(sheet, CHOICE)]
    assert read == [(2, 8000, "in"), (3, 500, "out")]


def test_lines_that_would_not_be_read_say_why():
    wrong = Choice(booked_on=3, deposit=1, description=0)
    assert [said for _row, said in lines_read(unknown_sheet(FILE), wrong)] == [
        "日付「ヤマダ」が読めません。",
        "日付「テスウリョウ」が読めません。",
    ]


def test_what_was_confirmed_takes_in_the_next_file_of_its_kind_without_a_question(mamagawa, suzuki):
    remember(mamagawa, data=FILE, choice=CHOICE, bank="○○信金", actor=suzuki)
    assert take(mamagawa, FILE, ask_about_columns=True).statement.bank == "○○信金"
    later = table(HEADING, "2026/6/4,,500,テスウリョウ,8500", "2026/6/5,8000,,モリ,16500")
    assert take(mamagawa, later, ask_about_columns=True).new == 1
    assert list(StatementLine.objects.values_list("payer", "amount", "direction")) == [
        ("ヤマダ", 8000, "in"),
        ("テスウリョウ", 500, "out"),
        ("モリ", 8000, "in"),
    ]
    assert [entry.sentence for entry in Entry.objects.filter(action="columns_confirmed")] == [
        "○○信金の明細の列を決めました"
    ]


def test_another_heading_row_and_another_reunion_are_asked_about_anew(mamagawa, suzuki):
    remember(mamagawa, data=FILE, choice=CHOICE, bank="", actor=suzuki)
    with pytest.raises(ColumnsToConfirm):
        take(mamagawa, FILE.replace("のこり".encode("cp932"), "あまり".encode("cp932")))
    with pytest.raises(ColumnsToConfirm):
        take(cast.mamagawa("other"), FILE)


def test_columns_with_which_the_file_cannot_be_read_whole_are_not_remembered(mamagawa, suzuki):
    wrong = Choice(booked_on=0, deposit=4, withdrawal=1, description=3)
    with pytest.raises(UnreadableFile) as refused:
        remember(mamagawa, data=FILE, choice=wrong, bank="", actor=suzuki)
    assert refused.value.sentences == ("2行目: 入金と出金の両方に金額があります。",)
    assert RememberedColumns.objects.count() == 0


def test_confirming_again_replaces_what_was_said(mamagawa, suzuki):
    remember(mamagawa, data=FILE, choice=CHOICE, bank="一", actor=suzuki)
    remember(mamagawa, data=FILE, choice=CHOICE, bank="二", actor=suzuki)
    assert RememberedColumns.objects.get().bank == "二"


def test_one_column_of_money_beside_a_word_for_its_direction(mamagawa, suzuki):
    data = table("ひにち,どっち,きんがく,だれ", "2026/6/3,入金,8000,ヤマダ", "2026/6/4,出金,500,モリ")
    choice = Choice(booked_on=0, sign=1, deposit=2, description=3)
    remember(mamagawa, data=data, choice=choice, bank="", actor=suzuki)
    take(mamagawa, data)
    assert list(StatementLine.objects.values_list("payer", "amount", "direction")) == [
        ("ヤマダ", 8000, "in"),
        ("モリ", 500, "out"),
    ]


def test_a_gap_in_the_confirmed_balances_is_told(mamagawa, suzuki):
    remember(mamagawa, data=FILE, choice=CHOICE, bank="", actor=suzuki)
    remarks = take(mamagawa, FILE.replace(b"8500", b"8501")).remarks
    assert remarks == (
        "残高が前の行とつながらない行があります（3行目）。抜けている行がないか、銀行の画面で確かめてください。",
    )


def test_what_is_forgotten_is_asked_about_again_and_lines_stay(mamagawa, suzuki):
    columns = remember(mamagawa, data=FILE, choice=CHOICE, bank="○○信金", actor=suzuki)
    take(mamagawa, FILE)
    forget(columns, actor=suzuki)
    assert (RememberedColumns.objects.count(), StatementLine.objects.count()) == (0, 2)
    with pytest.raises(ColumnsToConfirm):
        take(mamagawa, FILE + b"2026/6/9,1,,x,1\r\n")


def test_a_file_of_a_known_bank_needs_no_explaining():
    known = table("日付,摘要,入金金額,出金金額,残高,メモ", "20260603,振込  ヤマダ,8000,,9000,")
    with pytest.raises(Refused) as refused:
        unknown_sheet(known)
    assert str(refused.value).startswith("この明細は、列を決めなくても読めます。")
