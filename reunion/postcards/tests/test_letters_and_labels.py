import io

import pytest

from reunion import cast
from reunion.lib.pdf.tests.reading import sizes_of, texts_of
from reunion.postcards.labels import SHEETS
from reunion.postcards.making import make_batch
from reunion.postcards.printing import write_labels, write_pdf

from .addresses import lives_at

pytestmark = pytest.mark.django_db


def made(batch, **details) -> bytes:
    file = io.BytesIO()
    assert write_pdf(batch, file, **details) == []
    return file.getvalue()


def rounded(data: bytes) -> list[tuple[float, float]]:
    return [(round(wide, 1), round(high, 1)) for wide, high in sizes_of(data)]


@pytest.fixture
def to_a_teacher():
    reunion = cast.mamagawa(name="真間川高校 還暦同窓会")
    cast.teacher(reunion, address="千葉県市川市真間1-2-3 桜荘5", postal_code="272-0826")
    return make_batch(reunion, audience="teachers")


def test_a_teacher_gets_a_letter_in_a_long_envelope(to_a_teacher):
    envelope = made(to_a_teacher, side="address")
    assert rounded(envelope) == [(120, 235)]
    found = "".join(texts_of(envelope)[0].split())
    for words in ("2720826", "千葉県市川市真間一―二―三", "桜荘五", "原田正先生"):
        assert words in found
    assert "様" not in found
    letter = made(to_a_teacher, side="message")
    assert rounded(letter) == [(210, 297)]
    found = "".join(texts_of(letter)[0].split())
    for words in ("原田正先生", "拝啓", "敬具", "会費はいただきません", "真間川高校還暦同窓会のご案内"):
        assert words in found
    assert "8,000円" not in found


def test_a_teacher_gets_a_card_where_that_is_chosen(to_a_teacher):
    for side in ("address", "message"):
        card = made(to_a_teacher, side=side, stock="plain")
        assert rounded(card) == [(100, 148)]
    found = "".join(texts_of(card)[0].split())
    assert ("卒業アルバム" in found, "右の四角" in found, "ご家族の方へ" in found) == (False, False, False)


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_labels_fill_their_sheets(sheet):
    measures = SHEETS[sheet]
    assert round(2 * measures.left + measures.columns * measures.width, 1) == 210
    assert round(2 * measures.top + measures.rows * measures.height, 1) == 297
    reunion = cast.mamagawa()
    count = measures.count + 1
    for number in range(count):
        lives_at(cast.classmate(reunion, f"高田{number} 裕子 かな かな", number=number), rest=f"{number}-1")
    file = io.BytesIO()
    assert write_labels(make_batch(reunion), file, sheet=measures) == []
    assert rounded(file.getvalue()) == [(210, 297)] * 2
    first, second = texts_of(file.getvalue())
    assert first.count("〒272-0021") == measures.count
    assert second.count("〒272-0021") == 1
    for words in ("高田0 裕子 様", "千葉県市川市八幡0-1", "馬場様方"):
        assert words in first
