"""How a name is written in kana, and how a bank writes it.

People type kana in any width and script; for the screen it becomes hiragana with one space between words.
A bank carries a payer in the characters of the 全銀協 record layout: no small kana, no ー (a hyphen stands
for it), ヲ as オ, no lower case. `bank_key` brings both sides to that form and folds no kana away, so two
different names keep two different keys. `weak_key` and `unvoiced_key` also forgive what is lost on the way
to the bank; two people may share one, so they only ever suggest.
"""

import re
import unicodedata

DASHES = (
    "-\u00ad\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b"
    "\u208b\u2212\u2500\u2501\ufe58\ufe63\uff0d\u30fc\uff70"
)
KANA_LETTER = r"\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fd\u30fe"

_DASH = re.compile(f"[{re.escape(DASHES)}]")
_DASH_AFTER_KANA = re.compile(f"(?<=[{KANA_LETTER}ー])[{re.escape(DASHES)}]")
_VOICING = str.maketrans({"゛": "\u3099", "゜": "\u309a", "ﾞ": "\u3099", "ﾟ": "\u309a"})
# NFKC only where kana, spaces and full-width letters live: it would change some kanji for good.
_WIDTHS = re.compile(f"[\u3000\uff01-\uff9f{KANA_LETTER}\u3099\u309a]+")
_ONLY_KANA = re.compile(f"[{KANA_LETTER}ー・ ]+")
_REPEATED = re.compile("([ァ-ヺ])([ヽヾ])")

_HIRAGANA = str.maketrans({chr(code): chr(code - 0x60) for code in [*range(0x30A1, 0x30F7), 0x30FD, 0x30FE]})
_KATAKANA = str.maketrans({chr(code): chr(code + 0x60) for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]})
_AS_BANKS_WRITE = str.maketrans("ァィゥェォッャュョヮヵヶヲヰヱ", "アイウエオツヤユヨワカケオイエ")
_DROPPED_BY_BANKS = re.compile("[\\s・\u200b-\u200d\ufeff]")
_SAME_SOUND = str.maketrans("ヂヅ", "ジズ")


def hiragana(text: str) -> str:
    """The kana in `text` as hiragana, one half-width space between words, for screen and comparing."""
    return _tidy(text).translate(_HIRAGANA)


def katakana(text: str) -> str:
    """The kana in `text` as full-width katakana, one half-width space between words."""
    return _tidy(text).translate(_KATAKANA)


def is_kana(text: str) -> bool:
    """Whether `text` is nothing but kana of any width, with at most spaces, long marks and ・ between."""
    tidy = _tidy(text)
    return bool(_ONLY_KANA.fullmatch(tidy)) and bool(re.search(f"[{KANA_LETTER}]", tidy))


def bank_key(text: str) -> str:
    """The identity of a person's or a payer's kana, in the characters in which banks carry it."""
    written = _without_repeat_marks(katakana(text)).translate(_AS_BANKS_WRITE).upper()
    return _DROPPED_BY_BANKS.sub("", _DASH.sub("-", written))


def weak_key(text: str) -> str:
    """`bank_key` with ヂ as ジ and ヅ as ズ, and without dashes and voicing marks."""
    return _unvoiced(bank_key(text).translate(_SAME_SOUND))


def unvoiced_key(text: str) -> str:
    """`bank_key` without dashes and voicing marks: what is left of ヂ is チ, where `weak_key` has シ."""
    return _unvoiced(bank_key(text))


def _tidy(text: str) -> str:
    one_width = _WIDTHS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text.translate(_VOICING))
    return _DASH_AFTER_KANA.sub("ー", " ".join(one_width.split()))


def _without_repeat_marks(text: str) -> str:
    """Write ミスヾ as ミスズ and サヽキ as ササキ: banks have no repeat marks."""
    return _REPEATED.sub(lambda pair: pair[1] + _repeat(pair[1], voiced=pair[2] == "ヾ"), text)


def _repeat(letter: str, *, voiced: bool) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    return unicodedata.normalize("NFC", plain + "\u3099") if voiced else plain


def _unvoiced(key: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", key) if letter not in "\u3099\u309a-")
