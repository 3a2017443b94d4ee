import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.closing.models import Expense, Settlement
from reunion.payments.closing.noting import correct, note, restore, strike
from reunion.payments.closing.proofs import opened
from reunion.payments.tests.closing.people import expense, income, move, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return cast.mamagawa()


@pytest.fixture
def user(reunion):
    return cast.member(reunion, "treasurer", name="石井 誠")


def files() -> list[str]:
    return sorted(default_storage.listdir("proofs")[1]) if default_storage.exists("proofs") else []


def photo_with_place() -> io.BytesIO:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRET-MAKER"
    Image.new("RGB", (3000, 2000), (200, 190, 170)).save(file, "JPEG", exif=exif)
    return file


def test_every_step_is_in_the_journal(reunion, user):
    row = note(expense(reunion, 50_000), actor=user)
    row.amount = 55_000
    correct(row, actor=user)
    restore(strike(row, actor=user), actor=user)
    note(income(reunion, 10_000), actor=user)
    move_row = note(move(reunion, 3000), actor=user)
    assert list(Entry.objects.filter(actor=user).order_by("pk").values_list("sentence", flat=True)) == [
        "支出「会場の手付け」50,000円を書きました",
        "支出「会場の手付け」55,000円に直しました",
        "支出「会場の手付け」55,000円を消しました",
        "支出「会場の手付け」55,000円を戻しました",
        "会費のほかの収入「原田先生のご祝儀」10,000円を書きました",
        f"現金の移動「{move_row}」3,000円を書きました",
    ]


def test_a_struck_row_stays_and_counts_no_more(reunion, user):
    row = strike(note(expense(reunion, 50_000), actor=user), actor=user)
    assert list(Expense.objects.all()) == [row]
    assert list(Expense.objects.standing()) == []
    with pytest.raises(Refused, match="もう消して"):
        strike(row, actor=user)
    with pytest.raises(Refused, match="戻してから"):
        correct(row, actor=user)
    restore(row, actor=user)
    with pytest.raises(Refused, match="もう戻して"):
        restore(row, actor=user)


def test_nothing_changes_once_the_books_are_closed(reunion, user):
    row = note(expense(reunion, 50_000), actor=user)
    Settlement.objects.create(reunion=reunion, closed_at="2027-03-01T10:00+09:00", figures={})
    for step in (
        lambda: note(expense(reunion, 1), actor=user),
        lambda: correct(row, actor=user),
        lambda: strike(row, actor=user),
    ):
        with pytest.raises(Refused, match="決算を閉じて"):
            step()
    assert Expense.objects.get().amount == 50_000


@pytest.mark.parametrize(
    "changes",
    [
        {"yen": 0},
        {"yen": 1, "paid_from": "advance"},
        {"yen": 1, "repaid_on": dt.date(2026, 12, 1), "repaid_from": "cash"},
        {"yen": 1, "paid_from": "advance", "advanced_by": "x", "repaid_on": dt.date(2026, 12, 1)},
    ],
)
def test_rows_that_make_no_sense_are_not_stored(reunion, user, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        note(expense(reunion, **changes), actor=user)


def test_a_photo_is_made_anew_and_tells_nothing_of_the_camera(reunion, user):
    row = note(expense(reunion, 1), proof=photo_with_place(), actor=user)
    file, kind = opened(row)
    data = file.read()
    file.close()
    assert kind == "image/jpeg"
    assert b"SECRET" not in data
    assert Image.open(io.BytesIO(data)).size == (1600, 1067)
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


def test_a_pdf_stays_as_it_came(reunion, user):
    row = note(expense(reunion, 1), proof=pdf(), actor=user)
    file, kind = opened(row)
    assert (file.read(), kind) == (pdf().getvalue(), "application/pdf")
    file.close()


HOSTILE = {
    "html": (b"<html><script>alert(1)</script>", "写真として読めません"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "写真として読めません"),
    "an empty file": (b"", "写真として読めません"),
    "a cut pdf": (b"%PDF-1.7\n" + b"x" * 2000, "途中で切れて"),
    "html before a pdf": (b"<script>x</script>%PDF-1.7\n%%EOF", "写真として読めません"),
    "a program": (b"MZ\x90\x00" + b"\0" * 500, "写真として読めません"),
    "a zip": (b"PK\x03\x04" + b"\0" * 500, "写真として読めません"),
    "a huge pdf": (b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024) + b"%%EOF", "10MBまで"),
    "a cut jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "写真として読めません"),
    "a gif": (b"GIF89a\x01\x00\x01\x00\x80\x00\x00", "写真として読めません"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_other_files_are_refused_and_nothing_stays(reunion, user, name):
    data, sentence = HOSTILE[name]
    with pytest.raises(Refused, match=sentence):
        note(expense(reunion, 1), proof=io.BytesIO(data), actor=user)
    assert (Expense.objects.count(), files()) == (0, [])


def test_the_name_of_a_file_means_nothing(reunion, user):
    file = photo_with_place()
    file.name = "../../etc/passwd.pdf"
    row = note(expense(reunion, 1), proof=file, actor=user)
    assert row.proof.name.startswith("proofs/")
    assert len(files()[0]) == len("0" * 32 + ".jpg")


def test_a_file_whose_row_is_refused_does_not_stay(reunion, user):
    Settlement.objects.create(reunion=reunion, closed_at="2027-03-01T10:00+09:00", figures={})
    with pytest.raises(Refused):
        note(expense(reunion, 1), proof=pdf(), actor=user)
    assert files() == []


@pytest.mark.django_db(transaction=True)
def test_files_go_with_their_row_and_with_a_newer_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reunion = cast.mamagawa()
    user = cast.member(reunion, "treasurer")
    row = note(expense(reunion, 1), proof=pdf(), actor=user)
    first = files()
    correct(row, proof=photo_with_place(), actor=user)
    assert len(files()) == 1
    assert files() != first
    row.delete()
    assert files() == []


def test_a_file_that_is_gone_is_not_there(reunion, user):
    row = note(expense(reunion, 1), proof=pdf(), actor=user)
    default_storage.delete(row.proof.name)
    assert opened(row) is None
    assert opened(expense(reunion, 1)) is None
