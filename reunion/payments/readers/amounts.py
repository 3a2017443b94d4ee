"""Whole yen as banks and people write them.

Commas, a yen sign, 円, full-width digits and every sign for minus (−, ▲, △) are understood; an empty cell
or a lone dash means that nothing is stated. Anything else, fractions included, is unreadable: an amount is
never taken for 0.
"""

import re

from django.utils.translation import gettext as _

from reunion.payments.readers.entries import Unreadable

MOST_DIGITS = 12
# Not NFKC, which would read 8² as 82 and ① as 1. The backslash is what the yen sign becomes in UTF-8.
PLAIN = str.maketrans("０１２３４５６７８９，￥\\＋（）", "0123456789,¥¥+()") | str.maketrans(
    dict.fromkeys("−‐‑‒–—―ー－ｰ▲△", "-")
)
YEN = re.compile(r"(?P<minus>-?)[+]?¥?(?P<minus_after>-?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)円?")


def yen(cell: str) -> int | None:
    """The amount in the cell, with its sign; None where the cell states none."""
    text = "".join(cell.translate(PLAIN).split())
    if not text.strip("-"):
        return None
    match = YEN.fullmatch(text)
    if match is None or (match["minus"] and match["minus_after"]):
        raise Unreadable(_("金額「%(cell)s」が読めません。") % {"cell": shortened(cell)})
    digits = match["digits"].replace(",", "")
    if len(digits) > MOST_DIGITS:
        raise Unreadable(_("金額「%(cell)s」の桁が多すぎます。") % {"cell": shortened(cell)})
    return -int(digits) if match["minus"] or match["minus_after"] else int(digits)


def shortened(cell: str) -> str:
    return cell if len(cell) <= 30 else cell[:30] + "…"
