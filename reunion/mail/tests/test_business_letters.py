import datetime as dt
import uuid

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Milestone, Venue
from reunion.journal.models import Entry
from reunion.lib.pdf.tests.reading import sizes_of, texts_of
from reunion.lib.refused import Refused
from reunion.mail.business_letters import Written, doubts, keep, start_of
from reunion.mail.business_paper import business_pdf, day_on_paper
from reunion.mail.mime import as_mail
from reunion.mail.models import Business, BusinessLetter, Message

pytestmark = pytest.mark.django_db
VALUES = {"部屋": "ホテル 葛飾の間", "見込み": "72名から120名", "いまの人数": "95名"}
WORDS = Written("人数の件", "お世話になります。\n\n95名です。")


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def writer(reunion):
    return cast.member(reunion, name="安藤")


@pytest.fixture
def hotel(reunion):
    venue = Venue.objects.create(name="ホテル市川ベイ")
    return Business.objects.create(
        reunion=reunion, venue=venue, name="ホテル市川ベイ", person="佐藤", email="banquet@hotel.example"
    )


def sent(business, writer, words=WORDS, **changes):
    details = {"purpose": "other", "by_mail": True, "submission": uuid.uuid4()}
    return keep(business, words=words, writer=writer, **(details | changes))


@pytest.mark.parametrize("purpose", BusinessLetter.Purpose.values)
@pytest.mark.parametrize("formal", [False, True])
@pytest.mark.parametrize("before", [False, True])
def test_our_own_words_are_whole_and_never_pointed_out(hotel, writer, purpose, formal, before):
    if before:
        sent(hotel, writer)
    start = start_of(hotel, purpose=purpose, formal=formal, values=VALUES)
    assert doubts(hotel, start.text) == []
    assert not set("{}｛｝") & set(start.subject + start.text)
    assert start.text.startswith(
        "拝啓　" if formal else "お世話になっております。" if before else "お世話になります。"
    )
    assert start.text.endswith("敬具") == formal
    assert len(start.subject) <= 30


def test_the_number_of_guests_stands_in_the_letter_about_it(hotel):
    assert "■ 人数\n95名" in start_of(hotel, purpose="heads", formal=False, values=VALUES).text


def test_what_is_not_known_leaves_no_hole(hotel):
    text = start_of(hotel, purpose="hold", formal=False, values=VALUES | {"部屋": ""}).text
    assert "■ 部屋" not in text
    assert "\n\n\n" not in text


def test_the_mail_is_addressed_signed_and_answers_come_to_the_writer(hotel, writer):
    letter = sent(hotel, writer)
    message = letter.message
    assert message.body.startswith("ホテル市川ベイ\n佐藤 様\n\nお世話になります。\n\n95名です。\n\n---")
    assert message.body.endswith(f"\n真間川高校 還暦同窓会\n幹事　安藤\nメール　{writer.email}\n")
    assert (message.recipient, message.reply_to) == ("banquet@hotel.example", writer.email)
    assert message.from_address.startswith('"安藤（真間川高校 還暦同窓会）"')
    assert "Auto-Submitted" not in as_mail(message).extra_headers
    assert Entry.objects.about(letter).get().sentence == "ホテル市川ベイにメールを書きました（人数の件）"


def test_the_same_press_twice_is_one_letter(hotel, writer):
    press = uuid.uuid4()
    assert sent(hotel, writer, submission=press) == sent(hotel, writer, submission=press)
    assert (BusinessLetter.objects.count(), Message.objects.count()) == (1, 1)


def test_the_second_letter_opens_otherwise(hotel, writer):
    assert doubts(hotel, WORDS.text) == []
    sent(hotel, writer)
    assert doubts(hotel, WORDS.text) == ["前にも便りを出した相手です。「お世話になっております」で始めます。"]
    again = start_of(hotel, purpose="thanks", formal=False, values=VALUES)
    assert again.text.startswith("お世話になっております。")


def test_without_an_address_only_paper_goes(hotel, writer):
    hotel.email = ""
    hotel.save()
    with pytest.raises(Refused, match="紙にして送ります"):
        sent(hotel, writer)
    letter = sent(hotel, writer, by_mail=False)
    assert (letter.message, Message.objects.count()) == (None, 0)


def test_what_was_sent_stays_though_the_address_changes(hotel, writer):
    letter = sent(hotel, writer)
    hotel.name = "別の店"
    hotel.save()
    letter.refresh_from_db()
    assert letter.addressee == "ホテル市川ベイ\n佐藤 様"


@pytest.mark.parametrize(
    ("purpose", "of_a_venue", "days", "is_done"),
    [
        ("heads", True, 21, True),
        ("heads", True, 22, False),
        ("heads", False, 5, False),
        ("thanks", True, 5, False),
    ],
)
def test_near_its_last_day_the_number_told_to_the_venue_does_the_step(
    hotel, writer, purpose, of_a_venue, days, is_done
):
    step = Milestone.objects.filter(step="guarantee")
    step.update(due_on=timezone.localdate() + dt.timedelta(days=days))
    if not of_a_venue:
        hotel.venue = None
        hotel.save()
    sent(hotel, writer, purpose=purpose)
    assert step.get().is_done == is_done


def test_on_paper_it_is_a4_with_the_day_addressee_and_last_word(hotel, writer):
    start = start_of(hotel, purpose="quote", formal=True, values=VALUES)
    letter = sent(hotel, writer, start, by_mail=False)
    data = business_pdf(letter)
    assert {tuple(round(side, 1) for side in size) for size in sizes_of(data)} == {(210.0, 297.0)}
    text = "".join(texts_of(data))
    for words in (
        day_on_paper(timezone.localdate()),
        "佐藤 様",
        "同窓会の会場のお見積りのお願い",
        "拝啓",
        "敬具",
        "安藤",
    ):
        assert words in text


def test_a_year_is_that_of_the_era():
    assert day_on_paper(dt.date(2026, 11, 24)) == "令和8年11月24日"
