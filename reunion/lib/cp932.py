"""Text for programs that know only the old Japanese characters of Windows (cp932).

What they lack is replaced by the same character in its common shape (𠮷 → 吉), a variant asked for by a
selector by the plain one; where there is no other shape, by 〓, as printers have always done. Nothing is
replaced silently: whoever writes the file gets a list.
"""

import re
from dataclasses import dataclass, field

from reunion.lib.names import name_key

CHARACTER = re.compile(".[\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
NO_OTHER = "〓"
SAME_SIGN = {"‑": "-", "–": "-", "\u00a0": " "}


@dataclass
class Replacements:
    """What became of each character that had to be replaced, in the order met."""

    found: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "、".join(f"{before}→{after}" for before, after in self.found.items())

    def apply(self, text: str) -> str:
        return text if is_cp932(text) else CHARACTER.sub(self._replaced, text)

    def _replaced(self, match: re.Match) -> str:
        character = match[0]
        if is_cp932(character):
            return character
        after = _other(character)
        self.found[character] = after
        return after


def is_cp932(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _other(character: str) -> str:
    for candidate in (SAME_SIGN.get(character), character[0], name_key(character)):
        if candidate and is_cp932(candidate):
            return candidate
    return NO_OTHER
