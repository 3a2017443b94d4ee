"""How the treasurer finds a person or a line by whatever is at hand.

Words may be a name in kanji or kana of any width, whole or in part, of school days or of today, glued or
apart, or as a bank writes it (no small kana, - for ー); the name on a transfer, also one confirmed before; a
reference; a class such as 3D or D組; or an amount. Every word must fit. A line is found by its payer, its
amount, or the person it was booked to or is proposed for.
"""

import re
import unicodedata
from collections.abc import Mapping

import jaconv
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Concat

from reunion.lib.kana import DASHES, bank_key, hiragana, is_kana, katakana
from reunion.registrations.models import Registration, RegistrationQuerySet

from .models import Allocation, Proposal, StatementLineQuerySet
from .totals import Sums

CLASS = re.compile(r"(?:(?P<grade>[1-9])年?-?)?(?P<label>[A-Z]|[0-9]{1,2})(?P<room>組)?")
YEN = re.compile(r"([0-9][0-9,]*)円?")
OWNERS = ("", "classmate__", "teacher__")
LARGE, SMALL = "あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ"
ALIKE = [large + small for large, small in zip(LARGE, SMALL, strict=True)] + ["おを", "じぢ", "ずづ"]


def people_matching(registrations: RegistrationQuerySet, text: str) -> RegistrationQuerySet:
    """The registrations must have their balance (`with_balance`)."""
    registrations = _with_whole_names(registrations)
    for word in _words(text):
        yen, found = yen_of(word), _named_or_payer(word)
        registrations = registrations.filter(found if yen is None else found | _yen(yen))
    return registrations


def ids_matching(registrations: RegistrationQuerySet, text: str, *, sums: Mapping[int, Sums]) -> list[int]:
    """The same people, quick for ten thousand: in the order of the registrations, which need no balance."""
    registrations, amounts = _with_whole_names(registrations), []
    for word in _words(text):
        yen, found = yen_of(word), _named_or_payer(word)
        if yen is None:
            registrations = registrations.filter(found)
        else:
            is_found = {f"word_{len(amounts)}": ExpressionWrapper(found, output_field=BooleanField())}
            registrations, amounts = registrations.annotate(**is_found), [*amounts, yen]
    rows = registrations.values_list("pk", *(f"word_{place}" for place in range(len(amounts))))
    return [
        pk
        for pk, *found in rows
        if all(
            is_found or yen in (sums[pk].due, sums[pk].paid, sums[pk].open)
            for is_found, yen in zip(found, amounts, strict=True)
        )
    ]


def lines_matching(lines: StatementLineQuerySet, text: str) -> StatementLineQuerySet:
    for word in _words(text):
        people = _with_whole_names(Registration.objects.all()).filter(_person(word)).order_by().values("pk")
        mine = {"line": OuterRef("pk"), "registration__in": people}
        booked = Exists(Allocation.objects.standing().filter(**mine))
        proposed = Exists(Proposal.objects.filter(**mine))
        lines = lines.filter(_payer(word) | booked | proposed)
    return lines


def yen_of(text: str) -> int | None:
    """From digits of any width, with or without commas and 円; None where that makes no amount."""
    found = YEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1].replace(",", "")) if found else None


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).split()[:6]


def _with_whole_names(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Family and given name glued together, of then and of today."""
    whole = {
        _whole(owner, family, script): Concat(
            f"{owner}{family}_{script}", Value(""), f"{owner}given_{script}"
        )
        for owner, family, script in _whole_names()
    }
    return registrations.annotate(**whole)


def _named_or_payer(word: str) -> Q:
    payer = Allocation.objects.standing().filter(_any(["line__payer"], _as_banks_write(word)))
    return _person(word) | Exists(payer.filter(registration=OuterRef("pk")))


def _person(word: str) -> Q:
    found = Q(reference__startswith=word) | Q(email__istartswith=word) | _class(word)
    script = "kana" if is_kana(word) else "name"
    names = [_whole(*name) for name in _whole_names() if name[2] == script]
    pattern = "".join(map(_letters, hiragana(word)))
    if script == "kana" and "[" in pattern:
        return found | _alike([*names, "transfer_name"], pattern)
    written = {word, hiragana(word), katakana(word)}
    return found | _any(names, {hiragana(word)}) | _any(["transfer_name"], written)


def _alike(fields: list[str], pattern: str) -> Q:
    """Kana in either script, small or large, with any dash: only where there is a choice, for it is slow."""
    found = Q(pk__in=[])
    for field in fields:
        found |= Q(**{f"{field}__regex": pattern})
    return found


def _letters(letter: str) -> str:
    alike = next((group for group in ALIKE if letter in group), letter)
    both = DASHES if letter == "ー" else alike + katakana(alike)
    return letter if len(alike) == 1 and letter != "ー" else f"[{re.escape(both)}]"


def _yen(yen: int) -> Q:
    return Q(due=yen) | Q(paid=yen) | Q(open=yen)


def _payer(word: str) -> Q:
    found = _any(["payer"], _as_banks_write(word))
    yen = yen_of(word)
    return found if yen is None else found | Q(amount=yen)


def _as_banks_write(word: str) -> set[str]:
    """Full-width or half-width, and large kana only."""
    full = {word, katakana(word), bank_key(word), jaconv.h2z(word, ascii=True, digit=True)}
    return full | {jaconv.z2h(each, kana=True, ascii=True, digit=True) for each in full}


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


def _has(owner: str, part: str) -> bool:
    """Teachers have one name."""
    return owner != "teacher__" or not part.startswith("current")


def _whole_names() -> list[tuple[str, str, str]]:
    return [
        (owner, family, script)
        for owner in OWNERS
        for family in ("family", "current_family")
        for script in ("name", "kana")
        if _has(owner, family)
    ]


def _whole(owner: str, family: str, script: str) -> str:
    return f"{owner.rstrip('_')}whole_{family}_{script}"
