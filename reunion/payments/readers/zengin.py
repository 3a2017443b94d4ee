"""Reads the statements of the 全銀協, layouts 03 and 01, of fixed length or comma-separated.

A file is header, data, trailer for each account, then one end record. Before anything is believed the
figures are checked: numbers and sums against the trailer, the balance before and after, the number of
accounts. A file whose figures differ is refused with both of them. Corrections (取引区分 19) and cancelled
transfers (取消区分 1) keep their kind and go out, so that they are never taken for a payment. A year
without era is the one that lies within the header's days.
"""

from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.account import stated_number
from reunion.payments.readers.amounts import shortened
from reunion.payments.readers.dates import era_less_date
from reunion.payments.readers.entries import (
    CANCELLED,
    CASH,
    CHEQUE,
    CORRECTION,
    IN,
    OUT,
    TRANSFER,
    UNKNOWN,
    AccountInfo,
    Entry,
    ParsedStatement,
    StatementError,
    Unreadable,
)
from reunion.payments.readers.identity import contradictions, counted
from reunion.payments.readers.payer import kind_of, payer_of
from reunion.payments.readers.zengin_checks import check_end, check_trailer
from reunion.payments.readers.zengin_layout import DEPOSIT_KINDS, MOVEMENTS, OTHER_DEPOSIT_KINDS
from reunion.payments.readers.zengin_records import Group, Record, groups_of, records_of

KINDS = {"10": CASH, "11": TRANSFER, "12": CHEQUE, "13": CHEQUE, "19": CORRECTION}
DIRECTIONS = {"1": IN, "2": OUT}


def read_zengin(text: str, today: date) -> tuple[ParsedStatement, ...]:
    records = records_of(text)
    groups, end = groups_of(records)
    statements = tuple(_statement(group, today) for group in groups)
    check_end(end, groups, len(records))
    return statements


def _statement(group: Group, today: date) -> ParsedStatement:
    header = group.header.fields
    _refuse_other_deposits(group.header)
    known = _days(group.header, today)
    entries, errors = [], []
    for record in group.data:
        try:
            entries.append(_entry(record, group.sort, today, known))
        except Unreadable as error:
            errors.append((record.number, str(error)))
    errors += [] if errors else contradictions(entries)
    if errors:
        raise StatementError(errors)
    opening, closing, warnings = check_trailer(group, entries)
    entries = counted([entry for entry in entries if entry.amount])
    account = _account(header)
    return ParsedStatement(
        bank=account.bank_name or _("全銀形式の明細"),
        format=f"zengin{group.sort}",
        account=account,
        entries=tuple(entries),
        from_on=known[0] if known else min((entry.booked_on for entry in entries), default=None),
        to_on=known[1] if known else max((entry.booked_on for entry in entries), default=None),
        opening_balance=opening,
        closing_balance=closing,
        warnings=tuple(warnings),
    )


def _refuse_other_deposits(header: Record) -> None:
    kind = OTHER_DEPOSIT_KINDS.get(header.fields["deposit_kind"])
    if kind:
        sentence = _("%(kind)s預金の明細は読み込めません。普通預金か当座預金の明細を使ってください。")
        raise StatementError([(header.number, sentence % {"kind": kind})])


def _days(header: Record, today: date) -> tuple[date, date] | None:
    """The first and last day the header speaks of; None where it leaves them blank."""
    first, last = header.fields["from_on"], header.fields["to_on"]
    if not last.strip("0"):
        return None
    try:
        to_on = era_less_date(last, today=today)
        from_on = era_less_date(first, today=today, known=(to_on, to_on)) if first.strip("0") else to_on
    except Unreadable as error:
        raise StatementError([(header.number, str(error))]) from error
    return min(from_on, to_on), max(from_on, to_on)


def _account(header: dict[str, str]) -> AccountInfo:
    return AccountInfo(
        bank_code=header["bank_code"],
        bank_name=header["bank_name"],
        branch_code=header["branch_code"],
        branch_name=header["branch_name"],
        kind=DEPOSIT_KINDS.get(header["deposit_kind"], ""),
        number=stated_number(header["number"]),
        holder=header["holder"],
        as_written=header["number"],
    )


def _entry(record: Record, sort: str, today: date, known: tuple[date, date] | None) -> Entry:
    fields = record.fields
    booked_on = era_less_date(fields["booked_on"], today=today, known=known)
    value_on = fields["value_on"]
    direction, kind = _direction_and_kind(fields, sort)
    name = fields["payer"] or fields.get("remark", "")
    return Entry(
        number=record.number,
        booked_on=booked_on,
        amount=_amount(fields),
        direction=direction,
        payer=payer_of(name, direction=direction, kind=kind),
        text=" ".join(
            filter(
                None, (fields.get(part) for part in ("payer", "from_bank", "from_branch", "remark", "edi"))
            )
        ),
        raw=record.raw,
        value_on=era_less_date(value_on, today=today, known=(booked_on, booked_on))
        if value_on.strip("0")
        else None,
        kind=kind or kind_of(fields.get("remark", ""), name),
        bank_id=fields["inquiry"],
        bank_id_key=_bank_id_key(fields["inquiry"], booked_on, kind, sort),
    )


def _direction_and_kind(fields: dict[str, str], sort: str) -> tuple[str, str]:
    if sort != MOVEMENTS:
        return (OUT, CANCELLED) if fields["cancelled"] == "1" else (IN, TRANSFER)
    if fields["direction"] not in DIRECTIONS:
        written = {"cell": shortened(fields["direction"])}
        raise Unreadable(_("入払区分「%(cell)s」が読めません（1が入金、2が出金です）。") % written)
    return DIRECTIONS[fields["direction"]], KINDS.get(fields["sort"], UNKNOWN)


def _amount(fields: dict[str, str]) -> int:
    """In format B of the transfer notice the second amount stands in for a first one of zero."""
    amount = _digits(fields["amount"]) if fields["amount"] or "amount_2" not in fields else 0
    return amount or _digits(fields.get("amount_2", "0"))


def _digits(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise Unreadable(_("金額「%(cell)s」が読めません。") % {"cell": shortened(written)})
    return int(written)


def _bank_id_key(inquiry: str, booked_on: date, kind: str, sort: str) -> str:
    """照会番号 and day, where it is a number; a reversal may bear the number of what it takes back."""
    if not (inquiry.isascii() and inquiry.isdigit() and inquiry.strip("0")):
        return ""
    reversal = kind if kind in (CORRECTION, CANCELLED) else ""
    return f"zengin{sort}:{booked_on.isoformat()}:{inquiry}:{reversal}"
