"""What a line of an address becomes when it is written downwards.

Numbers are written in kanji: one figure as it is (三), two as they are spoken (二十一, since 二一 downwards
looks like 三), three and more figure by figure (一〇三). A dash becomes ―; the long sound of katakana stays,
unless it stands between figures, where somebody has mistyped a dash. Latin letters become wide, so that
they stand upright. Whoever prefers Arabic figures gets them wide. Only addresses come here, never a name:
a name is printed as its bearer writes it.
"""

import re

WIDE = {code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
WIDE |= {ord("&"): "＆", ord("#"): "＃", ord("("): "（", ord(")"): "）", ord("/"): "／", ord(","): "、"}
PLAIN_FIGURES = {ord("０") + figure: str(figure) for figure in range(10)}
WIDE_FIGURES = {ord("0") + figure: chr(ord("０") + figure) for figure in range(10)}
DASHES = "-‐‑‒–—―−－─━ｰ"
DASH = "―"
LONG_SOUND_BETWEEN_FIGURES = re.compile(r"(?<=\d)ー(?=\d)")
FIGURES = "〇一二三四五六七八九"


def vertical_address(text: str, *, arabic: bool = False) -> str:
    """`arabic` keeps the figures as figures."""
    text = LONG_SOUND_BETWEEN_FIGURES.sub(DASH, text.translate(PLAIN_FIGURES))
    text = re.sub(f"[{DASHES}]", DASH, text).translate(WIDE)
    if arabic:
        return text.translate(WIDE_FIGURES)
    return re.sub(r"\d+", lambda found: kanji_number(found[0]), text)


def kanji_number(digits: str) -> str:
    """Of half-width digits: 8 → 八, 10 → 十, 21 → 二十一, 103 → 一〇三."""
    if len(digits) != 2 or digits[0] == "0":
        return "".join(FIGURES[int(digit)] for digit in digits)
    tens, ones = int(digits[0]), int(digits[1])
    return ("" if tens == 1 else FIGURES[tens]) + "十" + ("" if ones == 0 else FIGURES[ones])
