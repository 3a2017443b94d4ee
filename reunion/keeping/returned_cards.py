"""From where a card came back, none goes again, whichever reunion of the year sends it.

A card belongs to one reunion and is erased with it; that the address is no good any more is kept beside the
address, as if somebody had said that it is not to be used. Where another address was found since, nothing
changes. Taken back like any decision about an address.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.postcards.models import Card
from reunion.roster.models import YearbookAddress

PLACE = ("postal_code", "prefecture", "municipality", "town", "rest")
Decision, Grade = YearbookAddress.Decision, YearbookAddress.Grade


def keep_in_mind(reunion: Reunion, *, actor: User | None) -> int:
    """Inside the transaction of the caller; gives how many addresses are not used any more."""
    rows = came_back(reunion).values_list("pk", flat=True)
    return YearbookAddress.objects.filter(pk__in=list(rows)).update(
        **dict.fromkeys([*PLACE, "care_of"], ""),
        grade=Grade.UNCLEAR,
        reason=_("前の会のはがきが、宛先不明で戻りました"),
        decision=Decision.UNUSED,
        decided_at=timezone.now(),
        decided_by=actor,
    )


def came_back(reunion: Reunion):
    """Addresses as they stand today from which a card of this reunion came back."""
    same_place = {part: OuterRef(part) for part in PLACE}
    same_print = Q(printed_address=OuterRef("printed_address")) | ~Q(municipality="")
    there = Card.objects.of_reunion(reunion).returned().filter(same_print, **same_place)
    shared = there.filter(joint_classmates=OuterRef("classmate"))
    addresses = YearbookAddress.objects.filter(classmate__cohort=reunion.cohort_id)
    addresses = addresses.exclude(decision=Decision.UNUSED)
    return addresses.filter(Exists(there.filter(classmate=OuterRef("classmate"))) | Exists(shared))
