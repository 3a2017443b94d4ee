"""What the first page, the flyer and the picture show, from the answer to the question.

Nothing is looked up here, so that what is compared (kept.py) is what is shown. A reunion that is over shows
no names any more: they stood there so that others would come.
"""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem, Reunion
from reunion.events.refunds import or_default, sentences
from reunion.lib.dialling import dialled

from .asking import Answer
from .names import attendance
from .preview import preview_url
from .words import in_words, notes, place, sizes_of, sought_by_class


def facts(answer: Answer, *, today: dt.date) -> dict:
    """What, when, where, and what the day brings."""
    reunion, booking = answer.reunion, answer.booking
    is_over = reunion.state == Reunion.State.PAST or reunion.held_on < today
    program = [in_words(item, taken) for item, taken in answer.program]
    return {
        "reunion": reunion,
        "booking": booking,
        "place": place(booking),
        "program": program,
        "organizers": answer.organizers,
        "main": next((item for item in program if item.kind == ProgramItem.Kind.MAIN), None),
        "is_over": is_over,
        "takes_signups": reunion.takes_signups and not is_over,
        "page_url": settings.SITE_URL + reverse("public:landing", args=[reunion.slug]),
        "venue_dialled": dialled(booking.venue.phone) if booking else "",
    }


def shown(answer: Answer, sought: dict[int | None, int], *, today: dt.date) -> dict:
    """The context of the first page."""
    context = facts(answer, today=today)
    reunion, homerooms = context["reunion"], answer.homerooms
    return context | {
        "attendance": attendance(answer.guests, homerooms),
        "photos": [sizes_of(photo, reunion) for photo in answer.photos],
        "refunds": sentences(or_default(reunion, answer.steps)),
        "sought": sought_by_class(sought, homerooms),
        "sought_sum": sum(sought.values()),
        "notes": notes(reunion, context["main"]),
        "summary": summary(context),
        "share_url": share_url(context),
        "preview_url": preview_url(answer),
    }


def summary(context: dict) -> str:
    """One line for search engines and link previews."""
    reunion, main = context["reunion"], context["main"]
    parts = [date_format(reunion.held_on, _("Y年n月j日（D）")), context["place"]]
    if main and context["takes_signups"]:
        until = date_format(reunion.signup_deadline, _("n月j日（D）"))
        parts += [
            _("会費 %(fee)s") % {"fee": main.fee},
            _("お申し込みは%(day)sまで") % {"day": until},
        ]
    return " ".join(part for part in parts if part)


def share_url(context: dict) -> str:
    """A plain link that opens LINE with a text to send on."""
    text = _("%(name)sのご案内です。%(summary)s\n%(url)s") % {
        "name": context["reunion"].name,
        "summary": summary(context),
        "url": context["page_url"],
    }
    return f"https://line.me/R/share?{urlencode({'text': text})}"
