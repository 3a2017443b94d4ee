"""An announcement to ten thousand, and the pages of the desk while it is on its way.

Nothing is delivered: no worker runs. The press and the writing are timed apart, the room of the writing is
compared with that of a tenth. Then the pages a committee looks at meanwhile: the announcement, its letters,
the outbox; and the follow-up board with thousands who have given no sign.
"""

import datetime as dt
import time
import tracemalloc
import uuid
from collections.abc import Iterator, Sequence

from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.figures import Figure
from bench.filling import founded, organizer_of, with_classmates, with_letters, with_registrations
from bench.sizes import Sizes
from bench.staff_pages import MOST_QUERIES, MOST_SECONDS, milliseconds, timed
from reunion.mail.models import Message
from reunion.notices.drafting import Draft, write_down
from reunion.notices.models import Announcement
from reunion.notices.sending import send
from reunion.notices.writing import write
from reunion.registrations.models import State

MOST_TO_QUEUE = 10  # seconds
MORE_ROOM = 3  # MB
SILENT_DAYS = 9
TEXT = "｛お名前｝さん\n\n会場と時間が決まりました。\n\n■ 会場\n｛会場｝\n\n■ 専用ページ\n｛専用ページ｝"


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    few, many = written_to(sizes.recipients // 10, 41), written_to(sizes.recipients, 42)
    yield queued(many, sizes)
    room = f"{many.megabytes:.1f} MB ({few.megabytes:.1f} for a tenth)"
    more = many.megabytes - few.megabytes
    yield Figure("announcement: room to write it", room, f"at most {MORE_ROOM} MB more", more <= MORE_ROOM)
    desk, number = f"/staff/{many.announcement.reunion.slug}", many.announcement.pk
    pages = {
        "announcement: its page": f"{desk}/notices/{number}/",
        "announcement: its letters": f"{desk}/notices/{number}/letters/",
        "announcement: the last of its letters": f"{desk}/notices/{number}/letters/?page=999999",
        "outbox: the first page": f"{desk}/mail/",
        "outbox: the last page": f"{desk}/mail/?page=999999",
    }
    yield from (figure_of(title, address, many.organizer, sizes) for title, address in pages.items())
    yield board_of_silent(sizes)


class Written:
    """One announcement to everybody who comes; how long the press and the writing took, and in what room."""

    def __init__(self, announcement: Announcement, organizer, people: int):
        self.announcement, self.organizer = announcement, organizer
        start = time.perf_counter()
        send(announcement, people=people, actor=organizer)
        self.pressed = time.perf_counter() - start
        start = time.perf_counter()
        write(announcement.pk)
        self.queued = time.perf_counter() - start
        self.rows = Message.objects.filter(batch=announcement.batch).count()
        self.megabytes = room_to_write_again(announcement)


def written_to(people: int, number: int) -> Written:
    reunion = founded(f"bench-announcement-{people}", number)
    organizer = organizer_of(reunion)
    with_registrations(reunion, with_classmates(reunion, people), states=[State.COMING])
    analyse()
    draft = Draft("会場のお知らせ", TEXT, "coming")
    announcement = write_down(reunion, draft=draft, submission=uuid.uuid4(), author=organizer)
    return Written(announcement, organizer, people)


def room_to_write_again(announcement: Announcement) -> float:
    """MB at its highest; apart from the timing, which watching would slow down."""
    Message.objects.filter(batch=announcement.batch).delete()
    Announcement.objects.filter(pk=announcement.pk).update(written_at=None)
    tracemalloc.start()
    write(announcement.pk)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 1_000_000


def queued(written: Written, sizes: Sizes) -> Figure:
    seconds = written.pressed + written.queued
    measured = f"{seconds:.1f} s, of which the press {written.pressed:.1f} s; {written.rows} letters"
    whole = written.rows == sizes.recipients
    title = f"announcement: {sizes.recipients} letters in the outbox"
    return Figure(title, measured, f"< {MOST_TO_QUEUE} s, all", whole and seconds < MOST_TO_QUEUE)


def figure_of(title: str, address: str, organizer, sizes: Sizes) -> Figure:
    client = Client()
    client.force_login(organizer)
    page = timed(client, address, sizes)
    ok = page.queries <= MOST_QUERIES and page.slow <= MOST_SECONDS
    measured = f"{page.queries} queries, {milliseconds(page)}"
    return Figure(title, measured, f"≤ {MOST_QUERIES}; p95 ≤ 300 ms", ok)


def board_of_silent(sizes: Sizes) -> Figure:
    reunion = founded("bench-silent", 43)
    rows = with_registrations(reunion, with_classmates(reunion, sizes.silent), states=[State.COMING])
    with_letters(rows)
    long_ago = timezone.now() - dt.timedelta(days=SILENT_DAYS)
    letters = Message.objects.filter(reunion=reunion)
    letters.update(created_at=long_ago)
    letters.filter(state="sent").update(sent_at=long_ago)
    analyse()
    address = f"/staff/{reunion.slug}/outreach/"
    del rows
    return figure_of(f"board: {sizes.silent} without a sign", address, organizer_of(reunion), sizes)


def analyse() -> None:
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
