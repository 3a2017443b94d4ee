"""Who paid, and what kind of movement it was, from the bank's description.

Banks put a word before the name of whoever transferred money (振込　, 振込＊, ﾌﾘｺﾐﾆｭｳｷﾝ, ことら送金). That
word alone is taken off, and only from money that came in; the name stays as the bank wrote it, in its width
and with its spaces. Digits which follow are kept, they may be a reference. A description that speaks of a
fee or a reversal keeps its word, it names no payer.
"""

import re
import unicodedata

from reunion.payments.readers.entries import (
    CASH,
    CORRECTION,
    FEE,
    IN,
    INTEREST,
    SALARY,
    TRANSFER,
    UNKNOWN,
)

# 振込１ and 振込ＩＢ１ name the channel; more digits than one are somebody's reference.
CHANNEL = r"(?:(?:ＩＢ|IB)[0-9０-９]?|[0-9０-９])(?![0-9０-９])"
AFTER_KANJI = rf"(?:{CHANNEL})?(?!手数料|資金)[\s　＊*:：]*"
AFTER_KANA = r"(?:[\s　]*[＊*:：][\s　]*|[\s　]+)"
PREFIX = re.compile(
    rf"(?:(?:振込(?:入金)?|ことら送金|ことら入金){AFTER_KANJI}"
    rf"|(?:ﾌﾘｺﾐ(?:ﾆ[ｭﾕ]ｳｷﾝ)?|フリコミ(?:ニ[ュユ]ウキン)?|ことら){AFTER_KANA})"
)

TAKES_BACK = re.compile(r"訂正|取消|取り消し|組戻|返却")
# The first that fits wins. 給料振込 is a salary, 振込手数料 a fee: the narrower word stands before the wider.
KINDS = (
    (re.compile(r"給与|給料|賞与|年金"), SALARY),
    (re.compile(r"手数料"), FEE),
    (
        re.compile(r"^(?:普通預金|決算|お|預金)*(?:利息|利子)|^(?:ケツサン)?オ?リソク$"),
        INTEREST,
    ),
    (re.compile(r"振込|送金|ことら|^フリコミ"), TRANSFER),
    (re.compile(r"現金|ATM|カード入金|カード出金|^カード$"), CASH),
)


def payer_of(description: str, *, direction: str, kind: str) -> str:
    """The payer as written; the known prefix comes off incoming movements which take nothing back."""
    written = description.strip()
    if direction != IN or kind in (CORRECTION, FEE, SALARY):
        return written
    return PREFIX.sub("", written, count=1) if PREFIX.match(written) else written


def kind_of(*descriptions: str) -> str:
    """A reversal if any description speaks of one; else what the first which tells a kind tells."""
    plain = [unicodedata.normalize("NFKC", description).strip() for description in descriptions]
    if any(TAKES_BACK.search(folded) for folded in plain):
        return CORRECTION
    for folded in plain:
        for pattern, kind in KINDS:
            if pattern.search(folded):
                return kind
    return UNKNOWN
