"""What of a line agrees with a registration, and what does not, each point in words of its own.

Beside the reason of a proposal the treasurer sees the points one by one: the name (which of the person's
names it is, and how much of it is there), the reference, and the amount against what is open. It judges
nothing: how sure a line is, matching says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reunion.lib.kana import bank_key, unvoiced_key, weak_key
from reunion.lib.names import loose_name_key
from reunion.registrations.models import Registration

from .bearers import SHORTEST_BEGINNING
from .references import Payer, read


@dataclass(frozen=True)
class Point:
    words: str
    agrees: bool


def points(payer: str, amount: int, person: Registration) -> list[Point]:
    """`person` comes with its balance and its classmate."""
    typed = read(payer)
    found = [_name(typed, person), _reference(typed, person), _amount(amount, person)]
    return [point for point in found if point]


def _name(typed: Payer, person: Registration) -> Point | None:
    if not typed.name:
        return None
    if typed.has_kanji:
        return _kanji_name(typed, person)
    key = bank_key(typed.name)
    names = [(words, bank_key(read(kana).name)) for words, kana in _kana_names(person)]
    for words, own in names:
        if own == key:
            return Point(words, agrees=True)
    if any({weak_key(own), unvoiced_key(own)} & {weak_key(key), unvoiced_key(key)} for _words, own in names):
        return Point(_("名前は濁点などのほかが一致"), agrees=True)
    if len(key) >= SHORTEST_BEGINNING and any(own.startswith(key) for _words, own in names):
        return Point(_("名前のはじめの部分が一致"), agrees=True)
    if any(surname and key.startswith(bank_key(surname)) for surname in _surnames(person)):
        return Point(_("姓だけ一致"), agrees=True)
    return Point(_("名前は違う"), agrees=False)


def _kanji_name(typed: Payer, person: Registration) -> Point:
    owners = filter(None, (person, person.classmate))
    names = [
        f"{family}{owner.given_name}"
        for owner in owners
        for family in (owner.family_name, owner.current_family_name)
        if family
    ]
    if loose_name_key(typed.name) in {loose_name_key(name) for name in names}:
        return Point(_("漢字の名前が一致"), agrees=True)
    return Point(_("名前は違う"), agrees=False)


def _kana_names(person: Registration) -> Iterator[tuple[str, str]]:
    for owner in filter(None, (person, person.classmate)):
        married = owner.current_family_kana and owner.current_family_kana != owner.family_kana
        school = _("旧姓のカナが一致") if married else _("名前のカナが一致")
        yield school, f"{owner.family_kana} {owner.given_kana}"
        if married:
            yield _("いまの名前のカナが一致"), f"{owner.current_family_kana} {owner.given_kana}"
    if person.transfer_name:
        yield _("振込名義が一致"), person.transfer_name


def _surnames(person: Registration) -> Iterator[str]:
    for owner in filter(None, (person, person.classmate)):
        yield from (owner.family_kana, owner.current_family_kana)


def _reference(typed: Payer, person: Registration) -> Point | None:
    if not typed.numbers:
        return None
    if any(person.reference in number for number in typed.numbers):
        return Point(_("申込番号が一致"), agrees=True)
    return Point(_("申込番号は違う"), agrees=False)


def _amount(amount: int, person: Registration) -> Point:
    if amount == person.open:
        return Point(_("金額が一致"), agrees=True)
    if not person.open:
        return Point(_("払っていただく金額はもうない"), agrees=False)
    words = {"yen": f"{abs(amount - person.open):,}"}
    if amount < person.open:
        return Point(_("金額は%(yen)s円少ない") % words, agrees=False)
    return Point(_("金額は%(yen)s円多い") % words, agrees=False)
