"""A batch is made with one press: one card for each household, and everything on it fixed.

Brothers and sisters of the same year at the same address share a card, each with their own 様. Name and
address are frozen on the card, under the name of school days, since the card goes to the parents' home. What
is the same on all cards is taken over from the batch before, or made up from what the reunion says; it may be
changed until the cards are printed.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.address_text import clean_code
from reunion.lib.names import name_key
from reunion.lib.refused import Refused
from reunion.outreach.signup_links import links_of
from reunion.roster.models import Classmate, Teacher

from .choosing import addressees, teachers
from .models import Batch, Card
from .stationery import for_next_batch

ROWS_AT_ONCE = 500
PLACE = ("postal_code", "prefecture", "municipality", "town", "rest")
NOBODY = gettext_lazy("はがきを出す相手がいません。住所が分かり、まだ返事のない人が対象です。")


@transaction.atomic
def make_batch(
    reunion: Reunion,
    *,
    name: str = "",
    audience: str = Batch.Audience.UNANSWERED,
    actor: User | None = None,
) -> Batch:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    batch = _new_batch(reunion, name, audience, actor)
    if batch.is_to_teachers:
        cards, shared = [_card_to_teacher(teacher) for teacher in teachers(reunion)], []
    else:
        cards, shared = _cards_to_classmates(reunion)
    if not cards:
        raise Refused(str(NOBODY))
    batch.save()
    for number, card in enumerate(cards, 1):
        card.batch, card.number = batch, number
    Card.objects.bulk_create(cards, batch_size=ROWS_AT_ONCE)
    _write_down_who_shares(cards, shared)
    record(
        batch,
        action="made",
        sentence=gettext_lazy("はがき%(count)s枚の束を作りました"),
        words={"count": len(cards)},
        actor=actor,
        reunion_slug=reunion.slug,
    )
    return batch


def _new_batch(reunion: Reunion, name: str, audience: str, actor: User | None) -> Batch:
    is_to_teachers = audience == Batch.Audience.TEACHERS
    stationery = for_next_batch(reunion, to_teachers=is_to_teachers)
    batch = Batch(reunion=reunion, audience=audience, made_by=actor, **stationery)
    turn = Batch.objects.filter(reunion=reunion, audience=audience).count() + 1
    with translation.override(settings.LANGUAGE_CODE):
        usual = _("先生への%(turn)s回目の手紙") if batch.is_to_teachers else _("%(turn)s回目のはがき")
    batch.name = name or usual % {"turn": turn}
    return batch


def _cards_to_classmates(reunion: Reunion) -> tuple[list[Card], list[list[Classmate]]]:
    """The cards, and for each who shares it."""
    people = addressees(reunion).select_related("yearbook_address").in_roster_order()
    households = list(_households(people.iterator(chunk_size=ROWS_AT_ONCE)))
    codes = links_of(reunion, classmates=[household[0] for household in households])
    cards = [_card_to_classmates(household, codes[household[0].pk]) for household in households]
    return cards, [household[1:] for household in households]


def _households(people: Iterable[Classmate]) -> Iterable[list[Classmate]]:
    """Those of one surname at one address together, in the order of the first of them."""
    found: dict[tuple, list[Classmate]] = {}
    for person in people:
        address = person.yearbook_address
        place = tuple(getattr(address, part) for part in PLACE)
        # Without a number, a whole village would be one house.
        alone = "" if any(sign.isdigit() for sign in address.rest) else person.pk
        found.setdefault((name_key(person.family_name), *place, address.care_of, alone), []).append(person)
    return found.values()


def _card_to_classmates(household: list[Classmate], code: str) -> Card:
    first, address = household[0], household[0].yearbook_address
    return Card(
        classmate=first,
        family_name=first.family_name,
        given_name=first.given_name,
        kana=first.school_kana,
        joint_names="\n".join(person.given_name for person in household[1:]),
        code=code,
        care_of=address.care_of,
        printed_code=address.printed_code,
        printed_address=address.printed_address,
        **{part: getattr(address, part) for part in PLACE},
    )


def _card_to_teacher(teacher: Teacher) -> Card:
    return Card(
        teacher=teacher,
        family_name=teacher.family_name,
        given_name=teacher.given_name,
        kana=f"{teacher.family_kana} {teacher.given_kana}".strip(),
        honorific=teacher.honorific,
        postal_code=clean_code(teacher.postal_code),
        printed_address=teacher.address,
    )


def _write_down_who_shares(cards: list[Card], shared: list[list[Classmate]]) -> None:
    Row = Card.joint_classmates.through
    rows = [
        Row(card_id=card.pk, classmate_id=person.pk)
        for card, others in zip(cards, shared, strict=False)
        for person in others
    ]
    Row.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
