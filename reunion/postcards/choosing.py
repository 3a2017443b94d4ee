"""Who gets a card: the living classmates who may be written to, have an address in the yearbook and have
not answered.

A registration that waits counts as no answer until a person has decided whose it is. Name and address are
frozen on the card, under the name of school days, since the card goes to the parents' home. Today's post
code and address stand on it only where they are certain; elsewhere the yearbook's text does.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet, YearbookAddress

from .models import Batch, Card


@dataclass(frozen=True)
class Choice:
    """Counts of classmates before a batch is made."""

    cards: int
    certain: int
    answered: int
    not_to_be_written_to: int
    without_address: int

    @property
    def is_of_nobody(self) -> bool:
        """There is no roster yet."""
        return not (self.cards or self.answered or self.not_to_be_written_to or self.without_address)


def unanswered(reunion: Reunion) -> ClassmateQuerySet:
    answers = Registration.objects.answered().filter(reunion=reunion, classmate=OuterRef("pk"))
    return Classmate.objects.filter(~Exists(answers), cohort=reunion.cohort)


def addressees(reunion: Reunion) -> ClassmateQuerySet:
    return (
        unanswered(reunion)
        .may_be_written_to()
        .exclude(yearbook_address__isnull=True)
        .exclude(yearbook_address__printed_address="")
    )


def choice(reunion: Reunion) -> Choice:
    everyone = Classmate.objects.filter(cohort=reunion.cohort).count()
    waiting = unanswered(reunion)
    writable = waiting.may_be_written_to()
    chosen = addressees(reunion)
    return Choice(
        cards=chosen.count(),
        certain=chosen.filter(yearbook_address__grade=YearbookAddress.Grade.CERTAIN).count(),
        answered=everyone - waiting.count(),
        not_to_be_written_to=waiting.count() - writable.count(),
        without_address=writable.count() - chosen.count(),
    )


@transaction.atomic
def make_batch(reunion: Reunion, *, name: str = "", actor: User | None = None) -> Batch:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    classmates = addressees(reunion).select_related("yearbook_address").in_roster_order()
    turn = Batch.objects.filter(reunion=reunion).count() + 1
    batch = Batch(reunion=reunion, name=name or _("%(turn)s回目のはがき") % {"turn": turn}, made_by=actor)
    cards = [card_for(batch, number, classmate) for number, classmate in enumerate(classmates.iterator(), 1)]
    if not cards:
        raise Refused(_("はがきを出す相手がいません。名簿に住所があり、まだ返事のない人が対象です。"))
    batch.save()
    Card.objects.bulk_create(cards, batch_size=500)
    record(
        batch,
        action="made",
        sentence=gettext_lazy("はがき%(count)s枚の束を作りました"),
        words={"count": len(cards)},
        actor=actor,
        reunion_slug=reunion.slug,
    )
    return batch


def card_for(batch: Batch, number: int, classmate: Classmate) -> Card:
    address = classmate.yearbook_address
    today = (
        {
            field: getattr(address, field)
            for field in ("postal_code", "prefecture", "municipality", "town", "rest")
        }
        if address.grade == YearbookAddress.Grade.CERTAIN
        else {}
    )
    return Card(
        batch=batch,
        number=number,
        classmate=classmate,
        family_name=classmate.family_name,
        given_name=classmate.given_name,
        kana=classmate.school_kana,
        care_of=address.care_of,
        printed_code=address.printed_code,
        printed_address=address.printed_address,
        **today,
    )
