import csv
import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reunion import cast
from reunion.lib.pdf.tests.reading import sizes_of, texts_of
from reunion.postcards.files import ATENA_HEADINGS, HEADINGS, export
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card

from .addresses import lives_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion, "髙田 裕子 たかだ ゆうこ", number=1))
    lives_at(cast.classmate(reunion, "髙田 茂 たかだ しげる", number=2))
    lives_at(cast.classmate(reunion, "𠮷田 薫 よしだ かおる", number=3), rest="1-2", care_of="=SUM(1,2)")
    return make_batch(reunion)


def table_of(data: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding))))


def expected(batch) -> dict[str, str]:
    card = batch.cards.get(number=1)
    cells = (
        "1", "272-0021", "千葉県", "市川市", "八幡3-4-5", "コーポ桜202", "千葉県市川市八幡3-4-5",
        "コーポ桜202", "髙田", "裕子", "髙田 裕子", "タカダ ユウコ", "様", "茂", "様", "", "",
        "馬場様方", "3年A組", f"{batch.pk}-1", f"https://reunion.example/c/{card.code}/", "",
    )  # fmt: skip
    return dict(zip(HEADINGS, cells, strict=True))


def test_csv_has_joined_and_separate_columns_and_runs_no_formula(batch, settings):
    settings.SITE_URL = "https://reunion.example"
    first, second = table_of(export(batch, file_format="csv").data)
    assert first == expected(batch)
    assert second["様方"] == "'=SUM(1,2)様方"
    assert second["氏名"] == "𠮷田 薫"


def test_xlsx_holds_post_codes_as_text(batch, settings):
    settings.SITE_URL = "https://reunion.example"
    sheet = load_workbook(io.BytesIO(export(batch, file_format="xlsx").data)).active
    heading, first, second = (
        ["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)
    )
    assert heading == list(HEADINGS)
    assert first == [1, *list(expected(batch).values())[1:]]
    assert second[HEADINGS.index("様方")] == "=SUM(1,2)様方"
    assert sheet.cell(2, 2).number_format == "@"
    assert sheet.cell(3, HEADINGS.index("様方") + 1).data_type == "s"


def test_cp932_replaces_what_it_lacks_and_lists_it(batch):
    table = export(batch, file_format="cp932")
    first, second = table_of(table.data, "cp932")
    assert (first["氏名"], second["氏名"]) == ("髙田 裕子", "吉田 薫")
    assert table.replaced == {"𠮷": "吉"}


def test_atena_has_the_headings_of_that_program(batch):
    first, second = table_of(export(batch, file_format="atena").data)
    assert tuple(first) == ATENA_HEADINGS
    assert [value for value in first.values() if value] == [
        "髙田", "裕子", "たかだ", "ゆうこ", "髙田 裕子", "たかだ ゆうこ", "様", "自宅", "272-0021",
        "千葉県市川市八幡3-4-5", "コーポ桜202", "馬場様方", "茂", "様", f"{batch.pk}-1",
    ]  # fmt: skip
    assert (second["姓"], second["連名"]) == ("𠮷田", "")


def test_an_address_that_is_not_known_today_is_to_be_looked_at(batch):
    place = dict.fromkeys(("postal_code", "prefecture", "municipality", "town", "rest"), "")
    Card.objects.filter(number=1).update(printed_address="市川市のどこか", **place)
    row = table_of(export(batch, file_format="csv").data)[0]
    assert [row["郵便番号"], row["住所1"], row["確かめること"]] == [
        "", "市川市のどこか", "郵便番号と住所を確かめてください",
    ]  # fmt: skip


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "cp932", "atena"])
def test_the_command_writes_the_same_table(batch, tmp_path, file_format):
    call_command("export_postcards", batch.pk, "--format", file_format, "-o", str(tmp_path / "cards"))
    written = (tmp_path / "cards").read_bytes()
    if file_format == "xlsx":
        assert load_workbook(io.BytesIO(written)).active.max_row == 3
    else:
        assert written == export(batch, file_format=file_format).data


def test_the_commands_make_a_batch_and_print_it(batch, tmp_path, capsys):
    call_command("make_postcards", "mamagawa", "--name", "二度目")
    said = capsys.readouterr()
    number = said.out.strip()
    assert number.isdecimal()
    assert "差出人の住所がまだありません" in said.err
    for side, words in (("address", "〇二"), ("message", "ご家族の方へ")):
        file = tmp_path / f"{side}.pdf"
        options = ("--format", "pdf", "--side", side, "--stock", "plain", "-o", str(file))
        call_command("export_postcards", number, *options)
        first = texts_of(file.read_bytes())[0]
        assert words in "".join(first.split())
        assert len(texts_of(file.read_bytes())) == 2


def test_the_command_writes_a_test_page(batch, tmp_path):
    file = tmp_path / "test.pdf"
    call_command("export_postcards", batch.pk, "--format", "test-page", "-o", str(file))
    assert [(round(wide, 2), round(high, 2)) for wide, high in sizes_of(file.read_bytes())] == [(100, 148)]


def test_the_commands_list_what_cannot_be_printed_and_what_was_replaced(batch, tmp_path, capsys):
    Card.objects.filter(number=1).update(given_name="裕😀")
    file = str(tmp_path / "x")
    call_command("export_postcards", batch.pk, "--format", "pdf", "-o", file)
    assert "書体にない字「😀」があり、印刷できません（はがき番号 1）" in capsys.readouterr().err
    call_command("export_postcards", batch.pk, "--format", "cp932", "-o", file)
    assert "置き換えた字: 𠮷→吉" in capsys.readouterr().err


def test_an_unknown_batch_or_reunion_is_refused_in_words(batch, tmp_path):
    with pytest.raises(CommandError, match="番号99のはがきの束はありません"):
        call_command("export_postcards", "99")
    with pytest.raises(CommandError, match="「nowhere」という同窓会はありません"):
        call_command("make_postcards", "nowhere")
    with pytest.raises(CommandError, match="書き込めません"):
        call_command("export_postcards", batch.pk, "--format", "pdf", "-o", str(tmp_path / "no" / "x.pdf"))
    with pytest.raises(CommandError, match="はがきを出す相手がいません"):
        call_command("make_postcards", "mamagawa", "--to", "teachers")
