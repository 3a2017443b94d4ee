"""Compares a 全銀 file with the figures it states of itself.

The trailer's numbers and sums must be those of the records, and the balance before plus what came in less
what went out the balance after. Banks differ in whether corrections and cancelled transfers are counted, so
each way of counting is allowed; what no way explains refuses the file, with both figures. Figures a bank
leaves blank are not checked.
"""

from django.utils.translation import gettext as _

from reunion.payments.readers.entries import CANCELLED, CORRECTION, IN, OUT, Entry, StatementError
from reunion.payments.readers.zengin_layout import MOVEMENTS
from reunion.payments.readers.zengin_records import Group, Record

Figures = tuple[int, int]


def check_trailer(group: Group, entries: list[Entry]) -> tuple[int | None, int | None, list[str]]:
    """The balances before and after, where stated, and what the treasurer should know."""
    trailer = group.trailers[0]
    opening, closing = _balances(group)
    if group.sort == MOVEMENTS:
        _check(trailer, _("入金"), "in_count", "in_sum", _ways(entries, IN))
        _check(trailer, _("出金"), "out_count", "out_sum", _ways(entries, OUT))
        _check_data_count(trailer, len(entries))
        _check_balance(trailer, opening, closing, entries)
        return opening, closing, _zero_warnings(entries)
    kept = _figures(entry for entry in entries if entry.kind != CANCELLED)
    cancelled = _figures(entry for entry in entries if entry.kind == CANCELLED)
    _check(trailer, _("振込"), "in_count", "in_sum", [kept, _plus(kept, cancelled)])
    _check(trailer, _("取消"), "cancelled_count", "cancelled_sum", [cancelled])
    return opening, closing, _zero_warnings(entries) + _cancelled_warnings(kept, cancelled)


def check_end(end: Record, groups: list[Group], records: int) -> None:
    """Some banks count the end record itself, headers and trailers, some do not; zeros state nothing."""
    data = sum(len(group.data) for group in groups)
    stated = _number(end, "record_count")
    if stated and stated not in (records, records - 1, data):
        raise _differs(end, _("レコード総件数"), stated, records)
    accounts = _number(end, "account_count")
    if accounts and accounts != len(groups):
        raise _differs(end, _("口座数"), accounts, len(groups))


def _ways(entries: list[Entry], direction: str) -> list[Figures]:
    """All of this direction; all but corrections; and corrections taken off the side they correct."""
    every = _figures(entry for entry in entries if entry.direction == direction)
    plain = _figures(entry for entry in entries if entry.direction == direction and entry.kind != CORRECTION)
    against = _figures(
        entry for entry in entries if entry.direction != direction and entry.kind == CORRECTION
    )
    return [every, plain, (plain[0] - against[0], plain[1] - against[1])]


def _figures(entries) -> Figures:
    amounts = [entry.amount for entry in entries]
    return len(amounts), sum(amounts)


def _plus(one: Figures, other: Figures) -> Figures:
    return one[0] + other[0], one[1] + other[1]


def _check(trailer: Record, what: str, count_field: str, sum_field: str, ways: list[Figures]) -> None:
    count, total = _number(trailer, count_field), _number(trailer, sum_field)
    if count is not None and count not in {way[0] for way in ways}:
        raise _differs(trailer, _("%(what)sの件数") % {"what": what}, count, ways[0][0])
    counted = [way for way in ways if count in (None, way[0])]
    if total is not None and total not in {way[1] for way in counted}:
        raise _differs(trailer, _("%(what)sの合計額") % {"what": what}, total, counted[0][1])


def _check_data_count(trailer: Record, found: int) -> None:
    stated = _number(trailer, "data_count")
    if stated is not None and stated != found:
        raise _differs(trailer, _("データ件数"), stated, found)


def _check_balance(trailer: Record, opening: int | None, closing: int | None, entries: list[Entry]) -> None:
    if opening is None or closing is None:
        return
    expected = opening + sum(entry.signed_amount for entry in entries)
    if expected != closing:
        raise _differs(trailer, _("取引後残高"), closing, expected)


def _balances(group: Group) -> tuple[int | None, int | None]:
    """Both, or none where the bank fills both with zeros."""
    if group.sort != MOVEMENTS:
        return None, None
    opening = _signed(group.header, "opening", "opening_sign")
    closing = _signed(group.trailers[0], "closing", "closing_sign")
    return (opening, closing) if opening or closing else (None, None)


def _signed(record: Record, field: str, sign_field: str) -> int | None:
    amount = _number(record, field)
    return -amount if amount is not None and record.fields[sign_field] == "2" else amount


def _number(record: Record, field: str) -> int | None:
    written = record.fields[field]
    if not written:
        return None
    if not (written.isascii() and written.isdigit()):
        sentence = _("合計のレコードの数字「%(cell)s」が読めません。") % {"cell": written}
        raise StatementError([(record.number, sentence)])
    return int(written)


def _differs(record: Record, what: str, stated: int, found: int) -> StatementError:
    sentence = _(
        "%(what)sが合いません。ファイルには%(stated)sとありますが、明細を数えると%(found)sです。"
        "銀行の画面から、もう一度ダウンロードしてください。"
    ) % {"what": what, "stated": f"{stated:,}", "found": f"{found:,}"}
    return StatementError([(record.number, sentence)])


def _zero_warnings(entries: list[Entry]) -> list[str]:
    return [
        _("%(line)s行目は0円のため、取り込みません。") % {"line": entry.number}
        for entry in entries
        if not entry.amount
    ]


def _cancelled_warnings(kept: Figures, cancelled: Figures) -> list[str]:
    if not cancelled[0]:
        return []
    return [
        _(
            "取り消された振込が%(cancelled)s件（%(cancelled_sum)s円）あります。ほかの振込は%(kept)s件（%(kept_sum)s円）です。"
        )
        % {
            "cancelled": cancelled[0],
            "cancelled_sum": f"{cancelled[1]:,}",
            "kept": kept[0],
            "kept_sum": f"{kept[1]:,}",
        }
    ]
