"""Whether a statement is of the reunion's own account.

Only what both sides state is compared. A file without a number, or with one of zeros, is believed; so is
every file while the reunion has no account. Numbers are compared without leading zeros. A ゆうちょ account
has two numbers, 記号-番号 and the one for transfers from other banks (the 番号 without its last digit);
either is accepted on either side. Codes of bank and branch count only where both sides give a code.
"""

import re
import unicodedata

from reunion.events.models import BankAccount

from .readers import AccountInfo

YUCHO_SIGN = re.compile(r"[01]\d{4}")
YUCHO_CODE = "9900"
CODE = re.compile(r"\d{3,4}")


def is_another_account(stated: AccountInfo | None, ours: BankAccount | None) -> bool:
    if stated is None or ours is None or not stated.number.strip("0"):
        return False
    codes = ((stated.bank_code, ours.bank), (stated.branch_code, ours.branch))
    return not (_numbers_of(stated) & _our_numbers(ours)) or any(_differ(*pair) for pair in codes)


def is_our_account(stated: AccountInfo | None, ours: BankAccount | None) -> bool:
    """The file says so itself; a file that says nothing is neither ours nor another's."""
    return bool(stated and ours and stated.number.strip("0") and not is_another_account(stated, ours))


def _numbers_of(stated: AccountInfo) -> set[str]:
    is_yucho = stated.bank_code == YUCHO_CODE or "ゆうちょ" in _plain(stated.bank_name)
    return {_digits(stated.number)} | _forms(stated.as_written, is_yucho=is_yucho)


def _our_numbers(ours: BankAccount) -> set[str]:
    bank = _plain(ours.bank)
    is_yucho = bank == YUCHO_CODE or "ゆうちょ" in bank or "郵便" in bank
    return _forms(ours.number, is_yucho=is_yucho or bool(YUCHO_SIGN.fullmatch(_plain(ours.branch))))


def _forms(written: str, *, is_yucho: bool) -> set[str]:
    """Every number that may stand for the account, without leading zeros."""
    parts = re.findall(r"\d+", _plain(written))
    if not parts:
        return set()
    whole, last = _digits("".join(parts)), _digits(parts[-1])
    if not is_yucho:
        return {whole}
    return {whole, last, last[:-1]} - {""}


def _differ(stated: str, ours: str) -> bool:
    stated, ours = _plain(stated), _plain(ours)
    both_are_codes = CODE.fullmatch(stated) and CODE.fullmatch(ours) and stated.strip("0")
    return bool(both_are_codes) and stated.lstrip("0") != ours.lstrip("0")


def _digits(written: str) -> str:
    return re.sub(r"\D", "", _plain(written)).lstrip("0")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
