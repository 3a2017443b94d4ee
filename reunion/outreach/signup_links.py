"""One short code for each classmate, which opens the form with class and surname filled in.

Cards, LINE and the telephone use the same one. Ten characters that nobody confuses: no O beside 0, no I
beside 1. It is drawn by chance and kept in a row, so that it stays valid whatever the secret key becomes; it
says nothing about whose it is.
"""

import secrets
from collections.abc import Iterable

from django.conf import settings

from reunion.events.models import Reunion
from reunion.lib.half_width import half_width
from reunion.roster.models import Classmate

from .models import SignupLink

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10
ROWS_AT_ONCE = 500


def links_of(reunion: Reunion, *, classmates: Iterable[Classmate]) -> dict[int, str]:
    """The code of each classmate, by the classmate's id; made where there was none."""
    wanted = [classmate.pk for classmate in classmates]
    links = SignupLink.objects.filter(reunion=reunion, replaced_at=None)
    if len(wanted) <= ROWS_AT_ONCE:
        links = links.filter(classmate__in=wanted)
    known = dict(links.values_list("classmate_id", "code"))
    rows = [SignupLink(reunion=reunion, classmate_id=pk, code=new_code()) for pk in wanted if pk not in known]
    if rows:
        # Whoever is quicker has made the row: theirs stands.
        SignupLink.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
        known = dict(links.all().values_list("classmate_id", "code"))
    return {pk: known[pk] for pk in wanted}


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def link_of(typed_code: str) -> SignupLink | None:
    """Whose code it is, however it was typed: small letters, full width, with or without the hyphen."""
    code = "".join(sign for sign in half_width(typed_code).upper() if sign.isalnum())
    rows = SignupLink.objects.select_related("classmate__homeroom", "reunion__cohort__school")
    return rows.filter(code=code).first() if len(code) == LENGTH else None


def address_of(code: str) -> str:
    return f"{settings.SITE_URL}/c/{code}/"


def typed(code: str) -> str:
    """In two groups, to be typed: 8K2PW-Q7XTD."""
    return f"{code[:5]}-{code[5:]}"
