"""Against robots and nuisance, without a puzzle and without losing what was typed.

Somebody is asked to press once more, and nothing else, when the field that nobody sees was filled in; or
when the form was sent faster than a person could and also reads like a robot's: a web address in what was
written, or no Japanese letter in the name. Speed alone is no proof: browsers fill in forms for their owners,
and whoever comes back only presses. A stamp of opening that is missing, forged or older than a day counts as
just opened. The stamp of the page that asked belongs to its submission and lets it through.

Only the last press is counted, never a look at a page: generously for a network, as many phones share one
address, and a few times a day for each mail address, also a second one. The same answers count once: whoever
is offered the waiting list presses again.
"""

import re
from collections.abc import Iterable

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.public.limits import is_let_through, let_through, too_often
from reunion.public.visitors import network_of
from reunion.registrations.signing_up import Reply

LEAST_SECONDS = 10
ONE_DAY = 60 * 60 * 24
MOST_OF_A_NETWORK = 60  # in an hour
MOST_OF_AN_ADDRESS = 5  # in a day
OPENED = "opened"
WRITTEN = ("family_name", "given_name", "transfer_name", "needs", "can_reach", "note")

WEB_ADDRESS = re.compile(r"https?:|www\.|href|\[url", re.IGNORECASE)
JAPANESE_LETTER = re.compile(
    "[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

signer = TimestampSigner(salt="reunion.public.signup.opened")


def stamp() -> str:
    """Says, signed, when the form was opened."""
    return signer.sign(OPENED)


def kept(typed: str, submission: str) -> str:
    """The stamp as it came, or one of now when it is missing, forged or old."""
    return typed if _is_of(typed, OPENED, ONE_DAY) or _is_of(typed, submission, ONE_DAY) else stamp()


def asked(submission: str) -> str:
    """Instead of the stamp of opening, on the page that asks to press once more."""
    return signer.sign(submission)


def reads_like_a_robots(form: forms.Form) -> bool:
    if form["website"].value():
        return True
    given = form.cleaned_data
    typed = given["opened"]
    if _is_of(typed, str(given["submission"]), ONE_DAY) or not _is_of(typed, OPENED, LEAST_SECONDS):
        return False
    name = given["family_name"] + given["given_name"]
    written = "\n".join(str(given.get(question, "")) for question in WRITTEN)
    return bool(WEB_ADDRESS.search(written)) or not JAPANESE_LETTER.search(name)


def later(request: HttpRequest, reunion: Reunion, *, reply: Reply) -> str:
    """Counts this press; a sentence that says when to press again, or nothing."""
    these_answers = str(reply.submission)
    if is_let_through("signup", these_answers):
        return ""
    sentence = _counted(request, reunion, addresses=(reply.email, reply.second_email))
    if not sentence:
        let_through("signup", these_answers, minutes=60)
    return sentence


def _counted(request: HttpRequest, reunion: Reunion, *, addresses: Iterable[str]) -> str:
    if too_often("signup", network_of(request), most=MOST_OF_A_NETWORK, minutes=60):
        return _(
            "いま、お知らせがたいへん続いています。1時間ほどたってから、もう一度押してください。"
        ) + _call(reunion)
    mails = [f"{reunion.pk} {address}" for address in addresses if address]
    if any(too_often("signup mail", mail, most=MOST_OF_AN_ADDRESS, minutes=60 * 24) for mail in mails):
        return _(
            "このメールアドレスでのお知らせが、今日は続いています。明日、もう一度押してください。"
        ) + _call(reunion)
    return ""


def _call(reunion: Reunion) -> str:
    contact = reunion.contact_phone or reunion.contact_email
    return _("お急ぎの方は、幹事へご連絡ください。%(contact)s") % {"contact": contact} if contact else ""


def _is_of(typed: str, value: str, seconds: int) -> bool:
    try:
        return signer.unsign(typed, max_age=seconds) == value
    except BadSignature:
        return False
