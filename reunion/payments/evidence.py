"""Whom a line of the statement points to.

The name and the references in the payer's text are read apart and kept apart: each may point to nobody, to
one registration or to several, and they may contradict each other. A full name outweighs a reference, for a
digit is easily mistyped; a reference outweighs a weaker name. A number with a right check digit that is no
reference here was perhaps meant for another reunion.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from reunion.lib.check_digit import is_valid
from reunion.lib.kana import bank_key
from reunion.payments.bearers import Bearers, Found, Strength
from reunion.payments.claims import Claim, Line, NameKind
from reunion.payments.references import read


@dataclass(frozen=True)
class Evidence:
    line: Line
    name: str  # the payer's text without its numbers
    has_kanji: bool
    strength: Strength
    bearers: Found  # who bears the name, in order of ids
    lookalikes: Found  # whose name may have become this one on the way through the bank
    kin: Found  # who had this surname at school only
    pair: Found  # the text is two full names
    references: Found
    foreign_numbers: tuple[str, ...]

    @property
    def moment(self) -> tuple[dt.date, int, int]:
        return self.line.booked_on, self.line.sequence, self.line.id

    @cached_property
    def named(self) -> Found:
        return self.bearers if self.strength < Strength.SURNAME else ()

    @cached_property
    def person(self) -> Claim | None:
        """The one registration this line is about, if it can be told."""
        if len(self.named) == 1 and (self.strength == Strength.FULL or not self.references):
            return self.named[0]
        both = tuple(claim for claim in self.named if claim in self.references)
        candidates = both or (() if self.strength == Strength.FULL else self.references)
        return candidates[0] if len(candidates) == 1 else None

    @cached_property
    def people(self) -> Found:
        """Everybody to whom a reference or a full name borne by one points."""
        named = self.bearers if self.strength == Strength.FULL and len(self.bearers) == 1 else self.pair
        return tuple(dict.fromkeys((*self.references, *named)))

    @cached_property
    def other_references(self) -> Found:
        return tuple(claim for claim in self.references if claim is not self.person)

    @property
    def is_strong(self) -> bool:
        """Whether the person is known by more than a damaged name."""
        return self.strength <= Strength.KANJI or self.person in self.references

    @property
    def leaves_no_doubt(self) -> bool:
        """One full kana name, borne by one registration, and no number that says otherwise."""
        if self.strength != Strength.FULL or len(self.bearers) != 1 or self.has_kanji:
            return False
        elsewhere = self.lookalikes or self.other_references or self.foreign_numbers
        return not elsewhere and not self.is_borne_twice

    @cached_property
    def is_borne_twice(self) -> bool:
        """One person's names of then and now have the same kana: perhaps the kana were never changed."""
        if len(self.named) != 1:
            return False
        key = bank_key(self.name)
        kinds = {kind for kind, kana in self.named[0].names if bank_key(kana) == key}
        return {NameKind.SCHOOL, NameKind.CURRENT} <= kinds


def gather(line: Line, bearers: Bearers) -> Evidence:
    payer = read(line.payer)
    strength, found = bearers.of_name(payer)
    kin: Found = ()
    if strength == Strength.NONE:
        strength, found, kin = bearers.of_surname(payer)
    full = strength == Strength.FULL
    by_number = {number: bearers.of_number(number) for number in payer.numbers}
    strangers = (number for number, claims in by_number.items() if not claims)
    return Evidence(
        line=line,
        name=payer.name,
        has_kanji=payer.has_kanji,
        strength=strength,
        bearers=found,
        lookalikes=bearers.lookalikes(payer.name) if full else (),
        kin=kin,
        pair=() if full else bearers.of_two_names(payer.name),
        references=tuple(dict.fromkeys(claim for claims in by_number.values() for claim in claims)),
        foreign_numbers=tuple(filter(is_valid, strangers)),
    )


def payer_key(line: Line) -> str:
    """The same for two lines that the same payer typed the same way."""
    return bank_key(line.payer)
