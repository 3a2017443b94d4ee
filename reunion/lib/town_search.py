"""Where in today's Japan an old address may lie: every reading of the text that some town of today fits.

No list of mergers is kept. What follows the old municipality is looked up among the towns of the prefecture,
alone and behind the old municipality's name, since a merged town may carry it: 水沢大町, 祖父江町祖父江,
柿崎区柿崎, or a whole small town turned into one 新町. How well the municipality of today answers to the
written one is the `bond`. Nothing is decided here: the old code and the number part have their say in the
roster's rule.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reunion.lib.municipality_readings import Reading, folded_parts, readings
from reunion.lib.place_names import KANJI_NUMERALS, Folded, Municipality, loose_key
from reunion.lib.postal_codes import Place, PostalCodeTable

LONGEST_TOWN = 16

# How the municipality of today answers to the written one.
SAME_WARD = 4.0
SAME_CITY = 3.5
CARRIES_NAME = 3.2  # 水沢市大町 → 奥州市水沢大町, 大宮市 → さいたま市大宮区
CHANGED_KIND = 2.5  # 浦安町 → 浦安市
OTHER_WARD = 2.2  # 緑区あざみ野 → 青葉区, though 緑区 still exists
NAME_INSIDE = 2.0  # 篠山町 → 丹波篠山市
NAME_NEARBY = 1.4  # 修善寺町 → 伊豆市, which has a town 修善寺
UNKNOWN = 1.0
NOT_WRITTEN = 0.9
ELSEWHERE = 0.0  # the written municipality still exists, and this is another one

NUMBER_PART = re.compile(
    r"第?\d|-|\(|地割|番外|無番|[東西南北]\d|[甲乙丙丁戊己庚辛壬癸](?=\d|-|地|$)|[イロハニホヘトチリヌル](?=\d|-|$)"
)
KANJI_NUMBER_PART = re.compile(r"\d+(?:丁|番(?!町)|号|地割|線|区|-|\d|$)")
KYOTO_TURN = re.compile(r"(?:[上下][るル]|[東西]入[るル]?|[東西南北]側|角|筋目?)(?:\d+丁目)?")


@dataclass(frozen=True)
class Match:
    """A place of today that fits a reading; its town goes from `start` to `end` in the folded text."""

    place: Place
    bond: float
    exact: bool
    start: int
    end: int
    leftover: bool = False  # letters follow that belong neither to a number nor to a 字
    skips_mark: bool = False  # a 字 inside the written name was passed over, or a 条 of today's supplied
    street: str = ""


@dataclass(frozen=True)
class Phrase:
    """What is looked up: the text behind a reading, after `before` letters of the old municipality."""

    text: str
    before: int
    reading: Reading
    whole_town: bool = False

    def prefixes(self) -> Iterator[str]:
        # No name of a town has a hyphen, so nothing is looked up beyond the first.
        hyphen = self.text.find("-", self.before) % (len(self.text) + 1)
        longest = self.before if self.whole_town else min(hyphen, self.before + LONGEST_TOWN)
        for size in range(max(1, self.before - 1), longest + 1):
            yield self.text[:size]

    def takes(self, size: int) -> bool:
        """Whether a town of `size` letters says more than the old municipality, or is just that."""
        return self.before - 1 <= size <= self.before if self.whole_town else size > self.before


class TownSearch:
    """Searches one address (folded, without its prefecture) in the given prefectures; none given: in all."""

    def __init__(self, table: PostalCodeTable, folded: Folded, prefectures: Collection[str]) -> None:
        self.table = table
        self.folded = folded
        self.prefectures = prefectures

    @cached_property
    def readings(self) -> list[Reading]:
        return list(readings(self.folded.text))

    @cached_property
    def living(self) -> list[Reading]:
        """The readings that name a municipality of today as it is called today."""
        return [reading for reading in self.readings if self._today(reading.written)]

    @cached_property
    def municipalities(self) -> list[tuple[str, str, int]]:
        """(prefecture, municipality, where its name ends in the text) of today, as the text names them."""
        return [(*place, reading.end) for reading in self.living for place in self._today(reading.written)]

    def matches(self) -> list[Match]:
        close = self._matches(self.living, carried=False) + self._matches_on_kyoto_streets()
        close = [match for match in close if match.bond >= SAME_CITY]
        if any(not match.leftover for match in close):
            return best_of_each_place(close)
        return best_of_each_place(close + self._matches(self.readings, carried=True))

    def _today(self, written: Municipality) -> list[tuple[str, str]]:
        return [
            (prefecture, name)
            for prefecture, name in self.table.municipalities_called(written.city)
            if (not self.prefectures or prefecture in self.prefectures)
            and (not written.county or folded_parts(name).county in ("", written.county))
            and written.ward in ("", folded_parts(name).ward)
        ] or (self._today(Municipality(written.county, written.city, "")) if written.ward else [])

    def _matches(self, found: list[Reading], *, carried: bool) -> list[Match]:
        if not found:
            return []
        phrases = [phrase for reading in found for phrase in self._phrases(reading, carried)]
        tries = [(prefix, phrase) for phrase in phrases for prefix in phrase.prefixes()]
        prefectures = self.prefectures if carried else {name for name, _, _ in self.municipalities}
        places: dict[str, list[Place]] = {}
        for place in self.table.with_keys({prefix for prefix, _ in tries}, prefectures):
            places.setdefault(loose_key(place.key), []).append(place)
        return [
            match
            for prefix, phrase in tries
            for place in places.get(prefix, ())
            if (match := self._match(place, phrase))
        ]

    def _phrases(self, reading: Reading, carried: bool) -> Iterator[Phrase]:
        rest, city, stem = self.folded.text[reading.end :], reading.written.city, reading.written.stem
        yield Phrase(rest, 0, reading)
        if not carried or not city or reading.written.ward:
            return
        for carrier in self._carriers(city, stem):
            yield Phrase(carrier + rest, len(carrier), reading)
        if city[-1] in "町村" and self.ends_cleanly(reading.end):
            yield Phrase(city + rest, len(city), reading, whole_town=True)

    def _carriers(self, city: str, stem: str) -> set[str]:
        """The forms in which a town of today may carry the old municipality's name."""
        carriers = {city, stem, stem + "町", stem + "村", stem + "区"} if self._begins_a_town(stem) else set()
        # 伊予三島市宮川 → 四国中央市三島宮川: of a long name the second half may be all that is left.
        if len(stem) > 3 and not set(stem) & set("市町村") and self._begins_a_town(stem[-2:]):
            carriers.add(stem[-2:])
        return carriers

    def _begins_a_town(self, stem: str) -> bool:
        return not self.prefectures or any(
            self.table.municipalities_having(stem, prefecture) for prefecture in self.prefectures
        )

    def _match(self, place: Place, phrase: Phrase) -> Match | None:
        exact = phrase.text.startswith(place.key)
        size = len(place.key if exact else loose_key(place.key))
        if not phrase.takes(size):
            return None
        end = phrase.reading.end + max(0, size - phrase.before)
        if self.folded.text[end : end + 1] in ("町", "り") and self.ends_cleanly(end + 1):
            exact, end = False, end + 1
        leftover = not self.ends_cleanly(end) and not self._marked(end)
        named = exact and bool(phrase.reading.written.city)
        if self.folded.splits_a_number(end) or (leftover and not named):
            return None
        bond = self._bond(place, phrase)
        start = phrase.reading.end
        return Match(place, bond, exact, start, end, leftover, self._skips_mark(place, start, end))

    def _bond(self, place: Place, phrase: Phrase) -> float:
        written, today = phrase.reading.written, folded_parts(place.municipality)
        if not written.city:
            return NOT_WRITTEN
        if phrase.whole_town:
            return NAME_NEARBY
        if today.city == written.city and (not written.county or today.county in ("", written.county)):
            return self._bond_in_city(written, today)
        if phrase.before or written.stem == today.ward[:-1] != "":
            return CARRIES_NAME if place.key.startswith(written.stem) or not phrase.before else NAME_INSIDE
        return ELSEWHERE if self._today(written) else self._bond_of_vanished(place, written, today)

    def _bond_in_city(self, written: Municipality, today: Municipality) -> float:
        if not written.ward:
            return SAME_CITY
        if written.ward == today.ward:
            return SAME_WARD
        wards = {folded_parts(name).ward for _, name in self.table.municipalities_called(written.city)}
        return OTHER_WARD if written.ward in wards else SAME_CITY

    def _bond_of_vanished(self, place: Place, written: Municipality, today: Municipality) -> float:
        if written.stem == today.stem:
            return CHANGED_KIND
        if len(written.stem) > 1 and len(today.stem) > 1:
            if written.stem in today.stem:
                return NAME_INSIDE
            if place.municipality in self.table.municipalities_having(written.stem, place.prefecture):
                return NAME_NEARBY
        return UNKNOWN

    def ends_cleanly(self, end: int) -> bool:
        written = self.folded.rest_of_written(end)
        if not written or written[0].isspace():
            return True
        # 五分一 begins a name, 五丁目 a number.
        pattern = KANJI_NUMBER_PART if written[0] in KANJI_NUMERALS else NUMBER_PART
        return bool(pattern.match(self.folded.text, end))

    def _marked(self, end: int) -> bool:
        return self.folded.rest_of_written(end).startswith(("字", "大字", "小字"))

    def _skips_mark(self, place: Place, start: int, end: int) -> bool:
        if place.key.endswith("条") and self.folded.text[end - 1 : end] != "条":
            return True
        if end <= start or "字" in place.town:
            return False
        return "字" in self.folded.written[self.folded.starts[start] : self.folded.ends[end - 1]]

    def _matches_on_kyoto_streets(self) -> list[Match]:
        """In Kyoto the way to a house is written before the town: 寺町通御池上る上本能寺前町."""
        text, found = self.folded.text, []
        for reading in self.living:
            turns = KYOTO_TURN.finditer(text, reading.end) if reading.written.city == "京都市" else ()
            for turn in turns:
                street = text[reading.end : turn.end()]
                matches = self._matches([Reading(reading.written, turn.end())], carried=False)
                found += [_on_street(match, street) for match in matches if not match.leftover]
        return found


def _on_street(match: Match, street: str) -> Match:
    return replace(match, street=street)


def best_of_each_place(matches: list[Match]) -> list[Match]:
    best: dict[Place, Match] = {}
    for match in matches:
        known = best.get(match.place)
        if known is None or _fitness(match) > _fitness(known):
            best[match.place] = match
    return list(best.values())


def _fitness(match: Match) -> tuple:
    return (not match.leftover, match.bond, match.exact, -match.start, match.end)
