"""What a letter says about money that came in, has not yet, or did not come after all.

Whoever books a payment gives its amount, day and number; what is left to pay or was paid too much is worked
out, never typed. Here are the words only: when such a letter goes out is decided in telling.py, correcting.py
and reminding.py. For LINE there is neither subject nor opening.
"""

import datetime as dt

from django.conf import settings
from django.utils import translation

from reunion.mail.letters import Letter, render
from reunion.mail.placeholders import Value
from reunion.mail.vocabulary import day
from reunion.registrations import letter_blocks as blocks
from reunion.registrations.filling import Filling
from reunion.registrations.letter_blocks import yen
from reunion.registrations.models import Registration, State

from .balance import with_balance
from .closing.receipts import receipts_of

PAID, CORRECTION, REMINDER = "paid", "correction", "reminder"


def letter_of_thanks(
    registration: Registration, *, amount: int, received_on: dt.date, number: str, filling: Filling
) -> Letter:
    values = filling.values(registration) | {
        "いただいた金額": yen(amount),
        "入金の日": day(received_on),
        "受領番号": number,
        "領収書": "\n".join(f"領収書　No. {receipt.number}" for receipt in receipts_of(registration)),
    }
    return render(PAID, values | values_of_balance(registration), texts=filling.texts)


def letter_of_correction(registration: Registration, *, told: int, filling: Filling) -> Letter:
    values = filling.values(registration) | {"お知らせした金額": yen(told)}
    return render(CORRECTION, values | values_of_balance(registration), texts=filling.texts)


def letter_of_reminder(registration: Registration, *, filling: Filling) -> Letter:
    values = filling.values(registration) | values_of_balance(registration)
    return render(REMINDER, values, texts=filling.texts)


def values_of_balance(registration: Registration) -> dict[str, Value]:
    """By all that stands in the books now; `registration` may come from balance.with_balance."""
    if not hasattr(registration, "overpaid"):
        known = with_balance(Registration.objects.filter(pk=registration.pk))
        registration = known.select_related("teacher").get()
    return {
        "お支払いの合計": yen(registration.due),
        "ご入金の合計": yen(registration.paid),
        "お支払いの残り": yen(registration.open),
        "残りのお支払い": _what_is_left(registration),
    }


def _what_is_left(registration: Registration) -> str:
    if registration.overpaid:
        return "\n".join([_what_is_over(registration), "お返しなどの扱いは、幹事からご連絡します。"])
    if registration.open:
        return f"残りは{yen(registration.open)}です。\nご都合のよいときにお願いします。"
    return "会費は、すべてお支払いいただきました。" if registration.due else "いま、お支払いはいりません。"


def _what_is_over(registration: Registration) -> str:
    if registration.state in {State.CANCELLED, State.DECLINED}:
        return f"お取り消しのあとのため、\n{yen(registration.overpaid)}をお預かりしています。"
    if not registration.due:
        return f"いまはお支払いのいらない方のため、\n{yen(registration.overpaid)}をお預かりしています。"
    return f"会費より{yen(registration.overpaid)}多くいただいています。"


@translation.override(settings.LANGUAGE_CODE)
def thanks_to_paste(registration: Registration, *, amount: int) -> str:
    """For LINE or the telephone. `registration` comes from balance.with_balance."""
    received = f"会費{yen(amount)}のご入金を確認しました。ありがとうございます。"
    return f"{received}\n{values_of_balance(registration)['残りのお支払い']}"


@translation.override(settings.LANGUAGE_CODE)
def correction_to_paste(registration: Registration, *, told: int) -> str:
    wrong = f"先に{yen(told)}のご入金を確認したとお伝えしましたが、こちらの確認に間違いがありました。"
    now = f"いま確認できているご入金は、合わせて{yen(registration.paid)}です。申し訳ありません。"
    return f"{wrong}\n{now}\n{values_of_balance(registration)['残りのお支払い']}"


@translation.override(settings.LANGUAGE_CODE)
def reminder_to_paste(registration: Registration, *, filling: Filling) -> str:
    reunion = registration.reunion
    lines = [
        f"{reunion.name}の会費{yen(registration.open)}のご入金を、まだ確認できていません。",
        "行き違いのときは、どうぞご容赦ください。",
        "",
        blocks.account(registration, filling.account),
        "",
        blocks.pay_by(reunion),
        "振込名義の前に、申込番号をお書き添えください。",
        blocks.payer_example(registration),
    ]
    return "\n".join(lines)
