"""A small named cast for tests: the same few people everywhere, so that a test reads like the story."""

import datetime as dt

from django.utils import timezone

from reunion.accounts.models import User
from reunion.events.founding import AccountText, found_reunion
from reunion.events.models import Reunion
from reunion.lib.check_digit import FIRST_SERIAL, with_check_digit
from reunion.registrations.models import ChosenItem, Registration, State
from reunion.roster.models import Classmate, Homeroom, Teacher
from reunion.team.models import Member, Role

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
