"""Small bank files for the tests: tables as bytes of cp932, and 全銀 records put together field by field."""

from datetime import date

from reunion.payments.readers import ParsedStatement, read

TODAY = date(2026, 7, 1)


def table(*lines: str) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


def read_today(data: bytes) -> ParsedStatement:
    return read(data, TODAY)


def seen(statement: ParsedStatement) -> list[tuple]:
    """What most tests look at."""
    return [
        (entry.number, entry.booked_on.isoformat(), entry.direction, entry.amount, entry.payer)
        for entry in statement.entries
    ]


def header_03(*, opening: int = 1000, kind: str = "1", number: str = "0001234567", code: str = "0", **other):
    days, made = other.get("days", "080601080630"), other.get("made", "080630")
    account = f"000{kind}{number}{other.get('holder', 'ﾄﾞｳｿｳｶｲ'):40}1 {opening:014d}"
    return f"103{code}{made}{days}0001{'ﾐｽﾞﾎ':15}001{'ﾎﾝﾃﾝ':15}{account}".ljust(200)


def data_03(payer: str, amount: int | str, **other) -> str:
    amount = amount if isinstance(amount, str) else f"{amount:012d}"
    return (
        f"2{other.get('inquiry', ''):8}{other.get('day', '080603')}{other.get('value', '080603')}"
        f"{other.get('way', '1')}{other.get('sort', '11')}{amount}{0:012d}{'':33}{payer:48}"
        f"{'ﾐｽﾞﾎ':15}{'ﾎﾝﾃﾝ':15}{other.get('remark', ''):20}{other.get('edi', ''):20} "
    )


def trailer_03(
    came_in: list[int], went_out: list[int] = (), *, closing: int, count: int | None = None
) -> str:
    count = len(came_in) + len(went_out) if count is None else count
    moved = f"{len(came_in):06d}{sum(came_in):013d}{len(went_out):06d}{sum(went_out):013d}"
    return f"8{moved}1{closing:014d}{count:07d}".ljust(200)


def header_01(days: str = "080601080630", number: str = "1234567") -> str:
    return f"1010080630{days}0001{'ﾐｽﾞﾎ':15}001{'ﾎﾝﾃﾝ':15}1{number}{'ﾄﾞｳｿｳｶｲ':40}".ljust(200)


def data_01(payer: str, amount: int, *, inquiry: str = "", cancelled: str = "", tail: str = "") -> str:
    money = f"{amount:010d}{0:010d}"
    banks = f"{'ﾐｽﾞﾎ':15}{'ﾎﾝﾃﾝ':15}"
    return f"2{inquiry:6}080603080603{money}{'':10}{payer:48}{banks}{cancelled:1}{tail}".ljust(200)


def trailer_01(came_in: list[int], cancelled: list[int] = ()) -> str:
    return f"8{len(came_in):06d}{sum(came_in):012d}{len(cancelled):06d}{sum(cancelled):012d}".ljust(200)


def end(records: int, accounts: int = 1) -> str:
    return f"9{records:010d}{accounts:05d}".ljust(200)


def records(*parts: str, newline: str = "\r\n") -> bytes:
    return (newline.join(parts) + newline).encode("cp932")


def one_payment_03(payer: str = "ﾔﾏﾀﾞ ﾀﾛｳ", amount: int = 8000, **other) -> list[str]:
    return [
        header_03(),
        data_03(payer, amount, **other),
        trailer_03([amount], closing=1000 + amount),
        end(4),
    ]
