"""Where the family name ends in a full name typed without a space.

A space that was typed is believed. Otherwise every place to cut is weighed by how likely its two halves are a
family and a given name with the kana beside them. The roster teaches: names with a space first, then each
name that has become clear, until nothing more is learnt. A cut is sure when it is far likelier than all
others together and one of its halves has been seen before. What is not sure gets the likeliest cut, and the
caller marks it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reunion.lib.kana import is_kana
from reunion.lib.names import split_spaced
from reunion.roster.name_knowledge import NameKnowledge, family_names, given_names

SURE = 0.985
LONGEST_FAMILY_NAME = 6
MOST_ROUNDS = 6


@dataclass(frozen=True)
class SplitName:
    family: str
    given: str
    family_kana: str = ""
    given_kana: str = ""
    is_sure: bool = True
    is_kana_sure: bool = True


Cut = tuple[str, str, str, str]


class NameSplitter:
    """Learns from the names of one roster and splits them."""

    def __init__(self) -> None:
        self.families: NameKnowledge = family_names()
        self.givens: NameKnowledge = given_names()

    def learn(self, name: SplitName) -> None:
        if name.family and name.given and name.is_sure:
            self.families.learn(name.family, name.family_kana if name.is_kana_sure else "")
            self.givens.learn(name.given, name.given_kana if name.is_kana_sure else "")

    def split(self, name: str, kana: str) -> SplitName:
        """The likeliest cut of a name and its kana (hiragana or ""), each with or without a space."""
        cuts = _cuts(name, kana)
        if not cuts:
            return SplitName(_together(name), "", _together(kana), "", is_sure=False)
        weights = self._weights(cuts)
        best = max(range(len(cuts)), key=weights.__getitem__)
        family, given, family_kana, given_kana = cuts[best]
        same_name = sum(weight for cut, weight in zip(cuts, weights, strict=True) if cut[0] == family)
        is_sure = bool(split_spaced(name)) or (same_name >= SURE and self._is_attested(cuts[best], kana))
        is_kana_sure = not kana or bool(split_spaced(kana)) or weights[best] >= SURE
        return SplitName(family, given, family_kana, given_kana, is_sure, is_kana_sure)

    def _weights(self, cuts: Sequence[Cut]) -> list[float]:
        logs = [
            self.families.log_chance(family, family_kana or None)
            + self.givens.log_chance(given, given_kana or None)
            for family, given, family_kana, given_kana in cuts
        ]
        highest = max(logs)
        chances = [math.exp(chance - highest) for chance in logs]
        total = sum(chances)
        return [chance / total for chance in chances]

    def _is_attested(self, cut: Cut, kana: str) -> bool:
        """Whether a half of the cut is a name seen before, and not by chance (金|子淳)."""
        family, given, _family_kana, given_kana = cut
        if self.families.knows(family):
            return len(family) > 1 or self.givens.knows(given) or is_kana(given) or bool(split_spaced(kana))
        return self.givens.knows_reading(given, given_kana)


def split_names(names: Sequence[tuple[str, str]]) -> list[SplitName]:
    """Split the full names of one roster, each with its kana in hiragana; in the same order."""
    splitter = NameSplitter()
    split: list[SplitName | None] = [None] * len(names)
    waiting = list(range(len(names)))
    for _round in range(MOST_ROUNDS):
        results = {index: _typed(*names[index]) or splitter.split(*names[index]) for index in waiting}
        split = [results.get(index, done) for index, done in enumerate(split)]
        learnt = {index for index, result in results.items() if result.is_sure and result.is_kana_sure}
        for index in learnt:
            splitter.learn(results[index])
        waiting = [index for index in waiting if index not in learnt]
        if not learnt or not waiting:
            break
    return split


def _typed(name: str, kana: str) -> SplitName | None:
    """The name as its spaces cut it, when both it and its kana have one."""
    typed_name, typed_kana = split_spaced(name), split_spaced(kana) if kana else ("", "")
    return SplitName(*typed_name, *typed_kana) if typed_name and typed_kana else None


def _cuts(name: str, kana: str) -> list[Cut]:
    spaced, spaced_kana = split_spaced(name), split_spaced(kana)
    name_cuts = [spaced] if spaced else _all_cuts(_together(name), LONGEST_FAMILY_NAME)
    if not kana:
        kana_cuts = [("", "")]
    else:
        kana_cuts = [spaced_kana] if spaced_kana else _all_cuts(_together(kana), len(kana))
    return [(*name_cut, *kana_cut) for name_cut in name_cuts for kana_cut in kana_cuts]


def _all_cuts(text: str, longest: int) -> list[tuple[str, str]]:
    return [(text[:end], text[end:]) for end in range(1, min(len(text), longest + 1))]


def _together(text: str) -> str:
    return re.sub(r"\s", "", text)
