import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.payments.booking import confirm, ignore
from reunion.payments.confirmed_columns import Choice, remember
from reunion.payments.models import Allocation, Statement, StatementLine
from reunion.payments.tests.bank_files import yucho
from reunion.team.models import Role


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


@pytest.fixture
def statement(tmp_path):
    """Writes a statement of these rows and gives back its path."""

    def written(*rows, **options):
        path = tmp_path / "meisai.csv"
        path.write_bytes(yucho(*rows, **options))
        return str(path)

    return written


def imported(path):
    said = StringIO()
    call_command("import_statement", path, reunion="mamagawa", stdout=said)
    return said.getvalue().splitlines()


def exported(tmp_path):
    path = tmp_path / "lines.csv"
    call_command("export_statement_lines", "mamagawa", output=str(path), stderr=StringIO())
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def test_the_command_says_what_it_found_and_books_nothing(mamagawa, statement):
    cast.guest(mamagawa)
    path = statement(("20261201", 1, 8000, "タカダ　ユウコ"), ("20261203", 2, -500, "ホテル"))
    assert imported(path) == [
        "ゆうちょ銀行 2026-12-01 – 2026-12-03",
        "新しい行 2件（うち出金 1件）、前に取り込んだ行 0件",
        "確実 1件",
        "たぶん 0件",
        "分からない 0件",
    ]
    assert Allocation.objects.count() == 0


def test_the_same_file_again_says_so_and_is_no_mistake(mamagawa, statement):
    path = statement(("20261201", 1, 8000, "タカダ　ユウコ"))
    imported(path)
    assert imported(path)[1:3] == [
        "このファイルは前に取り込みました。",
        "新しい行 0件（うち出金 0件）、前に取り込んだ行 1件",
    ]


def test_a_gap_between_balances_is_told(mamagawa, tmp_path):
    rows = ("20261201", 1, 8000, "タカダ"), ("20261202", 2, 8000, "モリ")
    path = tmp_path / "meisai.csv"
    path.write_bytes(yucho(*rows).replace(b"166000", b"166001"))
    assert imported(str(path))[2] == (
        "残高が前の行とつながらない行があります（7行目）。抜けている行がないか、銀行の画面で確かめてください。"
    )


def test_a_table_of_doubtful_columns_is_refused_until_the_page_has_explained_it(mamagawa, tmp_path):
    path = tmp_path / "meisai.csv"
    path.write_text("ひにち,きんがく,だれ\n2026/12/1,8000,モリ\n", encoding="cp932")
    with pytest.raises(CommandError, match="「明細を取り込む」のページで"):
        imported(str(path))
    choice = Choice(booked_on=0, deposit=1, description=2)
    treasurer = cast.member(mamagawa, Role.TREASURER)
    remember(mamagawa, data=path.read_bytes(), choice=choice, bank="○○信金", actor=treasurer)
    assert imported(str(path))[0] == "○○信金 2026-12-01 – 2026-12-01"


def test_a_file_over_ten_megabytes_is_refused(mamagawa, tmp_path):
    path = tmp_path / "meisai.csv"
    path.write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    with pytest.raises(CommandError, match="10MBまで"):
        imported(str(path))


def test_another_account_is_refused(mamagawa, statement):
    path = statement(("20261201", 1, 8000, "タカダ　ユウコ"), account="10180-98765431")
    with pytest.raises(CommandError, match="この会の口座"):
        imported(path)
    assert Statement.objects.count() == 0


def test_every_bad_line_is_listed(mamagawa, tmp_path):
    path = tmp_path / "meisai.csv"
    rows = [(f"202612{day:02d}", day, 8000, "タカダ　ユウコ") for day in range(1, 16)]
    path.write_bytes(yucho(*rows).replace(b"8000,,", "八千,,".encode("cp932")))
    with pytest.raises(CommandError) as refused:
        imported(str(path))
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        f"{number}行目" for number in range(6, 21)
    ]
    assert StatementLine.objects.count() == 0


@pytest.mark.parametrize("command", ["import_statement", "export_statement_lines"])
def test_an_unknown_reunion_is_refused(db, command):
    arguments = ["nowhere.csv", "--reunion", "nowhere"] if command == "import_statement" else ["nowhere"]
    with pytest.raises(CommandError, match="nowhere"):
        call_command(command, *arguments)


def test_the_table_has_one_row_per_line_with_its_state(mamagawa, statement, tmp_path):
    takada = cast.guest(mamagawa, reference="1007", email="takada@example.jp")
    sato = [
        cast.guest(
            mamagawa, "佐藤 和子 さとう かずこ", room=room, reference=number, email=f"{room}@example.jp"
        )
        for room, number in (("A", "1021"), ("D", "1032"))
    ]
    imported(
        statement(
            ("20261201", 1, 8000, "タカダ　ユウコ"),
            ("20261202", 2, 8000, "サトウ　カズコ"),
            ("20261203", 3, 12, "リソク"),
            ("20261204", 4, 777, "フメイ"),
            ("20261205", 5, -500, "ホテル"),
            ("20261206", 6, 8000, "サトウ　カズコ"),
        )
    )
    lines = list(StatementLine.objects.order_by("number"))
    confirm(lines[0], shares=[(takada, 8000)], actor=None)
    ignore(lines[2], actor=None)
    rows = exported(tmp_path)
    assert [row["state"] for row in rows] == [
        "matched",
        "suggested",
        "ignored",
        "open",
        "ignored",
        "suggested",
    ]
    assert rows[0] == {
        "booked_on": "2026-12-01",
        "payer": "タカダ　ユウコ",
        "amount": "8000",
        "state": "matched",
        "grade": "certain",
        "reason": "名前のカナと金額が一致（同姓同名なし）",
        "references": "1007",
        "emails": "takada@example.jp",
        "alternatives": "",
    }
    assert (rows[1]["grade"], rows[1]["references"], rows[1]["emails"]) == (
        "unclear",
        "1021 1032",
        "A@example.jp D@example.jp",
    )
    confirm(lines[1], shares=[(sato[1], 8000)], actor=None)
    chosen = exported(tmp_path)[1]
    assert (chosen["state"], chosen["references"], chosen["alternatives"]) == ("matched", "1032", "1021")
