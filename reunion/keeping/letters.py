"""What is erased of our letters and cards, and of what came back.

All letters, in and out, and all announcements go; the committee's own words for a letter stay, for they name
nobody. That an address is dead, or wants no announcements, stays known where we may still write to its owner:
of those who agreed to be kept, and of whom another reunion has written to. Cards go with the addresses on
them; that one came back is kept with the year (returned_cards.py). A batch stays with its day and its number.
"""

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail import health
from reunion.mail.models import (
    AddressHealth,
    Bounce,
    Business,
    BusinessLetter,
    InboundLetter,
    Message,
    Unsubscribe,
)
from reunion.notices.models import Announcement
from reunion.postcards.models import Batch, Card, NextStationery, Printout
from reunion.roster.models import ContactPoint

from .parts import Part, emptied, gone, renamed

NO_SENDER = dict.fromkeys(("sender_name", "sender_postal_code", "sender_address", "telephone", "message"), "")


def letters(reunion: Reunion, *, contacts_kept: QuerySet[ContactPoint]) -> list[Part]:
    kept = contacts_kept.filter(kind=ContactPoint.Kind.MAIL).values(known_as=Lower("value"))
    elsewhere = Message.objects.exclude(reunion=reunion).values(known_as=health.ADDRESS_OF_LETTER)
    here = Message.objects.filter(reunion=reunion).values(known_as=health.ADDRESS_OF_LETTER)
    told_us = Bounce.objects.alias(known_as=Lower("recipient"))
    nobodys = Q(message=None, known_as__in=here) & ~Q(known_as__in=elsewhere)
    dead = AddressHealth.objects.filter(address__in=here)
    unsubscribed = Unsubscribe.objects.filter(reunion=reunion).alias(known_as=Lower("address"))
    return [
        gone(_("戻ってきたメールの記録"), told_us.filter(Q(message__reunion=reunion) | nobodys)),
        gone(_("届かないと分かった宛先"), dead.exclude(address__in=elsewhere).exclude(address__in=kept)),
        gone(_("一斉連絡を止めた人の宛先"), unsubscribed.exclude(known_as__in=kept)),
        gone(_("送ったメール"), Message.objects.filter(reunion=reunion)),
        gone(_("届いた便りと返事"), InboundLetter.objects.filter(reunion=reunion)),
        gone(_("会場などへ出した手紙"), BusinessLetter.objects.filter(reunion=reunion)),
        emptied(
            _("会場などの担当の方と連絡先"),
            Business.objects.filter(reunion=reunion),
            person="",
            email="",
            phone="",
        ),
        gone(_("一斉連絡の文面"), Announcement.objects.filter(reunion=reunion)),
    ]


def cards(reunion: Reunion) -> list[Part]:
    batches = Batch.objects.filter(reunion=reunion)
    sender = _("はがきの差出人と文面")
    return [
        gone(_("はがきのPDF"), Printout.objects.filter(batch__in=batches)),
        gone(_("はがき（あて名）"), Card.objects.filter(batch__in=batches)),
        gone(sender, NextStationery.objects.filter(reunion=reunion)),
        emptied(sender, batches, **NO_SENDER),
        renamed(sender, batches, "name"),
    ]
