"""How Japanese place names are compared.

The same place is written in many ways: 鳩ヶ谷 and 鳩ケ谷, 丸之内 and 丸の内, 北3条西 and 北三条西, with or
without 大字. Two spellings name one place when their folded forms are equal. Folding is for looking up only:
what a person sees or prints is always the text itself. Names of people are never folded.
A loose key goes one step further and forgets a final 町, 村, り or 条, which come and go over the years.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

PREFECTURES = (
    *("北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県"),
    *("埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県"),
    *("岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"),
    *("鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県"),
    *("佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"),
)
KANJI_DIGITS = "〇一二三四五六七八九"
KANJI_NUMERALS = KANJI_DIGITS + "十"
# ヶ stands or falls at the writer's pleasure (関ヶ島, 関島), and so does the の of 丸の内.
SILENT = frozenset("ヶケがガヵカ之ノの乃")
OLD_FORMS = str.maketrans(
    "髙﨑澤濱邊邉嶋廣櫻瀧冨圓國學會驛豐壽曾檜籠鹽莊條惠眞淵渕藪舘穗靜戶鐵藏稻龍德榮縣區邨塲當彌彦祗槇龜溪瀨溝槗薗ッっツ埜壹壱貳弐參",
    "高崎沢浜辺辺島広桜滝富円国学会駅豊寿曽桧篭塩荘条恵真渊渊薮館穂静戸鉄蔵稲竜徳栄県区村場当弥彥祇槙亀渓瀬溝橋園つつつ野一一二二三",
)
# In 五分一二丁目 the town ends in 一: twelve before 丁目 is always written 十二.
NUMERAL_OR_LETTER = re.compile(rf"[{KANJI_DIGITS}]+(?=[{KANJI_DIGITS}]丁目)|[{KANJI_NUMERALS}]+|.", re.DOTALL)
HYPHENS = frozenset("-－‐‑‒–—―−ｰー")


def is_number(character: str) -> bool:
    return character.isdecimal() or character in KANJI_NUMERALS


def number_from_kanji(numeral: str) -> int:
    """二十五 and 二五 are both 25, 十 is 10."""
    if "十" not in numeral:
        return int("".join(str(KANJI_DIGITS.index(digit)) for digit in numeral))
    tens, _, ones = numeral.partition("十")
    if "十" in ones:
        return number_from_kanji(tens + "十") * 100 + number_from_kanji(ones)
    return (number_from_kanji(tens) if tens else 1) * 10 + (number_from_kanji(ones) if ones else 0)


@dataclass(frozen=True)
class Folded:
    """A folded text that remembers where each of its characters stood in the written one."""

    text: str
    written: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def rest_of_written(self, position: int) -> str:
        """What was written after the first `position` folded characters."""
        return self.written[self.ends[position - 1] if position else 0 :]

    def splits_a_number(self, position: int) -> bool:
        """Whether a cut here would fall inside one number (12 | 3), not between two (三 | 12)."""
        if not self.text[position - 1 : position].isdecimal() or not self.text[position:][:1].isdecimal():
            return False
        before, after = self.starts[position - 1], self.starts[position]
        if self.written[before] in KANJI_NUMERALS or self.written[after] in KANJI_NUMERALS:
            return before == after
        return after - before == 1 and self.written[before].isascii() == self.written[after].isascii()


def fold_written(written: str) -> Folded:
    """Folds a text and keeps the positions; spaces vanish."""
    pieces = _without_marks(written, _pieces(written))
    return Folded(
        "".join(text for text, _, _ in pieces),
        written,
        tuple(start for _, start, _ in pieces),
        tuple(end for _, _, end in pieces),
    )


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    return fold_written(name).text


def _pieces(written: str) -> list[tuple[str, int, int]]:
    pieces = []
    for match in NUMERAL_OR_LETTER.finditer(written):
        start, end = match.span()
        text = _folded_piece(match.group())
        pieces += [(character, start, end) for character in text]
    return pieces


@lru_cache(maxsize=10_000)
def _folded_piece(piece: str) -> str:
    if piece[0] in KANJI_NUMERALS:
        return str(number_from_kanji(piece))
    if piece in HYPHENS:
        return "-"
    if piece.isspace() or piece in SILENT:
        return ""
    if "\uf900" <= piece <= "\ufaff" or piece.isascii() or "\uff00" <= piece <= "\uffef":
        piece = unicodedata.normalize("NFKC", piece)
    return piece.translate(OLD_FORMS)


def _without_marks(written: str, pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Drops 大字, 小字 and 字, and the 条 of 北3条西, which is often left out."""
    kept: list[tuple[str, int, int]] = []
    for index, (text, start, end) in enumerate(pieces):
        following = pieces[index + 1][0] if index + 1 < len(pieces) else ""
        if text == "字" or (text in "大小" and following == "字"):
            continue
        if text == "条" and kept and kept[-1][0].isdecimal() and following in tuple("東西南北"):
            continue
        kept.append((text, start, end))
    return kept


def loose_key(key: str) -> str:
    """The folded name without an ending that may be missing in an old address."""
    if len(key) > 1 and (key[-1] in "町村り" or (key[-1] == "条" and key[-2].isdecimal())):
        return key[:-1]
    return key


@dataclass(frozen=True)
class Municipality:
    """The parts of 北足立郡吹上町 or さいたま市浦和区; a part that is missing is empty."""

    county: str
    city: str
    ward: str

    @property
    def stem(self) -> str:
        """The name without 市, 区, 町, 村 at its end."""
        return self.city[:-1]


MUNICIPALITY = re.compile(
    r"(?P<county>(?:.+?郡|三宅島|八丈島)(?=.+[町村]$))?(?P<city>.+?市(?=.+区$)|.+)(?P<ward>.+区)?"
)


@lru_cache(maxsize=5_000)
def municipality_parts(name: str) -> Municipality:
    """Splits today's name of a municipality (as the post office writes it)."""
    found = MUNICIPALITY.fullmatch(name)
    return Municipality(found["county"] or "", found["city"], found["ward"] or "")
