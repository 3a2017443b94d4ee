"""Measured on the printed page by other programs: PDFium, and ZXing for the codes."""

import io
import re

import pytest
import zxingcpp
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from reunion import cast
from reunion.lib.pdf.tests.reading import picture_of, sizes_of, texts_of
from reunion.lib.vertical_text import vertical_address
from reunion.postcards.address_side import BOX_HEIGHT, BOX_LEFTS, BOX_TOP, BOX_WIDTH
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card
from reunion.postcards.printing import missing_characters, write_pdf, write_test_page
from reunion.team.models import Member

from .addresses import lives_at

pytestmark = pytest.mark.django_db
NAMES = ["髙橋 茂", "山﨑 裕子", "𠮷田 薫", "渡邉󠄂 亮", "勅使河原 美智子"]
DOTS = 12  # a millimetre: about 300 an inch


@pytest.fixture
def batch():
    reunion = cast.mamagawa(name="真間川高校 還暦同窓会")
    member = cast.member(reunion, name="安藤")
    Member.objects.filter(user=member).update(surname="安藤", shown_since="2026-01-01T00:00:00Z")
    for number, name in enumerate(NAMES, 1):
        person = cast.classmate(reunion, f"{name} かな かな", number=number)
        lives_at(person, rest=f"{number}-2-3 コーポ桜{number}02")
    batch = make_batch(reunion)
    batch.sender_postal_code, batch.sender_address = "272-0826", "千葉県市川市真間1-2-3"
    batch.telephone = "047-000-0000（19時から21時）"
    batch.save()
    return batch


def pdf(batch, **details) -> bytes:
    file = io.BytesIO()
    assert write_pdf(batch, file, **details) == []
    return file.getvalue()


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("side", ["address", "message"])
def test_a_page_for_each_card_of_exactly_100_by_148_millimetres(batch, side):
    sizes = sizes_of(pdf(batch, side=side))
    assert [(round(wide, 2), round(high, 2)) for wide, high in sizes] == [(100, 148)] * 5


def test_every_name_and_address_is_found_by_a_search(batch):
    for card, text in zip(batch.cards.all(), texts_of(pdf(batch)), strict=True):
        found = bare(text)
        assert f"{card.family_name}{card.given_name}様" in found
        number, building = card.rest.split()
        assert vertical_address(f"千葉県市川市八幡{number}") in found
        assert vertical_address(building) in found
        assert "馬場様方" in found
        assert bare(f"No. {batch.pk}-{card.number}") in found


def test_the_message_side_says_what_it_must(batch):
    for card, text in zip(batch.cards.all(), texts_of(pdf(batch, side="message")), strict=True):
        found = bare(text)
        for words in (
            "真間川高校還暦同窓会", "真間川高等学校昭和58年3月卒", "ご家族の方へ", "発起人安藤",
            "047-000-0000（19時から21時）", "卒業アルバムの住所録から", "二度とお送りしません", "8,000円",
            "お返事は", f"{card.code[:5]}-{card.code[5:]}",
        ):  # fmt: skip
            assert words in found
        assert card.given_name not in found


def test_the_message_may_name_its_reader(batch):
    batch.message = "｛お名前｝｛敬称｝\n｛締め切り｝までに"
    first = texts_of(pdf(batch, side="message"))[0]
    assert "髙橋 茂様" in first


def edges(line: bytes, start: float, end: float) -> tuple[float, float]:
    """Where the inside of a frame begins and ends, in millimetres, seen from its middle."""
    middle = round((start + end) / 2 * DOTS)
    left, right = middle, middle
    while line[left] > 128:
        left -= 1
    while line[right] > 128:
        right += 1
    return (left + 1) / DOTS, right / DOTS


def test_the_boxes_lie_within_three_tenths_of_a_millimetre(batch):
    Card.objects.update(postal_code="")
    picture = picture_of(pdf(batch, stock="plain"), dots_a_millimetre=DOTS)
    across = picture.crop((0, 18 * DOTS, picture.width, 18 * DOTS + 1)).tobytes()
    for left in BOX_LEFTS:
        found = edges(across, left, left + BOX_WIDTH)
        assert abs(found[0] - left) < 0.3
        assert abs(found[1] - left - BOX_WIDTH) < 0.3
        middle = round((left + BOX_WIDTH / 2) * DOTS)
        down = picture.crop((middle, 0, middle + 1, picture.height)).tobytes()
        top, foot = edges(down, BOX_TOP, BOX_TOP + BOX_HEIGHT)
        assert abs(top - BOX_TOP) < 0.3
        assert abs(foot - BOX_TOP - BOX_HEIGHT) < 0.3


def test_on_an_official_card_there_are_only_the_figures(batch):
    assert "郵便はがき" in texts_of(pdf(batch, stock="plain"))[0]
    assert "郵便はがき" not in texts_of(pdf(batch, stock="official"))[0]
    Card.objects.update(postal_code="")
    assert is_empty(picture_of(pdf(batch)), 36, 0, 100, 24)


def is_empty(picture: Image.Image, left: float, top: float, right: float, foot: float) -> bool:
    part = picture.crop(tuple(round(side * 4) for side in (left, top, right, foot)))
    return part.getextrema()[0] > 250


def test_the_corner_for_the_stamp_and_the_foot_stay_free(batch):
    for page in range(5):
        picture = picture_of(pdf(batch, stock="plain"), page)
        assert is_empty(picture, 0, 0, 35, 70)
        assert is_empty(picture, 0, 138, 100, 148)
        assert is_empty(picture, 36, 8.5, 100, 11.3)


def test_nothing_of_the_message_side_runs_off_the_card(batch, settings):
    """Also where the telephone takes two lines, as with hours, and the address of the page is short."""
    settings.SITE_URL = "https://dosokai.example"
    for telephone in (
        "",
        "047-000-0000（19時から21時）",
        "047-000-0000（安藤、平日は19時から21時、土日は10時から21時）",
    ):
        batch.telephone = telephone
        picture = picture_of(pdf(batch, side="message"))
        assert not is_empty(picture, 0, 120, 100, 143)
        assert is_empty(picture, 0, 143.2, 100, 148)


def test_every_code_is_read_by_another_program_and_has_its_quiet_zone(batch, settings):
    data = pdf(batch, side="message")
    for page, card in enumerate(batch.cards.all()):
        picture = picture_of(data, page, dots_a_millimetre=DOTS)
        (code,) = zxingcpp.read_barcodes(picture)
        assert code.text == f"{settings.SITE_URL}/c/{card.code}/"
        corners = (code.position.top_left, code.position.bottom_right)
        left, top, right, foot = (each / DOTS for corner in corners for each in (corner.x, corner.y))
        quiet = 4 * (right - left) / 29
        assert right - left >= 18
        assert dark_share(picture, left - quiet, top - quiet, right + quiet, foot + quiet) == dark_share(
            picture, left - 0.3, top - 0.3, right + 0.3, foot + 0.3
        )


def dark_share(picture: Image.Image, left: float, top: float, right: float, foot: float) -> int:
    """How many dots are dark."""
    part = picture.crop(tuple(round(side * DOTS) for side in (left, top, right, foot)))
    return sum(1 for value in part.tobytes() if value < 128)


def test_a_printer_that_feeds_askew_is_met_by_a_shift(batch):
    Card.objects.update(postal_code="")
    batch.shift_x, batch.shift_y = 2, -1
    picture = picture_of(pdf(batch, stock="plain"), dots_a_millimetre=DOTS)
    across = picture.crop((0, 17 * DOTS, picture.width, 17 * DOTS + 1)).tobytes()
    assert abs(edges(across, 46.3, 52)[0] - 46.3) < 0.1


def test_the_test_page_bears_the_frames_and_nobodys_name(batch):
    file = io.BytesIO()
    write_test_page(batch, file)
    (text,) = texts_of(file.getvalue())
    assert "郵便はがき" in text
    assert "髙" not in text
    assert [(round(wide, 2), round(high, 2)) for wide, high in sizes_of(file.getvalue())] == [(100, 148)]


def test_what_cannot_be_printed_is_known_before(batch):
    assert missing_characters(batch) == {}
    Card.objects.filter(number=2).update(given_name="裕😀")
    Card.objects.filter(number=4).update(printed_address="😀ꙮ")
    assert missing_characters(batch) == {"😀": [2, 4], "ꙮ": [4]}


def test_the_same_queries_for_one_card_and_for_five(batch):
    counts = []
    for cards in (5, 1):
        batch.cards.filter(number__gt=cards).delete()
        with CaptureQueriesContext(connection) as captured:
            write_pdf(batch, io.BytesIO())
        counts.append(len(captured))
    assert counts[0] == counts[1]
