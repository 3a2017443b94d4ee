"""Who bears a name.

Every registration of the reunion is found by every name its payer may use, by keys of falling strength:
the full name as banks carry it; the name in kanji; the name with voicing marks or dashes lost; the beginning
of a name that was cut off, from four kana on; the surname. Everybody who bears a key is counted, whatever
they owe: also who has paid, waits or cancelled. Only who declined and never paid stands back behind others
of the same name, for they have nothing to pay; nobody else of that name, and they are found after all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum

from reunion.lib.kana import bank_key, unvoiced_key, weak_key
from reunion.lib.names import loose_name_key, name_key
from reunion.payments.claims import Claim, NameKind
from reunion.payments.references import Payer, known_references, read

SHORTEST_BEGINNING = 4
SHORTEST_GLUED_SURNAME = 2

Found = tuple[Claim, ...]
Index = dict[str, dict[int, Claim]]


class Strength(IntEnum):
    FULL = 1
    KANJI = 2
    WEAK = 3
    CUT = 4
    SURNAME = 5
    NONE = 6


class Bearers:
    def __init__(self, claims: Iterable[Claim]):
        self._by_reference: dict[str, Claim] = {}
        self._by_name: Index = defaultdict(dict)
        self._by_lossy_name: Index = defaultdict(dict)
        self._by_kanji: Index = defaultdict(dict)
        self._by_loose_kanji: Index = defaultdict(dict)
        self._by_surname: Index = defaultdict(dict)
        self._by_former_surname: Index = defaultdict(dict)
        for claim in sorted(claims, key=lambda claim: claim.id):
            self._add(claim)
        self._sorted_lossy_names = sorted(self._by_lossy_name)

    def _add(self, claim: Claim) -> None:
        self._by_reference[claim.reference] = claim
        married = any(kind == NameKind.CURRENT for kind, _ in claim.names)
        for kind, kana in claim.names:
            name = read(kana).name
            self._by_name[bank_key(name)][claim.id] = claim
            for lossy in {weak_key(name), unvoiced_key(name)}:
                self._by_lossy_name[lossy][claim.id] = claim
            former = married and kind == NameKind.SCHOOL
            _add_surname(self._by_former_surname if former else self._by_surname, bank_key, name, claim)
        for kanji in claim.kanji_names:
            self._by_kanji[name_key(kanji)][claim.id] = claim
            self._by_loose_kanji[loose_name_key(kanji)][claim.id] = claim
            _add_surname(self._by_surname, name_key, kanji, claim)

    def of_number(self, number: str) -> Found:
        """The registrations whose references make up this run of digits."""
        return tuple(self._by_reference[each] for each in known_references(number, self._by_reference))

    def of_name(self, payer: Payer) -> tuple[Strength, Found]:
        """The strongest key of the payer's name that anybody bears, and all its bearers in order of ids."""
        if found := self._by_name.get(bank_key(payer.name)):
            return Strength.FULL, _listed(found)
        if not payer.name:
            return Strength.NONE, ()
        return self._by_kanji_name(payer.name) if payer.has_kanji else self._by_weaker_kana(payer.name)

    def lookalikes(self, name: str) -> Found:
        """Bearers of another name that becomes this one when voicing marks or dashes get lost."""
        key = bank_key(name)
        exact = self._by_name.get(key, {})
        lossy = self._by_lossy_name.get(key, {})
        found = (claim for claim_id, claim in sorted(lossy.items()) if claim_id not in exact)
        return tuple(claim for claim in found if not claim.stays_away)

    def of_surname(self, payer: Payer) -> tuple[Strength, Found, Found]:
        """Who has the payer's surname today, and who had it at school only."""
        if payer.is_company or not payer.name:
            return Strength.NONE, (), ()
        key = self._surname(payer)
        today, former = self._by_surname.get(key, {}), self._by_former_surname.get(key, {})
        strength = Strength.SURNAME if today or former else Strength.NONE
        return strength, _listed(today), tuple(former[id] for id in sorted(former.keys() - today.keys()))

    def of_two_names(self, name: str) -> Found:
        """Two registrations, when the text is two full names one after the other, each borne by one."""
        words = name.split()
        for cut in range(2, len(words) - 1):
            both = [self._by_name.get(bank_key(" ".join(part)), {}) for part in (words[:cut], words[cut:])]
            if all(len(_listed(found)) == 1 for found in both):
                return _listed({**both[0], **both[1]})
        return ()

    def sharing_surname(self, claim: Claim) -> Found:
        """Others who have one of this registration's surnames today: perhaps the family."""
        keys = {bank_key(kana.split()[0]) for _, kana in claim.names if " " in kana}
        found = {other.id: other for key in keys for other in self._by_surname.get(key, {}).values()}
        return tuple(other for other in _listed(found) if other is not claim)

    def _by_kanji_name(self, name: str) -> tuple[Strength, Found]:
        found = self._by_kanji.get(name_key(name)) or self._by_loose_kanji.get(loose_name_key(name))
        return (Strength.KANJI, _listed(found)) if found else (Strength.NONE, ())

    def _by_weaker_kana(self, name: str) -> tuple[Strength, Found]:
        keys = sorted({weak_key(name), unvoiced_key(name)})
        found = {id: claim for key in keys for id, claim in self._by_lossy_name.get(key, {}).items()}
        if found:
            return Strength.WEAK, _listed(found)
        begun = {id: claim for key in keys for id, claim in self._beginning_with(key).items()}
        return (Strength.CUT, _listed(begun)) if begun else (Strength.NONE, ())

    def _beginning_with(self, start: str) -> dict[int, Claim]:
        found: dict[int, Claim] = {}
        if len(start) >= SHORTEST_BEGINNING:
            place = bisect_left(self._sorted_lossy_names, start)
            while place < len(self._sorted_lossy_names) and self._sorted_lossy_names[place].startswith(start):
                found |= self._by_lossy_name[self._sorted_lossy_names[place]]
                place += 1
        return found

    def _surname(self, payer: Payer) -> str:
        key = name_key if payer.has_kanji else bank_key
        words = payer.name.split()
        if len(words) > 1:
            return key(words[0])
        glued = key(payer.name)
        lengths = range(len(glued) - 1, SHORTEST_GLUED_SURNAME - 1, -1)
        known = (glued[:length] for length in lengths if self._has_surname(glued[:length]))
        return next(known, glued)

    def _has_surname(self, key: str) -> bool:
        return key in self._by_surname or key in self._by_former_surname


def _add_surname(index: Index, key, name: str, claim: Claim) -> None:
    words = name.split()
    if len(words) > 1:
        index[key(words[0])][claim.id] = claim


def _listed(found: dict[int, Claim]) -> Found:
    """In order of ids; who stays away only where nobody else is."""
    everybody = tuple(claim for _, claim in sorted(found.items()))
    return tuple(claim for claim in everybody if not claim.stays_away) or everybody
