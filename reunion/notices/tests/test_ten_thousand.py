"""Ten thousand recipients: written in under ten seconds, in the same room as one thousand."""

import time
import tracemalloc

from reunion import cast
from reunion.mail.models import Message
from reunion.notices.sending import send
from reunion.notices.writing import write
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate

TEXT = (
    "｛お名前｝さん\n\nお元気ですか。会場と時間が決まりましたので、お知らせします。\n\n"
    "■ 会場\n｛会場｝\n\n■ 専用ページ\n｛専用ページ｝\n\n"
    + "当日は名札をご用意します。昔の写真をお持ちの方は、どうぞお持ちください。\n"
    * 10
)
ROOM = 3_000_000


def many_guests(reunion, count: int) -> None:
    room = cast.homeroom(reunion)
    people = Classmate.objects.bulk_create(
        [
            Classmate(
                cohort=reunion.cohort,
                homeroom=room,
                number=number % 30000,
                family_name=f"高田{reunion.pk}の{number}",
            )
            for number in range(count)
        ],
        batch_size=1000,
    )
    Registration.objects.bulk_create(
        [
            Registration(
                reunion=reunion,
                reference=str(100_000 + number),
                state="coming",
                attending=True,
                family_name=person.family_name,
                classmate=person,
                email=f"guest{number}@docomo.ne.jp",
                note="長いひとことです。" * 20,
            )
            for number, person in enumerate(people)
        ],
        batch_size=1000,
    )


def most_room(announcement) -> int:
    tracemalloc.start()
    write(announcement.pk)
    room = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return room


def test_ten_thousand_are_queued_in_under_ten_seconds(mamagawa, announce, organizer):
    many_guests(mamagawa, 10_000)
    announcement = announce(text=TEXT)
    start = time.monotonic()
    send(announcement, people=10_000, actor=organizer)
    pressed = time.monotonic() - start
    write(announcement.pk)
    seconds = time.monotonic() - start
    assert Message.objects.filter(batch=announcement.batch, state="queued").count() == 10_000
    print(f"pressed {pressed:.2f} s, queued {seconds:.2f} s")
    assert seconds < 10


def test_ten_thousand_need_hardly_more_room_than_one_thousand(mamagawa, announce, organizer):
    many_guests(mamagawa, 1000)
    few = most_room(send(announce(text=TEXT), people=1000, actor=organizer))
    other = cast.mamagawa("other")
    many_guests(other, 10_000)
    announcement = announce(text=TEXT + "。")
    announcement.reunion = other
    announcement.save()
    many = most_room(send(announcement, people=10_000, actor=organizer))
    print(f"room {few} {many}")
    assert many - few < ROOM
