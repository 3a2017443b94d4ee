"""What is told at its time: a week before the day whoever comes, after it whoever came.

The committee's words for it (mail/wording.py) begin an announcement, with its readers chosen: classmates and
teachers read different ones. What every announcement has of its own (the name, the greeting of a teacher, who
writes) is taken out of them. From ten days before the day, and for two weeks after it, the desk speaks of it
until it has been sent; nothing is sent by itself.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone

from reunion.events.models import Reunion
from reunion.mail.openings import HONOUR
from reunion.mail.placeholders import tidy
from reunion.mail.wording import Texts
from reunion.registrations.models import Registration, RegistrationQuerySet

from .audiences import registrations_of
from .drafting import Draft
from .models import Announcement

Audience, Occasion = Announcement.Audience, Announcement.Occasion
TO_TEACHERS = {Occasion.WEEK_BEFORE_TEACHER, Occasion.THANKS_TEACHER}
BEFORE_THE_DAY = {Occasion.WEEK_BEFORE, Occasion.WEEK_BEFORE_TEACHER}
DAYS_BEFORE, DAYS_AFTER = 10, 14
NAME_OF_REUNION = re.compile(r"^【[｛{]\s*会の名前\s*[｝}]】\s*")
NUMBER_BEHIND = re.compile(r"（申込番号[　 ]*[｛{]\s*申込番号\s*[｝}]）$")
NAME_LINE = re.compile(r"\A[｛{]\s*お名前\s*[｝}]\s*(?:[｛{]\s*敬称\s*[｝}]|様|さま|さん|先生)?[　 ]*\n+")
WHO_WRITES = re.compile(r"^[｛{]\s*差出人\s*[｝}][　 ]*$", re.MULTILINE)


@dataclass(frozen=True)
class Start:
    """One that can be begun; `written` is where somebody has begun or sent it already."""

    occasion: str
    title: str
    is_time: bool
    written: Announcement | None

    @property
    def is_sent(self) -> bool:
        return self.written is not None and self.written.state != Announcement.State.DRAFT


def start_of(reunion: Reunion, *, occasion: str) -> Draft:
    """What the form holds first."""
    words = Texts.of(reunion).words(occasion)
    text = NAME_LINE.sub("", f"{tidy(words.body)}\n")
    text = WHO_WRITES.sub("", text.replace(HONOUR, "", 1)).strip("\n")
    return Draft(
        subject=NUMBER_BEHIND.sub("", NAME_OF_REUNION.sub("", words.subject)),
        text=text,
        audience=Audience.TEACHERS if occasion in TO_TEACHERS else Audience.CLASSMATES,
        occasion=occasion,
    )


def is_time(reunion: Reunion, occasion: str) -> bool:
    days = (reunion.held_on - timezone.localdate()) / dt.timedelta(days=1)
    return 1 <= days <= DAYS_BEFORE if occasion in BEFORE_THE_DAY else -DAYS_AFTER <= days <= -1


def starts(reunion: Reunion) -> list[Start]:
    rows = Announcement.objects.filter(reunion=reunion).exclude(occasion="").order_by("pk")
    written = {row.occasion: row for row in rows}
    return [
        Start(occasion.value, str(occasion.label), is_time(reunion, occasion), written.get(occasion))
        for occasion in Occasion
    ]


def readers_waiting(reunion: Reunion, *, occasion: str) -> RegistrationQuerySet:
    """Whom it is time to tell; nobody before, after, or once it has been sent."""
    if not is_time(reunion, occasion):
        return Registration.objects.none()
    sent = Announcement.objects.filter(reunion=reunion, occasion=occasion)
    if sent.exclude(state=Announcement.State.DRAFT).exists():
        return Registration.objects.none()
    audience = Audience.TEACHERS if occasion in TO_TEACHERS else Audience.CLASSMATES
    return registrations_of(Announcement(reunion=reunion, audience=audience))
