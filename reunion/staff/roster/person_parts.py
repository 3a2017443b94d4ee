"""The parts of the page about one classmate or teacher: one question each, however much there is to tell.

Everything is of this reunion. Class staff never come here with somebody of another class (`known_person`
knows only whom the reader may see), and amounts are left out for them in the template's own condition.
"""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, about
from reunion.outreach.calling import to_call
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.outreach.signup_links import address_of, typed
from reunion.overview.standing import standing_in
from reunion.payments.balance import with_balance
from reunion.postcards.fate import CardQuerySet
from reunion.postcards.models import Card
from reunion.registrations.models import Registration
from reunion.roster.duplicates import namesakes
from reunion.roster.models import Classmate, ClassmateQuerySet, Teacher
from reunion.team.access import Seat
from reunion.team.models import Member, Role

from .shown import visible

MOST_TWINS = 3
LATEST = 5
Person = Classmate | Teacher


@dataclass(frozen=True)
class Brought:
    """Their own address for signing up, and what their family told by it."""

    address: str = ""
    typed: str = ""
    answers: tuple[FamilyAnswer, ...] = field(default=())


def known_person(seat: Seat) -> ClassmateQuerySet:
    """Whom the reader may see, each with `standing` and whether one may call them."""
    callable_people = to_call(seat.reunion, homeroom_ids=seat.homeroom_ids)
    people = visible(seat).select_related("homeroom", "yearbook_address").prefetch_related("clubs")
    return people.annotate(
        where=standing_in(seat.reunion, few=True),
        may_be_called=Exists(callable_people.filter(pk=OuterRef("pk"))),
    )


def facts(person: Classmate) -> list[tuple[str, str]]:
    """Question and answer."""
    current = f"{person.current_family_name} {person.current_family_kana}".strip()
    number = "" if person.number is None else _("%(number)s番") % {"number": person.number}
    return [
        (_("クラスと番号"), f"{person.homeroom or _('クラス不明')} {number}".strip()),
        (_("在学時の名前"), person.school_name),
        (_("ふりがな"), person.school_kana),
        (_("いまの名字"), current),
        (_("部活"), _("、").join(str(club) for club in person.clubs.all())),
        (_("備考"), person.remarks),
    ]


def facts_of_teacher(teacher: Teacher) -> list[tuple[str, str]]:
    code = teacher.postal_code.replace("-", "")
    address = f"〒{code[:3]}-{code[3:]} {teacher.address}" if code else teacher.address
    return [
        (_("お名前"), str(teacher)),
        (_("ふりがな"), f"{teacher.family_kana} {teacher.given_kana}".strip()),
        (_("担任のクラス"), str(teacher.homeroom or "")),
        (_("住所"), address),
    ]


def looked_after_by(person: Classmate, reunion: Reunion) -> list[str]:
    """The staff of their class; nobody where the office looks after it."""
    if person.homeroom_id is None:
        return []
    staff = Member.objects.filter(reunion=reunion, role=Role.CLASS_STAFF, homerooms=person.homeroom_id)
    return [member.name for member in staff.select_related("user").order_by("pk")]


def answers_of(person: Person, reunion: Reunion) -> list[Registration]:
    """Newest first, each with their balance."""
    whose = {"classmate": person} if isinstance(person, Classmate) else {"teacher": person}
    rows = Registration.objects.filter(reunion=reunion, **whose)
    return list(with_balance(rows).order_by("-signed_up_at", "-pk"))


def letters_of(person: Person, answers: list[Registration], reunion: Reunion) -> QuerySet[Message]:
    """To them as they stand in the roster, and as the guest they became."""
    names = [about(person), *map(about, answers)]
    return Message.objects.filter(reunion=reunion, about__in=names).defer("body").order_by("-pk")


def tries_of(person: Person, reunion: Reunion) -> QuerySet[ContactLog]:
    log = ContactLog.objects.filter(reunion=reunion).select_related("user")
    return (
        log.of_classmate(person)
        if isinstance(person, Classmate)
        else log.filter(registration__teacher=person)
    )


def cards_of(person: Person, reunion: Reunion) -> CardQuerySet:
    cards = Card.objects.of_reunion(reunion).select_related("batch")
    cards = cards.of_classmate(person) if isinstance(person, Classmate) else cards.filter(teacher=person)
    return cards.order_by("-batch_id", "-number")


def what_the_code_brought(person: Classmate, reunion: Reunion) -> Brought:
    """One question for both: every answer hangs on a code, and a code may have none."""
    told = [f"family_answers__{name}" for name in ("pk", "what", "note", "at", "outcome", "decided_at")]
    links = SignupLink.objects.filter(reunion=reunion, classmate=person).order_by("family_answers__at")
    rows = list(links.values("code", "replaced_at", *told))
    code = next((row["code"] for row in rows if row["replaced_at"] is None), "")
    answers = tuple(
        FamilyAnswer(**{name.removeprefix("family_answers__"): row[name] for name in told})
        for row in rows
        if row["family_answers__pk"] is not None
    )
    return Brought(address_of(code) if code else "", typed(code) if code else "", answers)


def possible_twins(person: Classmate) -> ClassmateQuerySet:
    return namesakes(person).select_related("homeroom")[:MOST_TWINS]
