"""Tables of banks nobody told us about: asked about, explained, proposed by shape."""

import pytest

from reunion.payments.readers import Explained, UnknownColumns, read_all
from reunion.payments.readers.headings import Columns
from reunion.payments.readers.sheets import fingerprint, fingerprint_without_heading
from reunion.payments.tests.readers.files import TODAY, table

SURE = ("取引日,摘要,入金額,支払金額,残高,店舗", "2026/6/3,振込 ヤマダ,8000,,9000,本店")
STRANGE = ("わたした日,もらったお金,だれから", "2026/6/3,8000,ヤマダ")
BARE = ("2026/6/3,123,ヤマダ,8000,9000", "2026/6/4,124,モリ,5000,14000")


def places(lines, **options):
    with pytest.raises(UnknownColumns) as unknown:
        read_all(table(*lines), TODAY, **options)
    sheet = unknown.value.sheet
    return sheet.columns.places, sheet.heading and sheet.heading.number


def payers(lines, **options):
    return [(e.payer, e.amount, e.direction) for e in read_all(table(*lines), TODAY, **options)[0].entries]


def test_sure_words_are_read_unless_somebody_may_be_asked():
    assert payers(SURE) == [("ヤマダ", 8000, "in")]
    assert places(SURE, ask=True) == (
        {"booked_on": (0,), "balance": (4,), "description": (1,), "deposit": (2,), "withdrawal": (3,)},
        1,
    )


def test_a_bank_we_know_is_never_asked_about():
    gmo = ("日付,摘要,入金金額,出金金額,残高,メモ", "20260603,振込  ヤマダ,8000,,9000,")
    assert payers(gmo, ask=True) == [("ヤマダ", 8000, "in")]


@pytest.mark.parametrize("heading", ["日付,入金額,取引先", "日付,お受入,摘要", "ご入金日,金額,摘要"])
def test_loose_words_are_asked_about(heading):
    assert places((heading, "2026/6/3,8000,ヤマダ"))[0]["booked_on"] == (0,)


def test_words_nobody_knows_are_proposed_by_shape():
    assert places(("○○信金", "", *STRANGE)) == (
        {"booked_on": (0,), "deposit": (1,), "description": (2,)},
        3,
    )


def test_a_table_without_headings_is_proposed_by_shape():
    found, heading = places(BARE)
    assert (found["booked_on"], found["description"], found["balance"], heading) == ((0,), (2,), (4,), None)


def test_what_was_explained_is_read_without_a_question_also_below_other_lines():
    columns = Columns({"booked_on": (0,), "signed": (1,), "description": (2,)})
    known = {fingerprint(STRANGE[0].split(",")): Explained("○○信金", columns)}
    assert payers(("見本", *STRANGE), known=known, ask=True) == [("ヤマダ", 8000, "in")]
    assert read_all(table(*STRANGE), TODAY, known=known)[0].bank == "○○信金"
    moved = ("だれから,もらったお金,わたした日", "ヤマダ,8000,2026/6/3")
    assert places(moved, known=known)[1] == 1


def test_a_table_without_headings_is_known_by_its_width():
    columns = Columns({"booked_on": (0,), "signed": (3,), "description": (2,)})
    known = {fingerprint_without_heading(5): Explained("", columns)}
    assert payers(BARE, known=known, ask=True) == [("ヤマダ", 8000, "in"), ("モリ", 5000, "in")]
    assert places([line + ",x" for line in BARE], known=known)[1] is None


def test_widths_spaces_and_empty_cells_at_the_end_make_no_other_heading():
    assert fingerprint(["日付", "ＡＢ（円）"]) == fingerprint(["日 付", "AB", "", ""])
    assert fingerprint(["日付", "AB"]) != fingerprint(["AB", "日付"])


def test_a_minus_in_the_only_column_of_money_went_out():
    columns = Columns({"booked_on": (0,), "signed": (1,), "description": (2,)})
    known = {fingerprint(STRANGE[0].split(",")): Explained("", columns)}
    assert payers((STRANGE[0], "2026/6/3,-500,テスウリョウ"), known=known) == [("テスウリョウ", 500, "out")]
