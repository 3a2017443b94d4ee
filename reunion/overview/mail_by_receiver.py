"""What became of our letters at each large receiver, by the week in which they were written.

A receiver may change its rules overnight, and a carrier swallows letters without a word. So different
addresses are counted: how many took a letter, how many refused one, and of how many guests who had given no
sign before we know that they have it. For a sign a guest has three days; until then nobody waits for it. A
sudden fall is red (sudden_fall.py): for refusals in this week or the last, for signs in the last week of
which all have had their time. Letters of one reunion only; always one query. Behind each number stand that
many letters, the latest of each address or guest.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Max,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models import OuterRef as Outer
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.kinds import CARRIERS
from reunion.mail.models import Message, MessageQuerySet
from reunion.registrations.models import Registration

from .sudden_fall import FEWEST, Tally, falls_silent, refuses_suddenly

WEEKS = 9
WEEK = dt.timedelta(weeks=1)
TIME_FOR_A_SIGN = dt.timedelta(days=3)
DOMAINS = {"icloud": ("icloud.com", "me.com", "mac.com"), "gmail": ("gmail.com", "googlemail.com")}
OTHERS = "others"
NAMES = {
    **{carrier: CARRIERS[carrier] for carrier in ("docomo", "au", "softbank", "ymobile")},
    "icloud": "iCloud",
    "gmail": "Gmail",
    OTHERS: _("そのほか"),
}
STATE_BEHIND = {"accepted": Message.State.SENT, "refused": Message.State.REFUSED}
NUMBERS = (*STATE_BEHIND, "waited", "proven")
ABOUT_GUESTS = f"{Registration._meta.label_lower}:"
WAITED = Q(state=Message.State.SENT, batch="", about__startswith=ABOUT_GUESTS) & (
    Q(proven_at=None) | Q(proven_at__gte=F("created_at"))
)


@dataclass(frozen=True)
class Receiver:
    """`weeks` are (Monday, tally), this week first; weeks without a letter are left out."""

    key: str
    name: str
    weeks: tuple[tuple[dt.date, Tally], ...]
    refuses: bool
    is_silent: bool

    @property
    def has_fallen(self) -> bool:
        return self.refuses or self.is_silent

    @property
    def is_small(self) -> bool:
        """Too few letters in every week for a fall to be seen."""
        return all(tally.tried < FEWEST for _monday, tally in self.weeks)


def by_receiver(reunion: Reunion) -> list[Receiver]:
    """Those to which anything was sent in these weeks, in the order of NAMES."""
    tallies = _tallies(reunion)
    return [_receiver(name, tallies[name]) for name in NAMES if name in tallies]


def fallen(reunion: Reunion) -> list[str]:
    return [receiver.name for receiver in by_receiver(reunion) if receiver.has_fallen]


def _receiver(name: str, weeks: dict[dt.date, Tally]) -> Receiver:
    this_week = _monday(timezone.localdate())
    last_heard = _monday(timezone.localdate() - TIME_FOR_A_SIGN - dt.timedelta(days=6))
    return Receiver(
        key=name,
        name=str(NAMES[name]),
        weeks=tuple(sorted(weeks.items(), reverse=True)),
        refuses=any(
            refuses_suddenly(weeks.get(week, Tally()), _before(week, weeks))
            for week in (this_week, this_week - WEEK)
        ),
        is_silent=falls_silent(weeks.get(last_heard, Tally()), _before(last_heard, weeks)),
    )


def _before(week: dt.date, weeks: dict[dt.date, Tally]) -> Tally:
    return sum((tally for monday, tally in weeks.items() if monday < week), Tally())


def _tallies(reunion: Reunion) -> dict[str, dict[dt.date, Tally]]:
    found: dict[str, dict[dt.date, Tally]] = defaultdict(dict)
    this_week = _monday(timezone.localdate())
    for receiver, weeks_ago, *numbers in _numbers(_letters(reunion)):
        found[receiver][this_week - weeks_ago * WEEK] = Tally(*numbers)
    return found


def _letters(reunion: Reunion) -> MessageQuerySet:
    first = _monday(timezone.localdate()) - (WEEKS - 1) * WEEK
    ended = (Message.State.SENT, Message.State.REFUSED)
    letters = Message.objects.filter(reunion=reunion, created_at__gte=_midnight(first), state__in=ended)
    return letters.order_by().annotate(receiver=_receiver_of_letter(), weeks_ago=_weeks_ago())


def _weeks_ago() -> Case:
    """Between our own midnights: SQLite would ask Python for the week of every single letter."""
    this_week = _monday(timezone.localdate())
    since = [
        When(created_at__gte=_midnight(this_week - weeks * WEEK), then=Value(weeks)) for weeks in range(WEEKS)
    ]
    return Case(*since, output_field=IntegerField())


def _receiver_of_letter() -> Case:
    carriers = [When(carrier=name, then=Value(name)) for name in NAMES if name in CARRIERS]
    domains = [
        When(recipient__iendswith=f"@{domain}", then=Value(name))
        for name, domains in DOMAINS.items()
        for domain in domains
    ]
    return Case(*carriers, *domains, default=Value(OTHERS), output_field=CharField())


def _numbers(letters: MessageQuerySet) -> Iterator[tuple]:
    """(receiver, weeks ago, accepted, refused, waited, proven)"""
    waited = _with_proof(letters).values_list("receiver", "weeks_ago")
    proven = WAITED & Q(proven_at__isnull=False)
    return waited.annotate(
        accepted=Count("recipient", distinct=True, filter=Q(state=Message.State.SENT)),
        refused=Count("recipient", distinct=True, filter=Q(state=Message.State.REFUSED)),
        waited=Count("about", distinct=True, filter=WAITED & _had_time()),
        proven=Count("about", distinct=True, filter=proven & _had_time()),
    ).iterator()


def _with_proof(letters: MessageQuerySet) -> MessageQuerySet:
    about_guest = Case(
        When(
            about__startswith=ABOUT_GUESTS,
            then=Cast(Substr("about", len(ABOUT_GUESTS) + 1), BigIntegerField()),
        )
    )
    proof = Registration.objects.filter(pk=Outer("guest")).values("proven_at")
    return letters.annotate(guest=about_guest, proven_at=Subquery(proof[:1]))


def _had_time() -> Q:
    return Q(created_at__lt=timezone.now() - TIME_FOR_A_SIGN)


def _waited(letters: MessageQuerySet) -> MessageQuerySet:
    """To guests who had given no sign when the letter was written; an announcement asks for none."""
    return _with_proof(letters).filter(WAITED & _had_time())


def letters_behind(reunion: Reunion, *, receiver: str, monday: dt.date, number: str) -> MessageQuerySet:
    """`number` is the name of a number in the tally."""
    begin, end = _midnight(monday), _midnight(monday + WEEK)
    letters = _letters(reunion).filter(receiver=receiver, created_at__gte=begin, created_at__lt=end)
    if number in STATE_BEHIND:
        each, letters = "recipient", letters.filter(state=STATE_BEHIND[number])
    else:
        each, letters = "about", _waited(letters)
        letters = letters.filter(proven_at__isnull=False) if number == "proven" else letters
    latest = letters.values(each).annotate(latest=Max("pk")).values("latest")
    return Message.objects.filter(pk__in=latest)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
