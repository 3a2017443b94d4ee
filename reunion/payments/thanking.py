"""What a letter says about money that came in, or has not yet.

Whoever books a payment gives its amount, day and receipt number; what is left to pay is worked out, never
typed. Here are the words only: when such a letter goes out is decided elsewhere.
"""

import datetime as dt

from reunion.mail.letters import Letter, render
from reunion.mail.placeholders import Value
from reunion.mail.vocabulary import day
from reunion.registrations.filling import Filling
from reunion.registrations.letter_blocks import yen
from reunion.registrations.models import Registration

from .balance import with_balance

PAID = "paid"


def letter_of_thanks(
    registration: Registration, *, amount: int, received_on: dt.date, number: str, filling: Filling
) -> Letter:
    values = filling.values(registration) | {
        "いただいた金額": yen(amount),
        "入金の日": day(received_on),
        "受領番号": number,
    }
    return render(PAID, values | values_of_balance(registration), texts=filling.texts)


def values_of_balance(registration: Registration) -> dict[str, Value]:
    """What is still to be paid, by all that stands in the books now."""
    rows = with_balance(Registration.objects.filter(pk=registration.pk))
    left = rows.values_list("open", flat=True).get()
    return {"お支払いの残り": yen(left), "残りのお支払い": _what_is_left(left)}


def _what_is_left(left: int) -> str:
    if left:
        return f"残りは{yen(left)}です。\nご都合のよいときにお願いします。"
    return "会費は、すべてお支払いいただきました。"
