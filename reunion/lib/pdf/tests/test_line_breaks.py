import pytest

from reunion.lib.pdf.faces import SANS
from reunion.lib.pdf.line_breaks import lines_of

TEN = 10 * 10 * 25.4 / 72 + 0.01


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("国国国国国国国国国国国国", ["国国国国国国国国国国", "国国"]),
        ("国国国国国国国国国国。国", ["国国国国国国国国国", "国。国"]),
        ("国国国国国国国国国「国」", ["国国国国国国国国国", "「国」"]),
        ("国国国国国国国国12,000円", ["国国国国国国国国", "12,000円"]),
        ("国国\n\n国", ["国国", "", "国"]),
        ("渡邉󠄂" * 5 + "邉󠄂" + "様", ["渡邉󠄂" * 5, "邉󠄂様"]),
        ("", [""]),
    ],
)
def test_a_line_ends_where_it_may(text, lines):
    assert lines_of(text, width=TEN, size=10, face=SANS) == lines


def test_a_piece_that_is_wider_than_the_line_stands_alone():
    assert lines_of("国" + "a" * 60 + "国", width=TEN, size=10, face=SANS) == ["国", "a" * 60, "国"]
