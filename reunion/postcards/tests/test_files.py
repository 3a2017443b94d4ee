import csv
import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reunion import cast
from reunion.postcards.files import HEADINGS, export
from reunion.postcards.making import make_batch

from .addresses import lives_at

pytestmark = pytest.mark.django_db

ROW = [
    "1", "272-0021", "千葉県", "市川市", "八幡3-4-5", "コーポ桜202", "千葉県市川市八幡3-4-5", "コーポ桜202",
    "髙田", "裕子", "髙田 裕子", "タカダ ユウコ", "様", "馬場様方", "3年A組", "",
]  # fmt: skip


@pytest.fixture
def batch():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion, "髙田 裕子 たかだ ゆうこ", number=1))
    lives_at(cast.classmate(reunion, "森 薫 もり かおる", number=2), rest="=SUM(1,2)")
    return make_batch(reunion)


def test_csv_has_joined_and_separate_columns_and_runs_no_formula(batch):
    table = list(csv.reader(io.StringIO(export(batch, file_format="csv").decode("utf-8-sig"))))
    assert table[0] == list(HEADINGS)
    assert table[1] == ROW
    assert table[2][5] == ""


def test_xlsx_holds_post_codes_as_text(batch):
    sheet = load_workbook(io.BytesIO(export(batch, file_format="xlsx"))).active
    rows = [[cell if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[1] == [1, *ROW[1:]]


def test_the_commands_make_a_batch_and_write_it(batch, tmp_path, capsys):
    call_command("make_postcards", "mamagawa", "--name", "二度目")
    number = capsys.readouterr().out.strip()
    call_command("export_postcards", number, "--format", "csv", "-o", str(tmp_path / "cards.csv"))
    assert (tmp_path / "cards.csv").read_bytes() == export(batch, file_format="csv")


def test_an_unknown_batch_or_reunion_is_refused_in_words():
    with pytest.raises(CommandError, match="番号99のはがきの束はありません"):
        call_command("export_postcards", "99")
    with pytest.raises(CommandError, match="「nowhere」という同窓会はありません"):
        call_command("make_postcards", "nowhere")
