"""What somebody of the committee passes on by hand: into LINE, as a short message, as a mail of their own.

For LINE there is neither a subject nor an opening line: it is pasted into a talk between two who know each
other. A short message and a mail come from somebody the reader may not expect, so they say who writes. A
classmate who owes reads the amount, the number and the account; a teacher is thanked, with honour, and never
reads of money. It is always Japanese, whatever the helper's own screen speaks.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from reunion.registrations import letter_blocks as blocks
from reunion.registrations.filling import account_of
from reunion.registrations.links import personal_url
from reunion.registrations.models import Registration


@dataclass(frozen=True)
class Texts:
    line: str
    signed: str  # for a short message or a mail: it opens with who writes
    subject: str  # of a mail


@translation.override(settings.LANGUAGE_CODE)
def texts_for(registration: Registration, *, writer: str, with_link: bool = False) -> Texts | None:
    """None while there is nothing to tell: a fee is due, but the reunion has no account yet.

    `writer` is how the helper introduces themselves; `with_link`: whether the helper may pass on the guest's
    own page. The registration comes with its items, companions and reunion already read.
    """
    account = account_of(registration.reunion)
    is_about_money = bool(registration.amount_due) and not registration.is_guest_of_honour
    if is_about_money and account is None:
        return None
    context = {
        "reunion": registration.reunion,
        "registration": registration,
        "chosen": blocks.chosen(registration),
        "schedule": blocks.schedule(registration),
        "account": blocks.account(registration, account),
        "pay_by": blocks.pay_by(registration.reunion),
        "payer_example": blocks.payer_example(registration),
        "personal_url": personal_url(registration) if with_link else "",
    }
    return Texts(
        line=_render(registration, context),
        signed=_render(registration, context | {"writer": writer}),
        subject=_subject(registration, is_about_money=is_about_money),
    )


def _subject(registration: Registration, *, is_about_money: bool) -> str:
    name = registration.reunion.name
    if registration.is_guest_of_honour:
        return f"【{name}】ご出席のお返事の御礼"
    return f"【{name}】会費のお振込先" if is_about_money else f"【{name}】参加のお返事を受け取りました"


def _render(registration: Registration, context: dict) -> str:
    """Plain text, so nothing is escaped here; empty lines left by tags shrink to one."""
    name = "teacher" if registration.is_guest_of_honour else "classmate"
    text = get_template(f"outreach/{name}.txt").template.render(Context(context, autoescape=False))
    return re.sub(r"\n\s*\n(\s*\n)+", "\n\n", text.strip())
