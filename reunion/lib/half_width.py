"""Digits, letters and signs typed in Japanese, made half-width; every kind of dash becomes a hyphen.

For numbers, codes and telephone numbers only: in a name ー is a letter, and in kanji nothing may change.
"""

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
DASHES = dict.fromkeys(map(ord, "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff70"), "-")
HALF_WIDTH = FULL_WIDTH | DASHES | {0x3000: " "}


def half_width(text: str) -> str:
    return text.translate(HALF_WIDTH).strip()
