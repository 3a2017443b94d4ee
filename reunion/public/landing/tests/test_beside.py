"""The files and pages beside the first page: calendar, preview, photos, flyer, privacy."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from reunion import cast
from reunion.events.models import Photo, ProgramItem, Reunion, Venue, VenueBooking
from reunion.events.photos import add_photo
from reunion.public.landing.asking import ask
from reunion.public.landing.preview import SIZE, Words, drawn, words_of
from reunion.team.models import Member

pytestmark = pytest.mark.django_db
DAY = dt.date(2099, 2, 14)


@pytest.fixture
def reunion():
    reunion = cast.mamagawa(held_on=DAY)
    Reunion.objects.update(contact_phone="047-000-0000（19時から）", contact_email="kanji@reunion.example")
    venue = Venue.objects.create(name="ホテル, 市川;ベイ", address="市川1-0-0", phone="047-000-0001")
    VenueBooking.objects.create(reunion=reunion, venue=venue, room="葛飾の間", state="booked")
    return reunion


@pytest.fixture
def photo(reunion, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (1600, 800)).save(file, "JPEG")
    return add_photo(reunion, file=file, caption="文化祭の3年A組", actor=None)


def event_of(client):
    answer = client.get("/mamagawa/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="mamagawa.ics"'
    return Calendar.from_ical(answer.content).walk("VEVENT")[0]


def test_the_calendar_entry_begins_as_the_page_says_and_ends_hours_after_the_last(client, reunion):
    event = event_of(client)
    tokyo = timezone.get_default_timezone()
    assert [event.decoded(when).astimezone(tokyo) for when in ("dtstart", "dtend")] == [
        dt.datetime(2099, 2, 14, 12, tzinfo=tokyo),
        dt.datetime(2099, 2, 14, 18, tzinfo=tokyo),
    ]
    assert str(event["summary"]) == "真間川高校 還暦同窓会"
    assert str(event["location"]) == "ホテル, 市川;ベイ 葛飾の間 市川1-0-0"
    assert str(event["url"]) == "https://reunion.example/mamagawa/"
    lines = str(event["description"]).splitlines()
    assert ("12:00 本会" in lines, lines[0].startswith("10:00 校内見学")) == (True, True)


def test_without_a_time_of_its_own_the_calendar_entry_begins_with_whatever_is_first(client, reunion):
    ProgramItem.objects.filter(kind="main").update(starts_at=None)
    tokyo = timezone.get_default_timezone()
    start = event_of(client).decoded("dtstart").astimezone(tokyo)
    assert start == dt.datetime(2099, 2, 14, 10, tzinfo=tokyo)


def test_the_calendar_entry_stays_the_same_one_when_the_day_changes(client, reunion):
    first = event_of(client)
    Reunion.objects.update(held_on=DAY + dt.timedelta(days=7), name="延期した会")
    second = event_of(client)
    assert (first["uid"], "dtstamp" in second) == (second["uid"], True)
    assert second.decoded("dtstart") - first.decoded("dtstart") == dt.timedelta(days=7)


def test_without_any_time_it_is_the_whole_day(client, reunion):
    ProgramItem.objects.update(starts_at=None)
    event = event_of(client)
    assert [event.decoded(when) for when in ("dtstart", "dtend")] == [DAY, DAY + dt.timedelta(days=1)]


def test_the_preview_is_a_picture_of_the_size_messengers_ask_for(client, reunion):
    answer = client.get("/mamagawa/preview.png")
    image = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], image.format, image.size) == ("image/png", "PNG", SIZE)
    assert len(answer.content) < 100_000
    again = client.get("/mamagawa/preview.png", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_its_address_changes_with_its_words(client, reunion):
    def address():
        page = client.get("/mamagawa/").content.decode()
        return re.search(r'<meta property="og:image" content="([^"]+)"', page)[1]

    first = address()
    assert first.startswith("https://reunion.example/mamagawa/preview.png?v=")
    Reunion.objects.update(held_on=DAY - dt.timedelta(days=1))
    assert address() != first


def test_the_preview_says_school_name_date_and_place(reunion):
    assert words_of(ask("mamagawa", today=timezone.localdate())) == Words(
        school="真間川高等学校 昭和58年3月卒",
        name="真間川高校 還暦同窓会",
        year="2099年（令和81年）",
        date="2月14日（土）",
        time="12:00から",
        place="ホテル, 市川;ベイ 葛飾の間",
    )


@pytest.mark.parametrize("length", [0, 1, 30, 80])
def test_long_words_stay_on_the_board(length):
    words = Words(*["永" * length for _field in range(6)])
    image = Image.open(io.BytesIO(drawn(words))).convert("RGB")
    right = image.crop((1130, 30, 1170, 560)).getcolors()
    assert [colour for _count, colour in right] == [image.getpixel((1140, 100))]


def test_link_previews_have_their_words(client, reunion):
    page = client.get("/mamagawa/").content.decode()
    assert '<meta property="og:title" content="真間川高校 還暦同窓会">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert "2099年2月14日（土） ホテル, 市川;ベイ 葛飾の間 会費 8,000円 お申し込みは1月24日（土）まで" in page


def test_photos_are_served_small_and_large_and_asked_for_each_time(client, photo):
    page = client.get("/mamagawa/").content.decode()
    addresses = re.findall(r"/mamagawa/photos/[^\" ]+", page)
    assert len(set(addresses)) == 2
    for address in addresses:
        answer = client.get(address)
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert answer["Cache-Control"] == "no-cache"
        assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
        assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"
    assert "640w" in page and "1600w" in page and 'loading="lazy"' in page and 'alt="文化祭の3年A組"' in page


def test_whoever_kept_a_photo_that_was_taken_back_is_told_so(client, photo):
    address = f"/mamagawa/{photo.small.name}"
    etag = client.get(address)["ETag"]
    Photo.objects.all().delete()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 404


def test_a_photo_is_gone_with_its_row_with_the_reunion_and_with_its_file(client, photo):
    address = f"/mamagawa/{photo.small.name}"
    assert client.get(address).status_code == 200
    cast.mamagawa("second")
    assert client.get(address.replace("mamagawa", "second")).status_code == 404
    Reunion.objects.filter(slug="mamagawa").update(state="draft")
    assert client.get(address).status_code == 404
    Reunion.objects.filter(slug="mamagawa").update(state="past")
    photo.small.storage.delete(photo.small.name)
    assert client.get(address).status_code == 404
    Photo.objects.all().delete()
    assert client.get(f"/mamagawa/{photo.large.name}").status_code == 404


@pytest.mark.parametrize("name", ["..%2f..%2freunion.sqlite3", "x", "x.jpg%00", "photos/x.jpg"])
def test_only_what_is_a_photo_is_served(client, photo, name):
    assert client.get(f"/mamagawa/photos/{name}").status_code == 404


def test_the_flyer_says_how_to_answer_and_shows_the_code(client, reunion):
    member = Member.objects.filter(user=cast.member(reunion))
    member.update(surname="安藤", shown_since=timezone.now())
    page = client.get("/mamagawa/print/").content.decode()
    day, address = "<b>2</b>月<b>14</b>日", "https://reunion.example/mamagawa/"
    for words in (day, address, "1月24日（土）まで", "047-000-0000", "安藤", "<svg"):
        assert words in page
    Reunion.objects.update(state="closed")
    assert "お返事の方法" not in client.get("/mamagawa/print/").content.decode()


def test_privacy_says_who_why_what_how_long_and_whom_to_ask(client, reunion):
    page = client.get("/mamagawa/privacy/").content.decode()
    for heading in (
        "何のために使うか",
        "何をお預かりするか",
        "だれが見るか",
        "案内ページに載るもの",
        "いつまで持つか",
        "見たい、直したい、消したいとき",
        "だれに尋ねるか",
    ):
        assert f"{heading}</h2>" in page
    assert 'href="tel:0470000000"' in page


@pytest.mark.parametrize("path", ["privacy/", "print/", "calendar.ics", "preview.png"])
def test_all_of_it_takes_one_query_and_a_draft_has_none_of_it(client, reunion, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/mamagawa/{path}").status_code == 200
    assert len(queries) == 1
    Reunion.objects.update(state="draft")
    assert client.get(f"/mamagawa/{path}").status_code == 404
