import io

from reunion.lib.pdf import Column, Report

from .reading import texts_of

COLUMNS = (Column("項目", 120), Column("金額", 50, "right"))


def report(rows, *, across: str = "", **details) -> bytes:
    file = io.BytesIO()
    with Report(file, title="決算報告書", footer="真間川高校", across=across) as paper:
        paper.title("決算報告書")
        paper.heading("収入")
        paper.table(COLUMNS, rows, **details)
    return file.getvalue()


def test_a_long_table_goes_on_over_the_page_under_the_same_headings():
    pages = texts_of(report([(f"品目{number}番", f"{number:,}円") for number in range(100)]))
    assert len(pages) == 4
    assert [page.count("項目") for page in pages] == [1] * 4
    assert [f"品目{number}番" in "".join(pages) for number in range(100)] == [True] * 100


def test_every_page_has_its_number_and_says_whose_it_is():
    pages = texts_of(report([("x", "1")] * 100))
    assert ["真間川高校" in page for page in pages] == [True] * 4
    numbers = [page.partition("真間川高校")[2].split()[0] for page in pages]
    assert numbers == ["1", "2", "3", "4"]


def test_a_row_with_much_to_say_is_not_cut():
    words = "会場の飲み放題と、恩師七名の招待の分。" * 10
    pages = texts_of(report([(words, "1円")] * 9))
    found = [page.replace("\r\n", "").count(words) for page in pages]
    assert sum(found) == 9


def test_a_draft_is_marked_on_every_page():
    pages = texts_of(report([("x", "1")] * 60, across="案"))
    assert ["案" in page for page in pages] == [True] * len(pages)
    assert ["案" in page for page in texts_of(report([("x", "1")] * 60))] == [False] * len(pages)


def test_the_total_stands_under_the_table():
    assert texts_of(report([("x", "1円")], total=("合計", "1円")))[0].count("合計") == 1


def test_a_heading_does_not_stand_alone_at_the_foot():
    file = io.BytesIO()
    with Report(file, title="x", footer="x") as paper:
        paper.y = 260
        paper.heading("支出")
        paper.table(COLUMNS, [("会場", "1円")])
    first, second = texts_of(file.getvalue())
    assert "支出" not in first
    assert "支出" in second
