"""What the last page knows: a few signed words in its address, never a name, a mail address or a number.

With a mail address the page is the same for somebody who had signed up before. Whoever has none takes a slip
along: the address then carries the key of their own page, from which the slip is read. The text for LINE
may be passed on to anybody, so it holds neither that key nor the account.
"""

from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.core.signing import BadSignature, dumps, loads
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.registrations.links import from_token, personal_url, token
from reunion.registrations.models import ChosenItem, Registration

from .answer_form import AnswerForm
from .program import in_brackets

SALT = "reunion.public.signup.done"
ONE_DAY = 60 * 60 * 24


def receipt_of(form: AnswerForm, registration: Registration) -> str:
    shown = {
        "attending": form.is_attending,
        "teacher": form.for_teachers,
        "mail": bool(form.reply.email),
        "waits": bool(form.waits_for),
    }
    # What was typed now decides: the registration may be an earlier one, whose key nobody gets here.
    if not form.reply.email:
        shown["key"] = token(registration)
    return dumps(shown, salt=SALT, compress=True)


def shown_by(receipt: str) -> dict | None:
    """None for what we did not sign, or not today."""
    try:
        return loads(receipt, salt=SALT, max_age=ONE_DAY)
    except BadSignature:
        return None


@dataclass(frozen=True)
class Slip:
    """What a guest without a mail address keeps, on paper or in a picture of the screen."""

    registration: Registration
    items: list[str]
    address: str
    line_text: str

    @property
    def picture(self) -> SafeString:
        """Square modules for a telephone's camera; there is no text of a guest in it."""
        code = segno.make(self.address, error="m", micro=False)
        return mark_safe(code.svg_inline(light="#fff", omitsize=True, svgclass="slip-code"))

    @property
    def line_url(self) -> str:
        return f"https://line.me/R/share?text={quote(self.line_text)}"


def slip_of(reunion: Reunion, shown: dict) -> Slip | None:
    registration = from_token(reunion, shown.get("key", ""))
    if registration is None:
        return None
    registration.reunion = reunion
    chosen = registration.chosen_items.select_related("item")
    return Slip(
        registration, [_in_words(row) for row in chosen], personal_url(registration), _line_text(registration)
    )


def _in_words(chosen: ChosenItem) -> str:
    starts_at = chosen.item.starts_at
    time = f"{time_format(starts_at, 'G:i')} " if starts_at else ""
    return time + in_brackets(str(chosen.item), [_("空き待ち")] if chosen.waiting_since else [])


def _line_text(registration: Registration) -> str:
    reunion = registration.reunion
    words = {
        "reunion": reunion.name,
        "day": date_format(reunion.held_on, _("n月j日（D）")),
        "name": registration.school_name,
        "room": registration.homeroom or "",
        "reference": registration.reference,
    }
    answer = _("%(day)sの%(reunion)sに、参加と返事をしました。")
    if not registration.attending:
        answer = _("%(day)sの%(reunion)sに、欠席と返事をしました。")
    who = _("%(room)s %(name)s（申込番号 %(reference)s）")
    ask = _("メールがないので、ご連絡はLINEか電話でお願いします。")
    return "\n".join([answer % words, (who % words).strip(), ask])
