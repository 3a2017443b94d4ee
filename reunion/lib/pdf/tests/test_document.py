import io
import re
import tracemalloc
import zlib

import pypdfium2
import pytest
import segno
from PIL import Image

from reunion.lib.pdf import BLACK, SANS, SERIF, Document, Picture, fit, fit_column

from .reading import ink_within, pdf_of, picture_of, sizes_of, texts_of

NAMES = [
    "高田裕子",
    "髙﨑 濵子",
    "𠮷野 塚治",
    "渡邉󠄂 神一",
    "渡邉 茂",
    "コーポ・センター（三階）、",
    "〒272-0826 ー",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("face", [SANS, SERIF], ids=lambda face: face.name)
def test_a_horizontal_text_is_found_as_it_was_written(name, face):
    data = pdf_of(lambda page: page.text(name, x=10, y=20, size=12, face=face))
    assert texts_of(data) == [name]


@pytest.mark.parametrize(
    "name", ["高田裕子", "𠮷塚治", "渡邉󠄂神一", "コーポ・センター（三階）、", "一丁目二―三"]
)
def test_a_vertical_text_is_found_as_it_was_written(name):
    data = pdf_of(lambda page: page.vertical(name, x=50, y=20, size=12, face=SERIF))
    assert texts_of(data)[0].replace("\r\n", "") == name


def test_nothing_is_written_of_an_empty_text():
    def nothing(page):
        assert page.text("", x=10, y=20, size=12) == 0
        assert page.vertical("", x=10, y=20, size=12) == 0

    assert texts_of(pdf_of(nothing)) == [""]


def test_one_glyph_can_stand_for_two_ways_to_write_a_character():
    def both(page):
        page.text("邉と邉󠄂と邉", x=10, y=20, size=12)
        page.vertical("邉と邉󠄂と邉", x=50, y=40, size=12)

    assert "".join(texts_of(pdf_of(both)))[:7] == "邉と邉󠄂と邉\r"
    assert texts_of(pdf_of(both))[0].count("\U000e0102") == 2


@pytest.mark.parametrize("size", [(100, 148), (210, 297), (148, 105), (62.5, 29.3)])
def test_a_page_is_exactly_as_large_as_asked_for(size):
    data = pdf_of(lambda page: None, width=size[0], height=size[1])
    assert [abs(found - asked) < 0.01 for found, asked in zip(sizes_of(data)[0], size, strict=True)] == [
        True,
        True,
    ]


def test_only_what_is_used_of_a_typeface_is_in_the_file():
    def both(page):
        page.text("高田", x=10, y=20, size=12)
        page.vertical("高ー田", x=50, y=20, size=12, face=SERIF)

    data = pdf_of(both)
    assert len(data) < 100_000
    described = set(re.findall(rb"/FontName /([A-Z]{6}\+\w+-Regular)", data))
    assert len(described) == 2
    assert described == set(re.findall(rb"/BaseFont /([A-Z]{6}\+\w+-Regular)", data))
    assert data.count(b"/FontFile3") == 2
    assert (data.count(b"/Identity-H"), data.count(b"/Identity-V")) == (1, 1)


def test_the_same_calls_make_the_same_bytes():
    def drawing(page):
        page.text("高田裕子", x=10, y=20, size=12)
        page.vertical("渡邉󠄂", x=50, y=20, size=12, face=SERIF)
        page.squares(segno.make("x").matrix, x=10, y=40, size=20)

    assert pdf_of(drawing) == pdf_of(drawing)


def test_characters_without_a_glyph_are_told():
    file = io.BytesIO()
    with Document(file, width=100, height=148, title="x") as document:
        page = document.add_page()
        page.text("高田😀裕子", x=10, y=20, size=12)
        page.vertical("𠀋ꙮ", x=50, y=20, size=12, face=SERIF)
        page.text("髙﨑𠮷邉濵", x=10, y=40, size=12)
    assert document.missing == ["ꙮ", "😀"]
    assert SANS.lacks("あ😀い") == {"😀"}
    assert SANS.lacks("髙﨑𠮷邉󠄂濵塚神①㈱〇―￥") == set()


def test_what_is_drawn_stands_where_it_was_put():
    def drawing(page):
        page.rectangle(10, 20, 30, 10, line=0, fill=(0, 0, 0))
        page.line(50, 100, 90, 100, width=1, colour=(0, 0, 0))

    data = pdf_of(drawing)
    assert ink_within(data, 11, 21, 39, 29) == 1
    assert ink_within(data, 0, 0, 100, 19) == 0
    assert ink_within(data, 50, 99.75, 90, 100.25) > 0.99
    assert ink_within(data, 0, 31, 100, 98) == 0


def test_a_shift_moves_everything():
    data = pdf_of(lambda page: page.rectangle(10, 20, 30, 10, line=0, fill=(0, 0, 0)), shift=(2, -3))
    assert ink_within(data, 12.25, 17.25, 41.75, 26.75) == 1
    assert ink_within(data, 10, 20, 11.75, 30) == 0


def test_a_vertical_column_stands_under_its_top_around_its_centre():
    def drawing(page):
        page.vertical("国国国", x=50, y=30, size=20, face=SANS, colour=(0, 0, 0))

    box = picture_of(pdf_of(drawing)).point(lambda value: 255 - value).getbbox()
    left, top, right, bottom = (side / 4 for side in box)
    assert abs((left + right) / 2 - 50) < 0.5
    assert 30 <= top <= 31.5
    assert 49.5 <= bottom <= 30.25 + 3 * 20 * 25.4 / 72


@pytest.mark.parametrize(("align", "left"), [("left", 50), ("centre", 50 - 7.06), ("right", 50 - 14.11)])
def test_a_line_is_aligned_at_its_point(align, left):
    data = pdf_of(lambda page: page.text("国国", x=50, y=30, size=20, align=align))
    found = picture_of(data).point(lambda value: 255 - value).getbbox()[0] / 4
    assert 0 <= found - left < 1


def test_a_long_text_is_set_smaller_but_never_too_small():
    assert fit("国" * 5, width=100, size=20, smallest=8) == 20
    assert abs(SANS.width_of("国" * 20, fit("国" * 20, width=100, size=20, smallest=8)) - 100) < 0.01
    assert fit("国" * 200, width=100, size=20, smallest=8) == 8
    assert abs(fit_column("国" * 20, height=100, size=20, smallest=8) * 20 / 72 * 25.4 - 100) < 0.01


def test_a_picture_fills_its_box_without_being_stretched():
    file = io.BytesIO()
    Image.new("RGB", (200, 100), (0, 0, 0)).save(file, "JPEG")
    picture = Picture(file.getvalue())
    file_out = io.BytesIO()
    with Document(file_out, width=100, height=148, title="x") as document:
        for _ in range(3):
            document.add_page().picture(picture, x=10, y=10, width=40, height=40)
    data = file_out.getvalue()
    assert data.count(b"/DCTDecode") == 1
    assert ink_within(data, 10.5, 20.5, 49.5, 39.5) == 1
    assert ink_within(data, 10, 10, 50, 19.5) == 0


def test_a_code_is_drawn_square_by_square():
    matrix = segno.make("https://reunion.example/c/ABCDEFGHJK", micro=False).matrix
    data = pdf_of(lambda page: page.squares(matrix, x=10, y=10, size=len(matrix)))
    image = picture_of(data, dots_a_millimetre=10)
    read = [
        [
            int(image.getpixel((round((10.5 + across) * 10), round((10.5 + down) * 10))) < 128)
            for across in range(len(matrix))
        ]
        for down in range(len(matrix))
    ]
    assert read == [list(row) for row in matrix]


def cards(count: int) -> io.BytesIO:
    file = io.BytesIO()
    with Document(file, width=100, height=148, title="x") as document:
        for number in range(count):
            page = document.add_page()
            page.vertical("埼玉県さいたま市浦和区高砂一丁目二―三", x=89, y=25, size=13, face=SERIF)
            page.text(f"{number}", x=10, y=140, size=9)
    return file


def test_every_page_is_there():
    assert [text.split()[-1] for text in texts_of(cards(250).getvalue())] == [
        str(number) for number in range(250)
    ]


def test_memory_does_not_grow_with_the_pages():
    class Nowhere(io.RawIOBase):
        def write(self, data):
            return len(data)

    def most(count: int) -> int:
        tracemalloc.start()
        with Document(Nowhere(), width=100, height=148, title="x") as document:
            for _ in range(count):
                document.add_page().vertical("高砂一丁目二―三" * 4, x=89, y=25, size=8, face=SERIF)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(10)
    assert most(2000) - most(10) < 2_000_000


def test_no_text_of_the_file_is_compressed_into_what_cannot_be_read():
    data = pdf_of(lambda page: page.text("x", x=10, y=10, size=9))
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", data, re.DOTALL)
    assert [bool(zlib.decompress(stream)) for stream in streams] == [True] * 3
    assert pypdfium2.PdfDocument(data).get_metadata_dict()["Title"] == "x"


def test_an_error_while_drawing_is_not_hidden():
    with pytest.raises(ZeroDivisionError), Document(io.BytesIO(), width=1, height=1, title="x") as document:
        document.add_page().text(str(1 / 0), x=0, y=0, size=1)


def test_black_is_dark_enough_to_be_read():
    assert max(BLACK) < 0.2
