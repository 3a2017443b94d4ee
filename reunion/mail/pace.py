"""How many letters a minute one receiver gets from us.

Carriers and the large free mail services put off or refuse senders from whom many letters come at once, and
a small domain with a fresh reputation soonest; none publishes a number. So each of them gets at most 60 a
minute, and announcements may only use half of it: a hundred docomo addresses take a bit over three minutes,
and a payment letter written meanwhile still leaves at once. Who may send is decided by counting the tries
of the last minute in the database, so that it holds for any number of workers (two that ask at the same
moment may both go). A letter that must wait keeps its place: the next sweep asks again. Other receivers
are not slowed.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from .models import Attempt, Message
from .refusals import CHECK

WINDOW = dt.timedelta(minutes=1)
LETTERS_A_WINDOW = 60
ANNOUNCEMENTS_A_WINDOW = 30
CARRIERS_OF_ONE_HOUSE = {"docomo", "au", "softbank", "ymobile", "uq", "rakuten"}
FREE_MAIL = {
    "gmail": ("gmail.com", "googlemail.com"),
    "yahoo": ("yahoo.co.jp",),
    "icloud": ("icloud.com", "me.com", "mac.com"),
    "outlook": (
        "outlook.com",
        "outlook.jp",
        "hotmail.com",
        "hotmail.co.jp",
        "live.jp",
        "live.com",
        "msn.com",
    ),
}
HOUSE_OF_DOMAIN = {domain: house for house, domains in FREE_MAIL.items() for domain in domains}


@dataclass(frozen=True)
class Lane:
    """Letters that share a limit. Without a house there is none."""

    house: str
    is_announcement: bool

    @property
    def letters_a_window(self) -> int:
        return ANNOUNCEMENTS_A_WINDOW if self.is_announcement else LETTERS_A_WINDOW


def lane_of(recipient: str, carrier: str, batch: str) -> Lane:
    house = HOUSE_OF_DOMAIN.get(recipient.rpartition("@")[2].lower(), "")
    return Lane(carrier if carrier in CARRIERS_OF_ONE_HOUSE else house, bool(batch))


def has_room(lane: Lane) -> bool:
    if not lane.house:
        return True
    now = timezone.now()
    on_their_way = Message.objects.filter(state=Message.State.SENDING, leased_until__gte=now)
    tried = Attempt.objects.filter(is_ours=False, at__gt=now - WINDOW).exclude(stage=CHECK)
    count = on_their_way.filter(_in_house(lane.house)).filter(reunion__is_demo=False).count()
    count += tried.filter(_in_house(lane.house, "message__"), message__reunion__is_demo=False).count()
    return count < lane.letters_a_window


def _in_house(house: str, prefix: str = "") -> Q:
    if house in CARRIERS_OF_ONE_HOUSE:
        return Q(**{f"{prefix}carrier": house})
    found = Q()
    for domain in FREE_MAIL[house]:
        found |= Q(**{f"{prefix}recipient__iendswith": f"@{domain}"})
    return found
