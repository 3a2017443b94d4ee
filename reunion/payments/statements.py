"""How a file of the bank is taken in: once, whole, and only what is new.

The file is read to its end before anything is written; one line that cannot be read refuses it. So does an
account other than the reunion's, until the treasurer says that it is meant; a table of no bank we know,
until the treasurer has said what its columns mean; and a line that bears a number
of the bank already known with another date, amount or text. A file seen before adds nothing and is no
mistake. Of overlapping files only the lines not yet known are added; two equal lines in one file are two
payments. Two uploads at once wait for each other. All directions are stored, for the books must add up.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import BankAccount, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Statement, StatementLine
from .readers import Entry, ParsedStatement, agrees, identity
from .readers.balance import newest_first
from .readers.entries import numbered_sentence
from .reading import UnreadableFile, read_for
from .whose_account import is_another_account, is_our_account

AT_ONCE = 500


class OtherAccount(Refused):
    """The file is of another account; taking it in needs a word of the treasurer."""


@dataclass(frozen=True)
class Intake:
    statement: Statement
    new: int
    known: int
    withdrawals: int  # among the new ones
    seen_before: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """An entry, its mark, and its place in the order in which the bank booked."""

    entry: Entry
    mark: str
    sequence: int


def take_in(
    reunion: Reunion,
    *,
    data: bytes,
    file_name: str,
    actor: User | None,
    other_account_is_ours: bool = False,
    ask_about_columns: bool = False,
) -> Intake:
    """Raises Refused, OtherAccount, ColumnsToConfirm or UnreadableFile; then nothing has changed.

    With `ask_about_columns` every table of no bank we know is asked about, else only one of doubtful words.
    """
    parsed = read_for(reunion, data, ask=ask_about_columns)
    ours = BankAccount.objects.filter(reunion=reunion).first()
    parts = [part for part in parsed if is_our_account(part.account, ours)] or parsed
    if not other_account_is_ours:
        _refuse_another_account(parts, ours)
    remarks = [remark for part in parts for remark in part.warnings]
    if len(parts) < len(parsed):
        remarks.append(_("ほかの口座の明細は取り込みませんでした。"))
    digest = hashlib.sha256(data).hexdigest()
    return _store(reunion, digest, parts, list(_entries(parts, ours)), file_name, actor, tuple(remarks))


def _refuse_another_account(parts: Sequence[ParsedStatement], ours: BankAccount | None) -> None:
    for part in parts:
        if is_another_account(part.account, ours):
            raise OtherAccount(
                _(
                    "この会の口座（番号の終わりが%(ours)s）ではなく、番号の終わりが%(stated)sの口座の明細です。"
                    "ファイルを確かめてください。"
                )
                % {"ours": ours.number[-3:], "stated": part.account.number[-3:]}
            )


def _entries(parts: Sequence[ParsedStatement], ours: BankAccount | None) -> Iterator[Read]:
    times_seen: Counter[str] = Counter()
    for part in parts:
        entries = list(part.entries)
        backwards = newest_first(entries)
        account = part.account.number if is_another_account(part.account, ours) else ""
        for place, entry in enumerate(entries):
            mark = _mark(identity(entry), account)
            times_seen[mark] += 1
            mark = _mark(mark, str(times_seen[mark]) if times_seen[mark] > 1 else "")
            yield Read(entry, mark, len(entries) - place if backwards else place + 1)


def _mark(mark: str, addition: str) -> str:
    """Tells equal lines of two accounts, or of two blocks of one account, apart."""
    return hashlib.sha256(f"{mark}:{addition}".encode()).hexdigest() if addition else mark


@transaction.atomic
def _store(
    reunion: Reunion,
    digest: str,
    parts: Sequence[ParsedStatement],
    entries: Sequence[Read],
    file_name: str,
    actor: User | None,
    remarks: tuple[str, ...],
) -> Intake:
    # One upload at a time for each reunion; signups, which only point to the row, need not wait.
    Reunion.objects.select_for_update(no_key=True).get(pk=reunion.pk)
    seen = Statement.objects.filter(reunion=reunion, digest=digest).first()
    if seen is not None:
        return Intake(seen, 0, len(entries), 0, seen_before=True)
    new = _only_new(reunion, entries)
    statement = Statement.objects.create(
        reunion=reunion,
        file_name=file_name[-200:],
        digest=digest,
        bank=parts[0].bank[:40],
        from_on=min((part.from_on for part in parts if part.from_on), default=None),
        to_on=max((part.to_on for part in parts if part.to_on), default=None),
        uploaded_by=actor,
    )
    for place in range(0, len(new), AT_ONCE):
        StatementLine.objects.bulk_create(_line(statement, each) for each in new[place : place + AT_ONCE])
    _journal(statement, len(new), actor)
    withdrawals = sum(each.entry.direction == StatementLine.Direction.OUT for each in new)
    remarks += _doubt_about_another_form(statement) if new else ()
    return Intake(statement, len(new), len(entries) - len(new), withdrawals, remarks=remarks)


def _doubt_about_another_form(statement: Statement) -> tuple[str, ...]:
    """The same movement in two forms of a bank (CSV and 全銀) cannot be told from two movements."""
    others = Statement.objects.filter(
        reunion=statement.reunion, from_on__lte=statement.to_on, to_on__gte=statement.from_on
    ).exclude(bank=statement.bank)
    other = others.first()
    if other is None:
        return ()
    sentence = _(
        "前に取り込んだ「%(bank)s」の明細と期間が重なっています。同じ入金が2度出ていないか、確かめてください。"
    )
    return (sentence % {"bank": other.bank},)


def _only_new(reunion: Reunion, entries: Sequence[Read]) -> list[Read]:
    known = _known(reunion, [each.mark for each in entries])
    contradictions = [
        _contradiction(known[each.mark], each.entry)
        for each in entries
        if each.mark in known and not _agrees(known[each.mark], each.entry)
    ]
    if contradictions:
        raise UnreadableFile(contradictions)
    return [each for each in entries if each.mark not in known]


def _known(reunion: Reunion, marks: Sequence[str]) -> dict[str, StatementLine]:
    """The stored lines among these; asked for in parts, so that neither many lines nor many files weigh."""
    stored = StatementLine.objects.filter(reunion=reunion).only("identity", *KNOWN_FIELDS)
    parts = [marks[place : place + AT_ONCE] for place in range(0, len(marks), AT_ONCE)]
    return {line.identity: line for part in parts for line in stored.filter(identity__in=part)}


KNOWN_FIELDS = ("booked_on", "direction", "amount", "text", "raw")


def _agrees(line: StatementLine, entry: Entry) -> bool:
    return agrees(
        entry, booked_on=line.booked_on, direction=line.direction, amount=line.amount, text=line.text
    )


def _contradiction(line: StatementLine, entry: Entry) -> str:
    return numbered_sentence(
        entry.number,
        _("番号「%(id)s」の行は前にも取り込みましたが、内容が違います。（前 %(known)s ／ 今回 %(new)s）")
        % {"id": entry.bank_id, "known": line.raw.strip(), "new": entry.raw.strip()},
    )


def _line(statement: Statement, each: Read) -> StatementLine:
    entry = each.entry
    return StatementLine(
        statement=statement,
        reunion_id=statement.reunion_id,
        identity=each.mark,
        bank_id=entry.bank_id[:60],
        number=entry.number,
        sequence=each.sequence,
        booked_on=entry.booked_on,
        direction=entry.direction,
        amount=entry.amount,
        payer=entry.payer[:200],
        kind=entry.kind[:20],
        balance_after=entry.balance_after,
        text=entry.text,
        raw=entry.raw,
    )


def _journal(statement: Statement, new: int, actor: User | None) -> None:
    record(
        statement,
        action="statement_taken_in",
        sentence=gettext_lazy("%(bank)sの明細を取り込みました（新しい行 %(new)s件）"),
        words={"bank": statement.bank, "new": new},
        actor=actor,
        reunion_slug=statement.reunion.slug,
    )
