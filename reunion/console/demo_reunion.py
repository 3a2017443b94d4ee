"""The demo: an invented school, its yearbook, 120 replies and a committee of five.

Everything enters by the ways of a real reunion; only the people and the times are invented. Its members have
addresses that cannot exist, its reunion is marked as a demo, and so no mail of it leaves this machine.
Building it anew removes the old one first, and only ever a reunion that is marked as a demo.
"""

import datetime as dt
import io
import random
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

import reunion.registrations
import reunion.roster
from reunion.accounts.direct_mail import DEMO_DOMAIN
from reunion.accounts.models import User
from reunion.events.accounts import set_account
from reunion.events.founding import AccountText, found_reunion
from reunion.events.line_groups import set_groups
from reunion.events.models import Milestone, ProgramItem, Reunion, Venue, VenueBooking
from reunion.events.photos import add_photo
from reunion.events.refunds import set_steps
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail import demo_folder
from reunion.payments.closing.models import Receipt
from reunion.payments.models import Allocation, HandBookedPayment, Refund, SurplusMove
from reunion.postcards.models import Card, NextStationery
from reunion.postcards.stationery import for_next_batch
from reunion.registrations.models import Registration
from reunion.registrations.signing_up import Reply, register_teacher
from reunion.roster.models import Classmate, Homeroom, Teacher
from reunion.team.membership import add_member
from reunion.team.models import Member, Role
from reunion.team.showing import show

from . import demo_statement
from .demo_pictures import pictures

SLUG = "mamagawa-1983"
PASSWORD = "mamagawa-1983"
YEARBOOK = Path(reunion.roster.__file__).parent / "data" / SLUG / "yearbook.xlsx"
REPLIES = Path(reunion.registrations.__file__).parent / "data" / SLUG / "replies.csv"
ACCOUNT = AccountText("ゆうちょ銀行", "〇一八（ゼロイチハチ）店", "普通", "0000000", "ママガワドウソウカイ")
MEMBERS = (
    ("安藤", "ando", Role.ORGANIZER, ""),
    ("大西", "onishi", Role.SECRETARIAT, ""),
    ("鈴木", "suzuki", Role.TREASURER, ""),
    ("宮本", "miyamoto", Role.CLASS_STAFF, "B"),
    ("村田", "murata", Role.ORGANIZER, ""),  # confirms what the first proposes
)
SHOWN = {"ando": "A", "onishi": "C", "suzuki": "E"}  # those who agreed, with their own class
LINE_GROUPS = {
    "": "https://line.me/ti/g/otameshi-gakunen",
    "A": "https://line.me/ti/g/otameshi-3a",
    "B": "https://line.me/ti/g/otameshi-3b",
}
LINE_GROUP_OF_THE_STAFF = "https://line.me/ti/g/otameshi-staff"
TEACHERS = (
    ("原田", "正", "はらだ", "ただし", "A"),
    ("小林", "節子", "こばやし", "せつこ", "C"),
    ("山口", "治", "やまぐち", "おさむ", ""),
)
DAYS_AHEAD = 90
WEEKS_OF_SIGNUPS = 8


def day_of_the_demo(today: dt.date) -> dt.date:
    """The second Saturday of a February at least 90 days ahead."""
    for year in (today.year, today.year + 1, today.year + 2):
        first = dt.date(year, 2, 1)
        day = first + dt.timedelta(days=(5 - first.weekday()) % 7 + 7)
        if (day - today).days >= DAYS_AHEAD:
            return day
    raise AssertionError("three Februaries, and none is 90 days ahead")


def build(*, fresh: bool) -> bool:
    """Answers whether it was built; an existing demo stays unless `fresh`. Raises Refused."""
    existing = Reunion.objects.filter(slug=SLUG).first()
    if existing is not None and not existing.is_demo:
        raise Refused(f"「{SLUG}」は本物の同窓会です。お試し用には作り直せません。")
    if existing is not None and not fresh:
        return False
    with transaction.atomic():
        if existing is not None:
            remove(existing)
        demo = found()
        call_command("import_roster", str(YEARBOOK), reunion=SLUG, stdout=io.StringIO())
        appoint(demo)
        call_command("import_replies", str(REPLIES), reunion=SLUG, stdout=io.StringIO())
        spread_signups(demo)
        invite_teachers(demo)
        invite_to_line(demo)
        set_up_cards(demo)
        for caption, file in pictures():
            add_photo(demo, file=file, caption=caption, actor=None)
    demo_statement.write(demo, settings.VAR_DIR / "demo" / "statement.csv")
    return True


def found() -> Reunion:
    demo = found_reunion(
        SLUG,
        school="千葉県立真間川高等学校",
        graduated=(1983, 3),
        held_on=day_of_the_demo(timezone.localdate()),
        fee=8000,
        after_party_fee=4000,
        name="真間川高校 還暦同窓会",
    )
    demo.is_demo = True
    demo.greeting = (
        "卒業から四十年あまりがたちました。みなさんお変わりありませんか。\n"
        "還暦の節目に、なつかしい顔をそろえたいと思います。どうぞお気軽にお出かけください。"
    )
    demo.contact_email = f"kanji@{DEMO_DOMAIN}"
    demo.contact_phone = "047-000-0000（安藤、19時から21時）"
    demo.save()
    look_back(demo)
    describe_program(demo)
    set_account(demo, account=ACCOUNT)
    half_until = demo.held_on - dt.timedelta(days=7)
    set_steps(demo, steps=[(demo.signup_deadline, 100), (half_until, 50)], actor=None)
    venue = Venue.objects.create(
        name="ホテル市川ベイ",
        address="千葉県市川市市川1-0-0",
        access="JR市川駅 南口 徒歩2分",
        map_url="https://www.openstreetmap.org/?mlat=35.7288&mlon=139.9077#map=17/35.7288/139.9077",
        phone="047-000-0001",
    )
    VenueBooking.objects.create(
        reunion=demo,
        venue=venue,
        room="3階 葛飾の間",
        state=VenueBooking.State.BOOKED,
        seated=60,
        standing=100,
    )
    return demo


def look_back(demo: Reunion) -> None:
    """The room was booked before the page opened, and the page before the first sign-up."""
    opened = timezone.localdate() - dt.timedelta(days=WEEKS_OF_SIGNUPS * 7)
    for step, days_before in ((Milestone.Step.HOLD_ROOM, 60), (Milestone.Step.PAGE_OPENS, 0)):
        done = opened - dt.timedelta(days=days_before)
        demo.milestones.filter(step=step).update(done_on=done, due_on=done, moved_by_hand=True)


def set_up_cards(demo: Reunion) -> None:
    """Where cards that find nobody come back to; the address is invented."""
    sender = {"sender_postal_code": "272-0826", "sender_address": "千葉県市川市真間0-1-2 安藤方"}
    NextStationery.objects.create(reunion=demo, **(for_next_batch(demo) | sender))


def describe_program(demo: Reunion) -> None:
    Kind = ProgramItem.Kind
    for kind, place, note, places in (
        (Kind.SCHOOL_TOUR, "母校 正門に集合", "教室と体育館を見て回ります", None),
        (Kind.MAIN, "ホテル市川ベイ 3階 葛飾の間", "立食", None),
        (Kind.AFTER_PARTY, "ホテル市川ベイ 地下1階", "飲み物つき", 60),
    ):
        demo.program_items.filter(kind=kind).update(place=place, note=note, places=places)


def appoint(demo: Reunion) -> None:
    for name, address, role, rooms in MEMBERS:
        homerooms = Homeroom.objects.filter(cohort=demo.cohort, label__in=list(rooms))
        email = f"{address}@{DEMO_DOMAIN}"
        member = add_member(demo, email=email, name=name, role=role, homerooms=homerooms, actor=None)
        member.user.set_password(PASSWORD)
        member.user.save()
        if address in SHOWN:
            own_class = Homeroom.objects.filter(cohort=demo.cohort, label=SHOWN[address]).first()
            show(member, surname=name, homeroom=own_class, actor=member.user)


def invite_to_line(demo: Reunion) -> None:
    """Invented addresses, which lead to no group."""
    rooms = {room.label: room for room in Homeroom.objects.filter(cohort=demo.cohort)}
    invitations = {rooms.get(label): url for label, url in LINE_GROUPS.items()}
    set_groups(demo, invitations=invitations, of_the_staff=LINE_GROUP_OF_THE_STAFF, actor=None)


def spread_signups(demo: Reunion) -> None:
    """As if they had come in over the last weeks, more of them lately."""
    chance = random.Random(1983)
    now = timezone.now()
    registrations = list(Registration.objects.filter(reunion=demo).order_by("id"))
    ages = sorted((chance.random() ** 1.5 * WEEKS_OF_SIGNUPS * 7 for _ in registrations), reverse=True)
    for registration, days in zip(registrations, ages, strict=True):
        registration.signed_up_at = now - dt.timedelta(days=days)
    Registration.objects.bulk_update(registrations, ["signed_up_at"], batch_size=200)


def invite_teachers(demo: Reunion) -> None:
    organizer = User.objects.get(email=f"{MEMBERS[0][1]}@{DEMO_DOMAIN}")
    rooms = {room.label: room for room in Homeroom.objects.filter(cohort=demo.cohort)}
    for family_name, given_name, family_kana, given_kana, room in TEACHERS:
        teacher = Teacher.objects.create(
            cohort=demo.cohort,
            family_name=family_name,
            given_name=given_name,
            family_kana=family_kana,
            given_kana=given_kana,
            homeroom=rooms.get(room),
        )
        reply = Reply(
            attending=True, family_name=family_name, show_surname=True, channel=Registration.Channel.PAPER
        )
        register_teacher(demo, teacher=teacher, reply=reply, actor=organizer)


def remove(demo: Reunion) -> None:
    """The demo, its people and its photos; the roster too, unless another reunion uses it."""
    demo_folder.empty(demo)
    Receipt.objects.filter(reunion=demo).update(replaces=None)
    SurplusMove.objects.filter(giver__reunion=demo).delete()
    for kind in (Receipt, Refund, Allocation, HandBookedPayment):
        kind.objects.filter(registration__reunion=demo).delete()
    Card.objects.filter(batch__reunion=demo).delete()
    Registration.objects.filter(reunion=demo).delete()
    users = list(Member.objects.filter(reunion=demo).values_list("user_id", flat=True))
    venues = list(demo.venue_bookings.values_list("venue_id", flat=True))
    cohort = demo.cohort
    Entry.objects.filter(reunion_slug=demo.slug).delete()
    demo.delete()
    Venue.objects.filter(id__in=venues, bookings=None).delete()
    User.objects.filter(id__in=users, email__endswith=f"@{DEMO_DOMAIN}", memberships=None).delete()
    if not cohort.reunions.exists():
        Teacher.objects.filter(cohort=cohort).delete()
        Classmate.objects.filter(cohort=cohort).delete()
        cohort.delete()


def logins() -> list[str]:
    """A line each: role, name, address. Empty without a demo."""
    members = Member.objects.filter(reunion__slug=SLUG, reunion__is_demo=True).select_related("user")
    return [
        f"{member.get_role_display()} {member.name}: {member.user.email}" for member in members.order_by("id")
    ]
