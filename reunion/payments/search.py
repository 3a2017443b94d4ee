"""How the treasurer finds a person or a line by whatever is at hand.

Words may be a name in kanji or kana of any width, whole or in part, of school days or of today, glued or
apart; a reference; a class such as 3D or D組; or an amount. Every word must fit. A line is found by its
payer, its amount, or the person it was booked to or is proposed for.
"""

import re
import unicodedata

import jaconv
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from reunion.lib.kana import bank_key, hiragana, katakana
from reunion.registrations.models import RegistrationQuerySet

from .models import Allocation, Proposal, StatementLineQuerySet

CLASS = re.compile(r"(?:(?P<grade>[1-9])年?-?)?(?P<label>[A-Z]|[0-9]{1,2})(?P<room>組)?")
YEN = re.compile(r"([0-9][0-9,]*)円?")
OWNERS = ("", "classmate__")
KANJI_PARTS = ("family_name", "given_name", "current_family_name")
KANA_PARTS = ("family_kana", "given_kana", "current_family_kana")


def people_matching(registrations: RegistrationQuerySet, text: str) -> RegistrationQuerySet:
    """The registrations must have their balance (`with_balance`)."""
    for owner in OWNERS:
        for script in ("name", "kana"):
            whole = Concat(f"{owner}family_{script}", Value(""), f"{owner}given_{script}")
            registrations = registrations.annotate(**{_whole(owner, script): whole})
    for word in _words(text):
        registrations = registrations.filter(_person(word))
    return registrations


def lines_matching(lines: StatementLineQuerySet, text: str) -> StatementLineQuerySet:
    for word in _words(text):
        booked = Allocation.objects.standing().filter(_near(word), line=OuterRef("pk"))
        proposed = Proposal.objects.filter(_near(word), line=OuterRef("pk"))
        lines = lines.filter(_payer(word) | Exists(booked) | Exists(proposed))
    return lines


def yen_of(text: str) -> int | None:
    """From digits of any width, with or without commas and 円; None where that makes no amount."""
    found = YEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1].replace(",", "")) if found else None


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).split()[:6]


def _person(word: str) -> Q:
    found = Q(reference__startswith=word) | Q(email__istartswith=word) | _class(word)
    for owner in OWNERS:
        parts = [f"{owner}{part}" for part in KANJI_PARTS] + [_whole(owner, "name")]
        found |= _any(parts, {word})
        parts = [f"{owner}{part}" for part in KANA_PARTS] + [_whole(owner, "kana")]
        found |= _any(parts, {hiragana(word), katakana(word)})
    found |= _any(["transfer_name"], {word, hiragana(word), katakana(word)})
    yen = yen_of(word)
    return found if yen is None else found | Q(due=yen) | Q(paid=yen) | Q(open=yen)


def _near(word: str) -> Q:
    """The person at the other end of a booking or a proposal."""
    names = ("family_name", "given_name", "current_family_name", "family_kana", "given_kana")
    found = Q(registration__reference=word)
    return found | _any([f"registration__{name}" for name in names], {word, hiragana(word)})


def _payer(word: str) -> Q:
    """Banks write full-width or half-width, and large kana only."""
    full = {word, katakana(word), bank_key(word), jaconv.h2z(word, ascii=True, digit=True)}
    half = {jaconv.z2h(each, kana=True, ascii=True, digit=True) for each in full}
    found = _any(["payer"], full | half)
    yen = yen_of(word)
    return found if yen is None else found | Q(amount=yen)


def _class(word: str) -> Q:
    found = CLASS.fullmatch(word.upper())
    if not found or not (found["room"] or found["grade"] or found["label"].isalpha()):
        return Q(pk__in=[])
    label = Q(classmate__homeroom__label=found["label"]) | Q(
        classmate__isnull=True, homeroom__label=found["label"]
    )
    grade = Q(homeroom__grade=found["grade"]) | Q(classmate__homeroom__grade=found["grade"])
    return label & grade if found["grade"] else label


def _any(fields: list[str], words: set[str]) -> Q:
    found = Q(pk__in=[])
    for field in fields:
        for word in filter(None, words):
            found |= Q(**{f"{field}__icontains": word})
    return found


def _whole(owner: str, script: str) -> str:
    return f"{owner.rstrip('_')}whole_{script}"
