"""Siblings and neighbours: who has the same old code and town in the yearbook lives in the same town.

When a person has chosen a candidate for one of them, the others may be given the same town together. The
numbers stay each person's own. An address counts only while nobody has decided it, and only when the same
place of today is among its own candidates.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.lib.address_text import split_care_of, split_leading_code
from reunion.lib.house_numbers import tidy
from reunion.lib.refused import Refused

from .addresses import Candidate
from .confirming import candidates, confirm
from .models import YearbookAddress

MOST_LOOKED_AT = 300


def same_town(address: YearbookAddress) -> list[tuple[YearbookAddress, int, Candidate]]:
    """The others with the place in their own candidates (from 0) that lies in the chosen town."""
    town = _printed_town(address, address.rest)
    if address.decision != YearbookAddress.Decision.CHOSEN or not town:
        return []
    others = YearbookAddress.objects.of_writable(address.classmate.cohort).to_choose()
    others = others.filter(printed_code=address.printed_code).select_related("classmate__homeroom")
    found = [_match(other, address, town) for other in others.in_working_order()[:MOST_LOOKED_AT]]
    return [match for match in found if match]


@transaction.atomic
def give_same_town(
    address: YearbookAddress, *, count: int, actor: User | None, reunion_slug: str = ""
) -> None:
    """To the `count` others that were shown. Raises Refused."""
    found = same_town(address)
    if not found or len(found) != count:
        raise Refused(_("同じ町の件数が変わりました。もう一度ご覧ください。"))
    for other, place, candidate in found:
        confirm(other, place=place, postal_code=candidate.postal_code, actor=actor, reunion_slug=reunion_slug)


def _match(other: YearbookAddress, chosen: YearbookAddress, town: str):
    if not _tidied(other).startswith(town):
        return None
    wanted = (chosen.postal_code, chosen.municipality, chosen.town)
    for place, candidate in enumerate(candidates(other)):
        same_place = (candidate.postal_code, candidate.municipality, candidate.town) == wanted
        if same_place and _printed_town(other, candidate.rest) == town:
            return other, place, candidate
    return None


def _printed_town(address: YearbookAddress, rest: str) -> str:
    """What stands before the number part; nothing when that cannot be told."""
    text = _tidied(address)
    return text[: len(text) - len(rest)].strip() if rest and text.endswith(rest) else ""


def _tidied(address: YearbookAddress) -> str:
    return tidy(split_care_of(split_leading_code(address.printed_address)[1])[0])
