"""A small named cast for tests: the same few people everywhere, so that a test reads like the story."""

import datetime as dt
import io

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from reunion.accounts.models import User
from reunion.cast_rows import fill_the_ledger, fill_the_post_room
from reunion.events.founding import AccountText, found_reunion
from reunion.events.models import AccountChange, LineGroup, RefundStep, Reunion, Venue
from reunion.events.photos import add_photo
from reunion.journal.models import Entry
from reunion.keeping.models import Agreement, Forgetting
from reunion.lib.check_digit import FIRST_SERIAL, with_check_digit
from reunion.mail.models import Attempt, InboundLetter, Message
from reunion.notices.models import Announcement
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.payments.closing.models import (
    BudgetLine,
    CashMove,
    Expense,
    OtherIncome,
    Receipt,
    Settlement,
)
from reunion.payments.models import SurplusMove
from reunion.postcards.models import Batch, Card, NextStationery, Printout
from reunion.registrations.models import ChosenItem, Companion, Consent, Registration, State
from reunion.roster.models import (
    Classmate,
    Club,
    ContactPoint,
    Homeroom,
    MergedRow,
    RosterUpload,
    SetApart,
    Teacher,
    UploadedRow,
    YearbookAddress,
)
from reunion.team.models import CalendarAddress, Member, Role

ACCOUNT = AccountText("ゆうちょ銀行", "〇一八店", "普通", "1234567", "ママガワドウソウカイ")


def mamagawa(slug: str = "mamagawa", **changes) -> Reunion:
    """An open reunion 90 days ahead: 8,000 yen, after-party 4,000 yen, with an account."""
    details = {
        "school": "真間川高等学校",
        "graduated": (1983, 3),
        "held_on": timezone.localdate() + dt.timedelta(days=90),
        "fee": 8000,
        "after_party_fee": 4000,
        "account": ACCOUNT,
        "name": "真間川高校 還暦同窓会",
    }
    return found_reunion(slug, **(details | changes))


def homeroom(reunion: Reunion, label: str = "A") -> Homeroom:
    return Homeroom.objects.get_or_create(cohort=reunion.cohort, grade="3", label=label)[0]


def classmate(
    reunion: Reunion, names: str = "高田 裕子 たかだ ゆうこ", *, room: str = "A", **changes
) -> Classmate:
    """`names` is family, given and their kana, with spaces between."""
    family_name, given_name, family_kana, given_kana = names.split()
    return Classmate.objects.create(
        cohort=reunion.cohort,
        homeroom=homeroom(reunion, room),
        **{
            "family_name": family_name,
            "given_name": given_name,
            "family_kana": family_kana,
            "given_kana": given_kana,
        }
        | changes,
    )


def teacher(reunion: Reunion, **changes) -> Teacher:
    details = {"family_name": "原田", "given_name": "正", "family_kana": "はらだ", "given_kana": "ただし"}
    return Teacher.objects.create(cohort=reunion.cohort, **(details | changes))


def member(reunion: Reunion, role: str = Role.ORGANIZER, *, name: str = "", rooms: str = "") -> User:
    """A signed-up committee member; `rooms` are the homerooms of class staff, such as "AB"."""
    user = User.objects.create_user(
        f"{role}-{User.objects.count()}@committee.example",
        "correct horse battery",
        name=name or str(Role(role).label),
    )
    seat = Member.objects.create(user=user, reunion=reunion, role=role)
    seat.homerooms.set(homeroom(reunion, label) for label in rooms)
    return user


def guest(
    reunion: Reunion,
    names: str = "高田 裕子 たかだ ゆうこ",
    *,
    room: str = "A",
    items: tuple[str, ...] = ("main",),
    reference: str = "",
    **changes,
) -> Registration:
    """A classmate who has signed up and comes to these program items; `changes` are of the registration."""
    person = changes.pop("classmate", None) or classmate(reunion, names, room=room)
    number = reference or with_check_digit(FIRST_SERIAL + reunion.registrations.count())
    family_name, given_name, family_kana, given_kana = names.split()
    details = {
        "reference": number,
        "state": State.COMING,
        "attending": True,
        "homeroom": person.homeroom,
        "classmate": person,
        "family_name": family_name,
        "given_name": given_name,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "email": f"guest{number}@example.jp",
    }
    registration = Registration.objects.create(reunion=reunion, **(details | changes))
    for item in reunion.program_items.filter(kind__in=items):
        ChosenItem.objects.create(registration=registration, item=item, fee=item.fee)
    return registration


def picture() -> io.BytesIO:
    """A small photo as it is uploaded."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), (36, 80, 60)).save(file, "JPEG")
    return file


def full_house(secret: str = "秘", *, number: int = 777, slug: str = "mamagawa", **changes) -> Reunion:
    """At least one row in every table; of those who come only 秋山 has agreed to be shown by surname.

    A second house beside it has another slug and other numbers.
    """
    reunion = mamagawa(slug, **changes)
    shown = classmate(reunion, "秋山 裕子 あきやま ゆうこ", number=number)
    hidden = classmate(reunion, f"{secret}田 茂 いけだ しげる", number=number)
    visitor = teacher(reunion, family_name=f"{secret}原")
    shown.clubs.add(Club.objects.get_or_create(cohort=reunion.cohort, name="演劇部")[0])
    ContactPoint.objects.create(classmate=shown, kind="mail", value="x", told_by="x")
    YearbookAddress.objects.create(classmate=shown, printed_address="x")
    MergedRow.objects.create(classmate=shown, mark=slug[:16])
    SetApart.objects.create(first=shown, second=hidden)
    upload = RosterUpload.objects.create(cohort=reunion.cohort, reunion_slug=reunion.slug, file_name="x")
    UploadedRow.objects.create(upload=upload, place=0, row=2, kind="new", name="x")
    RefundStep.objects.create(reunion=reunion, until=reunion.signup_deadline, percent=100)
    AccountChange.objects.create(reunion=reunion, **vars(ACCOUNT), outcome="discarded")
    reunion.invitations.create(name="x", email="x", role="organizer", code=slug, valid_until=timezone.now())
    LineGroup.objects.create(reunion=reunion, invitation_url="https://line.me/ti/g/x")
    LineGroup.objects.create(reunion=reunion, for_staff=True, invitation_url="https://line.me/ti/g/staff")
    add_photo(reunion, file=picture(), caption="x", actor=None)
    reunion.plan_changes.create(was_place="x")
    hall = Venue.objects.create(name="会場")
    hall.bookings.create(reunion=reunion, state="booked").cancellation_steps.create(days_before=9, percent=9)
    first = registration(reunion, classmate=shown, show_surname=True)
    other = registration(reunion, classmate=hidden)
    registration(reunion, teacher=visitor)
    registration(reunion, state=State.WAITING, show_surname=True)
    ChosenItem.objects.create(registration=first, item=reunion.program_items.first(), fee=number)
    Companion.objects.create(registration=first, name="x")
    Consent.objects.create(registration=first, purpose="privacy", wording="x")
    InboundLetter.objects.create(reunion=reunion, name="x", text="x")
    message = Message.objects.create(reunion=reunion, key=slug, message_id=slug, recipient=slug)
    Attempt.objects.create(message=message, outcome="sent")
    fill_the_post_room(message)
    ContactLog.objects.create(reunion=reunion, registration=first, way="line", result="told", note="x")
    Announcement.objects.create(reunion=reunion, subject="x", text="x", audience="all")
    fill_the_ledger(first, number)
    SurplusMove.objects.create(giver=first, taker=other, amount=number)
    fill_the_books(first, number)
    link = SignupLink.objects.create(reunion=reunion, classmate=shown, code=slug[:10])
    FamilyAnswer.objects.create(link=link, what="told", note="x")
    NextStationery.objects.create(reunion=reunion, sender_name="x")
    batch = Batch.objects.create(reunion=reunion, name="x", made_by=member(reunion))
    CalendarAddress.objects.create(member=batch.made_by.memberships.get(), token=secret)
    Card.objects.create(batch=batch, number=1, classmate=shown, family_name="x", printed_address="x")
    Printout.objects.create(batch=batch, what="address", total=1)
    Entry.objects.create(reunion_slug=slug, thing="x", action="x", sentence="x")
    Agreement.objects.create(classmate=shown, wording="x", given_at=timezone.now())
    Forgetting.objects.create(reunion=reunion)
    return reunion


def registration(reunion: Reunion, *, state: str = State.COMING, **details) -> Registration:
    """Somebody who says they come; whose it is, the caller says."""
    count = Registration.objects.filter(reunion=reunion).count()
    details = {"reference": f"{1000 + count}", "attending": True, "family_name": "x"} | details
    return Registration.objects.create(reunion=reunion, state=state, **details)


def fill_the_books(registration: Registration, amount: int) -> None:
    """A row of everything the treasurer writes down."""
    reunion, day = registration.reunion, timezone.localdate()
    written = {"number": 1, "amount": amount, "received_on": day, "addressee": "x", "proviso": "x"}
    Receipt.objects.create(reunion=reunion, registration=registration, **written)
    bill = {"paid_on": day, "what": "x", "category": "venue", "paid_from": "account", "amount": amount}
    Expense.objects.create(reunion=reunion, proof=ContentFile(b"x", name="x.pdf"), **bill)
    gift = {"received_on": day, "kind": "donation", "put_into": "account", "amount": amount}
    OtherIncome.objects.create(reunion=reunion, **gift)
    CashMove.objects.create(reunion=reunion, moved_on=day, moved_to="account", amount=amount)
    BudgetLine.objects.create(reunion=reunion, head="fees", amount=amount)
    Settlement.objects.create(reunion=reunion)
