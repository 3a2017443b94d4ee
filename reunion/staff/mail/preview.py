"""How a letter would look, for a real person of this reunion; it is only looked at, never sent.

What only the moment of sending knows (what has become free, a receipt number) stands there as an example.
Names in braces that nobody knows stay as they were typed, beside the sentence that says so.
"""

from dataclasses import dataclass

from django.db.models import Case, Q, When

from reunion.events.models import Reunion
from reunion.mail.letters import Letter, written
from reunion.mail.openings import Addressee, wrong_opening
from reunion.mail.placeholders import Value, named, names_in
from reunion.mail.proofreading import wrong_with
from reunion.mail.rewording import account_number
from reunion.mail.vocabulary import examples
from reunion.mail.wording import Wording, Words
from reunion.payments.thanking import values_of_balance
from reunion.registrations.filling import Filling
from reunion.registrations.models import Registration, State

MOST_PEOPLE = 100
STATES = {
    "acknowledgment": State.WAITING,
    "waitlisted": State.WAITLISTED,
    "declined": State.DECLINED,
    "cancelled": State.CANCELLED,
}
WITHOUT_PERSON = {"answer"}
FREE_OF_CHARGE = {"received", "moved_up_free", "changed_free"}
CHOSEN_FREE = {"申込の内容": "申込番号　1017\n開催日　2027年2月13日（土）\n校内見学　0円"}


@dataclass(frozen=True)
class Preview:
    letter: Letter
    wrong: list[str]
    doubtful_opening: str
    person: Registration | None


def preview_of(reunion: Reunion, *, wording: Wording, words: Words, person: Registration | None) -> Preview:
    values = values_for(reunion, wording, person)
    unknown = {name: named(name) for name in names_in(words.subject + words.body) if name not in values}
    return Preview(
        letter=written(words, values | unknown),
        wrong=wrong_with(words, wording=wording, account_number=account_number(reunion)),
        doubtful_opening=wrong_opening(words.body, addressee=wording.addressee),
        person=person,
    )


def values_for(reunion: Reunion, wording: Wording, person: Registration | None) -> dict[str, Value]:
    filling = Filling(reunion)
    shown = examples() | filling.of_the_reunion
    if person is None:
        return shown | (CHOSEN_FREE if wording.name in FREE_OF_CHARGE else {})
    known = filling.values(person) | values_of_balance(person)
    return shown | {name: value for name, value in known.items() if value or name != "空いたもの"}


def people_for(reunion: Reunion, wording: Wording) -> list[Registration]:
    """Those who may get such a letter, first whom it suits now; the latest of many."""
    if wording.name in WITHOUT_PERSON:
        return []
    honoured = Q(is_teacher=True) | Q(teacher__isnull=False)
    rows = Registration.objects.filter(reunion=reunion).select_related("teacher", "classmate")
    is_to_teacher = wording.addressee == Addressee.TEACHER
    rows = rows.filter(honoured) if is_to_teacher else rows.exclude(honoured)
    state = STATES.get(wording.name.removesuffix("_teacher"), State.COMING)
    if wording.name in FREE_OF_CHARGE:
        rows = rows.with_due().exclude(due__gt=0)
    suits_first = Case(When(state=state, then=0), default=1)
    found = list(rows.order_by(suits_first, "-signed_up_at", "-id")[:MOST_PEOPLE])
    for person in found:
        person.reunion = reunion
    return found
