"""What is told at its time begins with the committee's words."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import LetterTemplate
from reunion.notices.addressees import Addressee, addressees
from reunion.notices.drafting import write_down
from reunion.notices.models import Announcement
from reunion.notices.occasions import is_time, readers_waiting, start_of, starts
from reunion.notices.wording import for_line, letter_of

Occasion = Announcement.Occasion


def begun(reunion, occasion, author=None) -> Announcement:
    draft = start_of(reunion, occasion=occasion)
    return write_down(reunion, draft=draft, submission=uuid.uuid4(), author=author)


def letters(announcement) -> list[str]:
    found = [one for one in addressees(announcement) if isinstance(one, Addressee)]
    return [letter_of(announcement, one).body for one in found]


def visitor(reunion):
    return cast.registration(
        reunion,
        teacher=cast.teacher(reunion),
        is_teacher=True,
        family_name="原田",
        email="teacher@example.jp",
    )


@pytest.mark.parametrize("occasion", Occasion)
def test_our_words_can_be_kept_as_they_are(mamagawa, occasion):
    cast.guest(mamagawa)
    visitor(mamagawa)
    announcement = begun(mamagawa, occasion)
    (body,) = letters(announcement)
    assert "｛" not in body
    assert body.count("お慶び申し上げます") == (1 if occasion.endswith("teacher") else 0)
    assert body.count("--\n真間川高校 還暦同窓会") == 1
    assert "■ このメールについて" not in body


def test_a_classmate_reads_their_own_program_and_what_to_bring(mamagawa):
    guest = cast.guest(mamagawa, items=("main", "after_party"))
    visitor(mamagawa)
    (body,) = letters(begun(mamagawa, Occasion.WEEK_BEFORE))
    assert body.startswith("高田 裕子 様\n\n真間川高校 還暦同窓会が近づきました。\n")
    assert "■ ご予定\n" in body and "二次会" in body
    assert (
        f"・申込番号　{guest.reference}（受付でお伺いします）\n・お手元にあれば、昔の写真や卒業アルバム"
        in body
    )


def test_for_line_there_is_the_whole_program_and_nothing_of_one_guest(mamagawa):
    text = for_line(begun(mamagawa, Occasion.WEEK_BEFORE))
    assert text.startswith("真間川高校 還暦同窓会が近づきました。\n")
    assert "本会" in text and "二次会" in text and "校内見学" in text
    for words in ("申込番号", "専用のページ", "みなさん様", "｛"):
        assert words not in text


def test_a_teacher_is_told_in_words_of_honour(mamagawa):
    cast.guest(mamagawa)
    visitor(mamagawa)
    (body,) = letters(begun(mamagawa, Occasion.WEEK_BEFORE_TEACHER))
    assert body.startswith(
        "原田 先生\n\n先生におかれましては、ますますご健勝のことと\nお慶び申し上げます。\n\n"
        "真間川高校 還暦同窓会が近づいてまいりました。\n"
    )


def test_the_committees_own_words_are_the_beginning(mamagawa):
    LetterTemplate.objects.create(
        reunion=mamagawa,
        name="week_before",
        subject="【{会の名前}】いよいよです",
        body="{お名前}さま\n\nいよいよです。\n\n{差出人}",
    )
    draft = start_of(mamagawa, occasion=Occasion.WEEK_BEFORE)
    assert (draft.subject, draft.text, draft.audience) == ("いよいよです", "いよいよです。", "classmates")


def test_the_subject_says_what_it_is_about_and_no_number(mamagawa):
    draft = start_of(mamagawa, occasion=Occasion.WEEK_BEFORE)
    assert draft.subject == "まもなく当日です"


@pytest.mark.parametrize(
    ("days_left", "occasion", "expected"),
    [
        (11, "week_before", False),
        (10, "week_before", True),
        (1, "week_before_teacher", True),
        (0, "week_before", False),
        (0, "thanks", False),
        (-1, "thanks", True),
        (-14, "thanks_teacher", True),
        (-15, "thanks", False),
    ],
)
def test_when_it_is_time(mamagawa, days_left, occasion, expected):
    mamagawa.held_on = timezone.localdate() + dt.timedelta(days=days_left)
    assert is_time(mamagawa, occasion) is expected


def test_the_desk_speaks_of_it_until_it_has_been_sent(mamagawa):
    mamagawa.held_on = timezone.localdate() + dt.timedelta(days=7)
    cast.guest(mamagawa)
    visitor(mamagawa)
    waiting = {occasion: readers_waiting(mamagawa, occasion=occasion).count() for occasion in Occasion}
    assert waiting == {"week_before": 1, "week_before_teacher": 1, "thanks": 0, "thanks_teacher": 0}
    announcement = begun(mamagawa, Occasion.WEEK_BEFORE)
    assert readers_waiting(mamagawa, occasion="week_before").count() == 1
    announcement.state = Announcement.State.SENDING
    announcement.save()
    assert readers_waiting(mamagawa, occasion="week_before").count() == 0
    assert [start.is_sent for start in starts(mamagawa)] == [True, False, False, False]
