"""A short number that notices when it was mistyped.

A guest types the reference into the bank's form from memory or from a phone. Its last digit is a check digit
after H. Michael Damm (2004): every single wrong digit and every swap of two neighbours makes the number
invalid. Numbers are digits only, at least four of them, and never begin with 0, which a form may swallow.
"""

FIRST_SERIAL = 100

# The quasigroup of order 10 from Damm's dissertation: row is the digit so far, column the next digit.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def with_check_digit(serial: int) -> str:
    """The serial number (100 or more) followed by its check digit."""
    if serial < FIRST_SERIAL:
        raise ValueError(f"番号は{FIRST_SERIAL}以上にしてください。")
    return f"{serial}{_rest(str(serial))}"


def is_valid(reference: str) -> bool:
    """Whether `reference` (half-width digits, nothing else) is a number that `with_check_digit` can make."""
    digits_only = reference.isascii() and reference.isdecimal()
    return digits_only and len(reference) >= 4 and reference[0] != "0" and _rest(reference) == 0


def _rest(digits: str) -> int:
    rest = 0
    for digit in digits:
        rest = int(_DAMM[rest][int(digit)])
    return rest
