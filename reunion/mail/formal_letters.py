"""A formal letter on paper opens with 「拝啓」 and a word about the season, and ends with 「敬具」.

Opening and closing are a pair: 謹啓 goes with 謹白 or 敬白, 前略 with 草々. The word about the season is that
of the month. Between them the reader is still greeted as in a mail: 「お世話になります」 in the first letter,
「お世話になっております」 in every later one.
"""

import datetime as dt
import re

from django.utils.translation import gettext as _

SEASONS = {
    1: "新春の候",
    2: "余寒の候",
    3: "早春の候",
    4: "陽春の候",
    5: "新緑の候",
    6: "初夏の候",
    7: "盛夏の候",
    8: "残暑の候",
    9: "初秋の候",
    10: "秋冷の候",
    11: "晩秋の候",
    12: "初冬の候",
}
PAIRS = {"拝啓": ("敬具",), "謹啓": ("謹白", "敬白"), "前略": ("草々",)}
CLOSINGS = {closing: opening for opening, closings in PAIRS.items() for closing in closings}
LAST_WORD = re.compile(rf"^[　 ]*({'|'.join(CLOSINGS)})[　 ]*$", re.MULTILINE)


def formal_opening(day: dt.date, *, greeting: str) -> str:
    """`greeting` is that of openings.py."""
    return f"拝啓　{SEASONS[day.month]}、貴社ますますご清栄のこととお慶び申し上げます。\n{greeting}"


def formal_closing() -> str:
    return "敬具"


def wrong_closing(text: str) -> str:
    """The rule in a sentence; empty when opening and closing are a pair, or there is neither."""
    opening = next((word for word in PAIRS if text.lstrip("\n 　").startswith(word)), "")
    closing = (LAST_WORD.findall(text) or [""])[-1]
    if opening and closing not in PAIRS[opening]:
        words = {"opening": opening, "closing": PAIRS[opening][0]}
        return _("「%(opening)s」で始めた手紙は、「%(closing)s」で結びます。") % words
    if closing and not opening:
        words = {"opening": CLOSINGS[closing], "closing": closing}
        return _("「%(closing)s」で結ぶ手紙は、「%(opening)s」で始めます。") % words
    return ""
