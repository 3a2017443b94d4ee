"""What a reader hands back, whatever the bank.

An entry is one movement of money, with the bank's own words kept beside what was understood of them. A
statement is the entries of one account in the order of the file. Nothing here is guessed: what a file
leaves out stays empty, and a file in which one line cannot be read is refused as a whole, with every such
line named.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

IN, OUT = "in", "out"

TRANSFER, INTEREST, CASH, SALARY, FEE, CHEQUE = "transfer", "interest", "cash", "salary", "fee", "cheque"
CORRECTION, CANCELLED, UNKNOWN = "correction", "cancelled", ""
UNDOING_KINDS = frozenset({CORRECTION, CANCELLED})
"""Kinds which take an earlier movement back: never a payment by themselves."""

SHOWN_AT_MOST = 10


class StatementError(ValueError):
    """The file is refused. `errors` holds every (line or None, sentence), `line` the first line."""

    def __init__(self, errors: list[tuple[int | None, str]] | str):
        self.errors = ((None, errors),) if isinstance(errors, str) else tuple(errors)
        self.line = self.errors[0][0]
        super().__init__("\n".join(self._sentences()))

    def _sentences(self) -> list[str]:
        shown = [numbered_sentence(line, sentence) for line, sentence in self.errors[:SHOWN_AT_MOST]]
        more = len(self.errors) - len(shown)
        return shown + ([_("ほかに%(count)s行あります。") % {"count": more}] if more else [])


class Unreadable(ValueError):
    """One cell or one line cannot be read; the sentence does not yet know its line."""


def numbered_sentence(line: int | None, sentence: str) -> str:
    return (
        sentence if line is None else _("%(line)s行目: %(sentence)s") % {"line": line, "sentence": sentence}
    )


def unclosed_sentence() -> str:
    return _("引用符が閉じていないか、欄が長すぎます。銀行の画面から、もう一度ダウンロードしてください。")


@dataclass(frozen=True)
class Entry:
    """One movement. `amount` is whole yen and positive; `direction` says which way it went.

    `number` is the line of the file, from 1. `payer` is as the bank wrote it, without the known prefix;
    `text` is the bank's whole description. `bank_id_key` is the bank's own number made unique, "" where
    there is none to trust. `occurrence` counts equal entries of one file from 1.
    """

    number: int
    booked_on: date
    amount: int
    direction: str
    payer: str
    text: str
    raw: str
    value_on: date | None = None
    kind: str = UNKNOWN
    balance_after: int | None = None
    bank_id: str = ""
    bank_id_key: str = ""
    occurrence: int = 1

    @property
    def signed_amount(self) -> int:
        return self.amount if self.direction == IN else -self.amount


@dataclass(frozen=True)
class AccountInfo:
    """The account a statement says it is of; "" where it does not say, or only in zeros or stars."""

    bank_code: str = ""
    bank_name: str = ""
    branch_code: str = ""
    branch_name: str = ""
    kind: str = ""
    number: str = ""
    holder: str = ""
    as_written: str = ""


@dataclass(frozen=True)
class ParsedStatement:
    bank: str
    format: str
    account: AccountInfo | None
    entries: tuple[Entry, ...]
    from_on: date | None
    to_on: date | None
    opening_balance: int | None = None
    closing_balance: int | None = None
    warnings: tuple[str, ...] = ()
