"""When two records of a classmate become one, the cards of both belong to the one that is kept.

A batch may have had a card for each of them: both were posted, so both stay, each with its number and code.
The cards are held before the classmates, as by whoever writes down that a card came back.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import Classmate

from .models import Card


def hold(kept: Classmate, *, gone: Classmate) -> None:
    cards = Card.objects.filter(classmate__in=[kept, gone]).order_by("pk")
    list(cards.select_for_update(of=("self",)).values_list("pk"))


def move(kept: Classmate, *, gone: Classmate) -> None:
    Card.objects.filter(classmate=gone).update(classmate=kept)
    for card in Card.objects.filter(joint_classmates=gone):
        card.joint_classmates.remove(gone)
        if card.classmate_id != kept.pk:
            card.joint_classmates.add(kept)


def tied(classmate: Classmate) -> list[tuple[Promise, int]]:
    return [
        (_("はがき"), Card.objects.filter(classmate=classmate).count()),
        (_("きょうだいと一緒のはがき"), Card.objects.filter(joint_classmates=classmate).count()),
    ]
