"""How likely a piece of a full name is a family name, or a given name, and how likely it is read in that way.

What is known comes from a short list of common names and from the roster itself: every name typed with a
space teaches two names with their readings. For a name never seen before, its length, its characters (田 ends
family names, 子 given ones) and the sounds its first and last characters have elsewhere must do. Shapes of
one character (髙, 高) count as the same; the names themselves are never changed.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from reunion.lib.kana import hiragana, unvoiced_key
from reunion.lib.names import loose_name_key

DATA = Path(__file__).parent / "data"

# How much one name of the list counts beside one person of the roster; the list begins with the commonest.
WEIGHT_OF_COMMON, WEIGHT_OF_LISTED = 3.0, 0.5
COMMON_NAMES = 150

LETTERS_IN_USE = 2_000
KANA_LETTERS = 25
IMPOSSIBLE = math.log(1e-7)
# A known name with a reading never seen, and with one that differs in a voicing mark only (なかた, なかだ).
OTHER_READING, OTHER_VOICING = math.log(0.05), math.log(0.2)
KNOWN_SOUND, UNKNOWN_SOUND, OTHER_SOUND = math.log(3.0), math.log(0.8), math.log(0.2)
SOUNDS_PER_LETTER, SPREAD_OF_SOUNDS = 1.9, 1.0
MOST_SOUNDS_PER_LETTER = 5


class NameKnowledge:
    """What is known about one half of full names: all family names, or all given names."""

    def __init__(self, listed: str, *, share_unknown: float, share_by_length: Mapping[int, float]):
        self._share_unknown = share_unknown
        self._share_by_length = share_by_length
        self._people: Counter[str] = Counter()
        self._readings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._letters: Counter[str] = Counter()
        self._first_sounds: defaultdict[str, set[str]] = defaultdict(set)
        self._last_sounds: defaultdict[str, set[str]] = defaultdict(set)
        self._total = self._total_letters = 0.0
        for index, (name, readings) in enumerate(_listed_names(listed)):
            weight = WEIGHT_OF_COMMON if index < COMMON_NAMES else WEIGHT_OF_LISTED
            self.learn(name, *readings, weight=weight)

    def learn(self, name: str, *readings: str, weight: float = 1.0) -> None:
        key = _key(name)
        self._people[key] += weight
        self._total += weight
        for letter in key:
            self._letters[letter] += weight
        self._total_letters += weight * len(key)
        for reading in filter(None, readings):
            self._readings[key][reading] += weight
            self._first_sounds[key[0]].add(_sound(reading[0]))
            self._last_sounds[key[-1]].add(_sound(reading[-1]))

    def knows(self, name: str) -> bool:
        return _key(name) in self._people

    def knows_reading(self, name: str, kana: str) -> bool:
        return kana in self._readings.get(_key(name), ())

    def log_chance(self, name: str, kana: str | None) -> float:
        """Logarithm of the chance to meet this name (read as `kana`, if that is known) among all."""
        key = _key(name)
        people = self._people.get(key)
        if not people:
            return self._log_chance_of_unknown(key) + (
                0.0 if kana is None else self._log_unknown_reading(name, kana)
            )
        chance = math.log((1 - self._share_unknown) * people / self._total)
        return chance if kana is None else chance + self._log_known_reading(name, kana)

    def _log_chance_of_unknown(self, key: str) -> float:
        chance = math.log(self._share_unknown * self._share_by_length.get(len(key), 1e-4))
        for letter in key:
            chance += math.log((self._letters[letter] + 0.05) / (self._total_letters + 0.05 * LETTERS_IN_USE))
        return chance

    def _log_known_reading(self, name: str, kana: str) -> float:
        readings = self._readings.get(_key(name))
        if not readings:
            return self._log_unknown_reading(name, kana)
        if kana in readings:
            return math.log(0.95 * readings[kana] / readings.total())
        if any(_voiceless(kana) == _voiceless(reading) for reading in readings):
            return OTHER_VOICING
        return OTHER_READING + self._log_unknown_reading(name, kana)

    def _log_unknown_reading(self, name: str, kana: str) -> float:
        written = [letter for letter in hiragana(name) if _is_kana_letter(letter)]
        if not _could_be_read(name, kana):
            return IMPOSSIBLE - math.log(KANA_LETTERS) * max(0, len(kana) - len(written))
        free = len(kana) - len(written)
        if len(written) == len(name):
            return 0.0
        return (
            -math.log(KANA_LETTERS) * free
            + _log_length(len(name) - len(written), free)
            + self._log_sounds(name, kana)
        )

    def _log_sounds(self, name: str, kana: str) -> float:
        key = _key(name)
        first = self._log_sound(self._first_sounds.get(key[0]), kana[0])
        return first + self._log_sound(self._last_sounds.get(key[-1]), kana[-1])

    @staticmethod
    def _log_sound(known: set[str] | None, sound: str) -> float:
        if not known:
            return UNKNOWN_SOUND
        return KNOWN_SOUND if _sound(sound) in known else OTHER_SOUND


def family_names() -> NameKnowledge:
    """What is known about family names before the roster is read."""
    return NameKnowledge(
        "surnames.tsv", share_unknown=0.10, share_by_length={1: 0.06, 2: 0.78, 3: 0.145, 4: 0.012, 5: 0.003}
    )


def given_names() -> NameKnowledge:
    """What is known about given names before the roster is read."""
    return NameKnowledge(
        "given_names.tsv", share_unknown=0.25, share_by_length={1: 0.14, 2: 0.58, 3: 0.27, 4: 0.01}
    )


@lru_cache(maxsize=4)
def _listed_names(filename: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    with (DATA / filename).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return tuple((name, tuple(readings.split(","))) for name, readings in rows)


@lru_cache(maxsize=200_000)
def _key(name: str) -> str:
    return loose_name_key(name)


@lru_cache(maxsize=100_000)
def _voiceless(kana: str) -> str:
    return unvoiced_key(kana)


@lru_cache(maxsize=1_000)
def _sound(letter: str) -> str:
    return unvoiced_key(letter) or letter


def _is_kana_letter(letter: str) -> bool:
    return "ぁ" <= letter <= "ゖ" and letter not in "ゕゖ"


def _log_length(letters: int, sounds: int) -> float:
    distance = (sounds - max(SOUNDS_PER_LETTER * letters, 2.4)) / SPREAD_OF_SOUNDS
    return -0.5 * distance * distance


@lru_cache(maxsize=200_000)
def _could_be_read(name: str, kana: str) -> bool:
    """Whether kana in the name stand at their places in the reading, each kanji having one to five sounds."""
    return _fits(hiragana(name), kana)


def _fits(name: str, kana: str) -> bool:
    if not name:
        return not kana
    if _is_kana_letter(name[0]):
        return kana.startswith(name[0]) and _fits(name[1:], kana[1:])
    longest = min(MOST_SOUNDS_PER_LETTER, len(kana))
    return any(_fits(name[1:], kana[sounds:]) for sounds in range(1, longest + 1))
