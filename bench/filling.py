"""Reunions filled with invented people: a third has signed up, nine in ten of those have paid.

Rows are written straight into the tables, many at once; proposals come from the real matching.
"""

import datetime as dt
from itertools import islice

from django.utils import timezone

from bench.invented import Name, names
from bench.old_addresses import old_addresses
from reunion.accounts.models import User
from reunion.events.founding import AccountText, found_reunion
from reunion.events.models import Reunion, Venue, VenueBooking
from reunion.journal.models import Entry
from reunion.lib.check_digit import FIRST_SERIAL, with_check_digit
from reunion.mail.models import Attempt, Message, about
from reunion.payments.models import Allocation, Statement, StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.registrations.models import ChosenItem, Registration, State
from reunion.roster.models import Classmate, ContactPoint, Homeroom, YearbookAddress
from reunion.team.models import Member, Role

ACCOUNT = AccountText("ゆうちょ銀行", "〇一八店", "普通", "1234567", "ママガワドウソウカイ")
CLASS_SIZE = 40
AT_ONCE = 1000
# Of twenty who sign up: one waits, one has cancelled, two decline, all others come.
STATES = [State.WAITING, State.CANCELLED, State.DECLINED, State.DECLINED, *[State.COMING] * 16]


def founded(slug: str, number: int) -> Reunion:
    """An open reunion of a school of its own, in a booked venue."""
    reunion = found_reunion(
        slug,
        school=f"真間川第{number}高等学校",
        graduated=(1983, 3),
        held_on=timezone.localdate() + dt.timedelta(days=90),
        fee=8000,
        after_party_fee=4000,
        account=ACCOUNT,
    )
    venue = Venue.objects.create(name="真間川会館", address="千葉県市川市八幡3-4-5", access="駅から歩いて5分")
    VenueBooking.objects.create(reunion=reunion, venue=venue, state="booked", seated=100)
    return reunion


def organizer_of(reunion: Reunion) -> User:
    user, _new = User.objects.get_or_create(email="organizer@bench.example", defaults={"name": "山田 正男"})
    Member.objects.get_or_create(user=user, reunion=reunion, defaults={"role": Role.ORGANIZER})
    return user


def with_classmates(reunion: Reunion, count: int) -> list[Classmate]:
    """Forty in a class, each with an address in the yearbook, a fifth with a mail address of today."""
    cohort = reunion.cohort
    labels = [str(number) for number in range(1, -(-count // CLASS_SIZE) + 1)]
    rooms = Homeroom.objects.bulk_create(Homeroom(cohort=cohort, label=label) for label in labels)
    people = Classmate.objects.bulk_create(
        (
            Classmate(
                cohort=cohort,
                homeroom=rooms[place // CLASS_SIZE],
                number=place % CLASS_SIZE + 1,
                **_named(name),
            )
            for place, name in enumerate(islice(names(), count))
        ),
        batch_size=AT_ONCE,
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(classmate=person, kind="mail", value=f"person{person.pk}@mail.example")
        for person in people[::5]
    )
    YearbookAddress.objects.bulk_create(
        (
            YearbookAddress(classmate=person, printed_code=code, printed_address=address, **_today(person))
            for person, (code, address) in zip(people, old_addresses(), strict=False)
        ),
        batch_size=AT_ONCE,
    )
    return people


def _named(name: Name) -> dict:
    return {
        "family_name": name.family,
        "given_name": name.given,
        "family_kana": name.family_kana,
        "given_kana": name.given_kana,
    }


def _today(person: Classmate) -> dict:
    if person.pk % 3:
        return {"grade": "unclear"}
    place = {"postal_code": "2720021", "prefecture": "千葉県", "municipality": "市川市", "town": "八幡"}
    return {"grade": "certain", "rest": f"3丁目{person.pk} 真間川ハイツ201", **place}


def with_registrations(reunion: Reunion, people: list[Classmate], states=STATES) -> list[Registration]:
    """One for each of these people; all who come agreed to be named, half go to the after-party too."""
    rows = Registration.objects.bulk_create(
        (_registration(reunion, person, place, states) for place, person in enumerate(people)),
        batch_size=AT_ONCE,
    )
    program = {item.kind: item for item in reunion.program_items.all()}
    chosen = [(row, program["main"]) for row in rows if row.attending]
    chosen += [(row, program["after_party"]) for row in rows[::2] if row.attending]
    ChosenItem.objects.bulk_create(
        (ChosenItem(registration=row, item=item, fee=item.fee) for row, item in chosen), batch_size=AT_ONCE
    )
    return rows


def _registration(reunion: Reunion, person: Classmate, place: int, states) -> Registration:
    state = states[place % len(states)]
    waits = state == State.WAITING
    names_of = ("family_name", "given_name", "family_kana", "given_kana")
    return Registration(
        reunion=reunion,
        reference=with_check_digit(FIRST_SERIAL + place),
        state=state,
        attending=state != State.DECLINED,
        homeroom_id=person.homeroom_id,
        classmate=None if waits else person,
        waiting_reason="名簿に同じ名前の人が2人以上います" if waits else "",
        email=f"guest{place}@mail.example",
        show_surname=True,
        **{name: getattr(person, name) for name in names_of},
    )


def with_letters(rows: list[Registration]) -> None:
    letters = Message.objects.bulk_create(map(_letter, rows), batch_size=AT_ONCE)
    Attempt.objects.bulk_create(
        (Attempt(message=letter, outcome="sent") for letter in letters), batch_size=AT_ONCE
    )
    Entry.objects.bulk_create(
        (
            Entry(thing=about(row), action="register", sentence="申込", reunion_slug=row.reunion.slug)
            for row in rows
        ),
        batch_size=AT_ONCE,
    )


def _letter(row: Registration) -> Message:
    sent = row.pk % 10 > 0
    return Message(
        reunion_id=row.reunion_id,
        key=f"bank-info:{row.pk}:1",
        kind="bank-info",
        about=about(row),
        recipient=row.email,
        recipient_name=row.school_name,
        subject="会費のお支払いについて",
        body="ご連絡ありがとうございます。" * 40,
        from_address='"会" <reunion@bench.example>',
        message_id=f"<{row.pk}@bench.example>",
        risk="carrier" if row.pk % 4 == 0 else "none",
        state="sent" if sent else "held",
        sent_at=timezone.now() if sent else None,
    )


def with_deposits(
    reunion: Reunion,
    rows: list[Registration],
    *,
    organizer: User,
    payers: list[Registration] | None = None,
) -> None:
    """One line for nine in ten, or for all `payers`; the first half is booked, the rest has its proposals."""
    statement = Statement.objects.create(
        reunion=reunion, file_name="statement.csv", digest="bench", bank="ゆうちょ銀行"
    )
    payers = payers or [row for place, row in enumerate(rows) if place % 10]
    lines = StatementLine.objects.bulk_create(
        (_line(statement, row, place) for place, row in enumerate(payers, 1)), batch_size=AT_ONCE
    )
    booked = [pair for pair in zip(lines, payers, strict=True) if pair[1].state == State.COMING]
    Allocation.objects.bulk_create(
        (
            Allocation(line=line, registration=row, amount=line.amount, booked_by=organizer)
            for line, row in booked[: len(booked) // 2]
        ),
        batch_size=AT_ONCE,
    )
    StatementLine.objects.filter(pk__in=[line.pk for line in lines[-20:]]).update(ignored_at=timezone.now())
    bring_up_to_date(reunion)


def _line(statement: Statement, row: Registration, place: int) -> StatementLine:
    payer = Name(row.family_name, row.given_name, row.family_kana, row.given_kana).in_katakana
    return StatementLine(
        statement=statement,
        reunion_id=statement.reunion_id,
        identity=str(place),
        number=place,
        sequence=place,
        booked_on=timezone.localdate() - dt.timedelta(days=place % 60),
        direction="in",
        amount=12_000 if row.pk % 3 else 8000,
        payer=f"{row.reference}{payer}" if place % 3 == 0 else payer,
        raw=payer,
    )
