"""Whether each balance follows from the one before.

Banks list from the oldest or from the newest; whichever order holds is taken. A gap is told, not refused:
people filter a list or strike out private lines before they hand it over, and a later, complete file brings
what was missing. Lines without a balance are carried along.
"""

from django.utils.translation import gettext as _

from reunion.payments.readers.entries import Entry


def newest_first(entries: list[Entry]) -> bool:
    """The order in which fewer balances fail to follow; the dates decide where balances do not."""
    if len(entries) < 2:
        return False
    upwards, downwards = len(gaps(entries)), len(gaps(entries[::-1]))
    if upwards != downwards:
        return downwards < upwards
    return entries[0].booked_on > entries[-1].booked_on


def gaps(entries: list[Entry]) -> list[Entry]:
    """The entries, oldest first, whose balance does not follow from the last one stated."""
    found = []
    expected = None
    for entry in entries:
        if expected is not None:
            expected += entry.signed_amount
        if entry.balance_after is None:
            continue
        if expected is not None and expected != entry.balance_after:
            found.append(entry)
        expected = entry.balance_after
    return found


def ends(oldest_first: list[Entry]) -> tuple[int | None, int | None]:
    """The balances before the first and after the last entry; None where not stated."""
    if not oldest_first or oldest_first[0].balance_after is None or oldest_first[-1].balance_after is None:
        return None, None
    first = oldest_first[0]
    return first.balance_after - first.signed_amount, oldest_first[-1].balance_after


def gap_warning(found: list[Entry]) -> str:
    lines = "、".join(str(entry.number) for entry in found[:5]) + ("…" if len(found) > 5 else "")
    return _(
        "残高が前の行とつながらない行があります（%(lines)s行目）。抜けている行がないか、銀行の画面で確かめてください。"
    ) % {"lines": lines}
