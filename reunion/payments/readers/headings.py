"""Which column of a table means what.

Columns are found by the words above them, in the spelling of any bank, never by their position. Headings
that speak of a number, a code or a class are set aside before amounts are looked for (入出金明細ＩＤ
contains 出金), and a memo is never the payer. A row is the heading row when it names a date, money coming
in, and a text.
"""

import re
import unicodedata
from dataclasses import dataclass

NEVER_TEXT = re.compile(r"メモ|備考|ラベル|コメント")
NEVER_MONEY = re.compile(r"ID|番号|区分|コード|残高|手数料|日付?$|メモ|備考|内容|摘要|先|人|名")

# For each meaning the spellings from the surest to the loosest; the first that fits any heading wins.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "booked_on": (
        r"(お取引|取引|お取扱|お取り扱い|取扱)日付?",
        r"日付|年月日(\(和暦\))?|勘定日|お取り引き日|取引年月日",
        r"入金日|振込日|(お)?取.*日|.*年月日.*|.*日付",
    ),
    "value_on": (r"\(?起算日\)?",),
    "balance": (r"差し?引き?残高|取引後残高|残高", r".*残高.*|.*\(貸付\)高"),
    "description": (
        r"(お)?振込依頼人名?|(ご)?依頼人名?|振込人名?|摘要内容",
        r"入出金内容|(お)?取り?扱い?内容|(お)?取引内容|内容",
        r"摘要",
        r".*依頼人.*|.*振込人.*|.*内容.*|.*摘要.*|詳細2?|明細|お?名前|氏名|取引先|相手先",
    ),
    "kind": (r"摘要|取引区分|取引種[別類]|取引名|種別|詳細1",),
    "sign": (r"入出金区分|入払区分|出入金区分",),
    "signed": (r"入出金(金額|額)?|(取引)?金額",),
    "deposit": (
        r"[おご]?預[かけ]?り?入?れ?(金額|額)?|[おご]?入金(金額|額)?|受入(金額|額)",
        r".*(お預|預か|預入|入金|受入).*",
    ),
    "withdrawal": (
        r"[おご]?(支払い?|引き?出し?|払い?戻し?)(金額|額)?|[おご]?出金(金額|額)?|払出(金額|額)",
        r".*(支払|引出|引き出|出金|払出|払戻|引落).*",
    ),
}
MONEY = ("deposit", "withdrawal", "signed")


@dataclass(frozen=True)
class Columns:
    """Meaning → positions. Most meanings have one column; a date may be spread over three.

    `sure` unless a heading was understood only loosely.
    """

    places: dict[str, tuple[int, ...]]
    sure: bool = True

    def cell(self, row: list[str], meaning: str) -> str:
        """The text under a meaning, "" where the row is too short; parts of a date are joined by /."""
        parts = [row[place].strip() for place in self.places.get(meaning, ()) if place < len(row)]
        return "/".join(parts) if any(parts) else ""

    def has(self, meaning: str) -> bool:
        return meaning in self.places

    @property
    def last(self) -> int:
        """The last position a row must reach to be whole."""
        return max(place for places in self.places.values() for place in places)


def plain(heading: str) -> str:
    """A heading without widths, spaces and the unit of money."""
    folded = "".join(unicodedata.normalize("NFKC", heading).split())
    return re.sub(r"[(\[]円[)\]]", "", folded)


def find_columns(headings: list[str], known: dict[str, tuple[str, ...]] | None = None) -> Columns | None:
    """The columns under these `plain` headings; None when this is no heading row.

    `known` gives the headings of a bank whose words alone would mislead.
    """
    places: dict[str, tuple[int, ...]] = {}
    loose: set[str] = set()
    for meaning, words in (known or {}).items():
        if all(word in headings for word in words):
            places[meaning] = tuple(headings.index(word) for word in words)
    for meaning, spellings in SPELLINGS.items():
        taken = {place for where in places.values() for place in where}
        place, is_sure = (None, True) if meaning in places else _find(meaning, spellings, headings, taken)
        if place is not None:
            places[meaning] = (place,)
            loose |= set() if is_sure else {meaning}
    if "deposit" in places:
        places.pop("signed", None)
    if "signed" not in places:
        places.pop("sign", None)
    money = "deposit" in places or "signed" in places
    if not (money and "booked_on" in places and "description" in places):
        return None
    return Columns(places, sure=not loose & {"booked_on", "description", *MONEY})


def _find(
    meaning: str, spellings: tuple[str, ...], headings: list[str], taken: set[int]
) -> tuple[int | None, bool]:
    """The place, and whether its heading is spelt in a sure way: only the last, loosest spelling is not."""
    forbidden = NEVER_MONEY if meaning in MONEY else NEVER_TEXT
    for spelling in spellings:
        for place, heading in enumerate(headings):
            if place not in taken and not forbidden.search(heading) and re.fullmatch(spelling, heading):
                return place, spelling is not spellings[-1] or len(spellings) == 1
    return None, True
