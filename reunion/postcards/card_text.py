"""What a card says: the message with its names filled in, and the lines that stand on every card.

A stranger may pick the card up, so it says nothing of its addressee but the name. A family gets an apology
for the sudden letter, learns where we have the address from, and how to stop further mail. Promoters stand on
it by surname and class, if they agreed to be shown. It is Japanese in any language.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem, Reunion, VenueBooking
from reunion.mail.placeholders import Value, filled
from reunion.mail.vocabulary import day, of_reunion
from reunion.team.showing import shown_members

from .models import Batch, Card


@dataclass(frozen=True)
class CardText:
    """The same on all cards of a batch; only the name in the message differs."""

    title: str
    school: str
    facts: tuple[tuple[str, str], ...]
    message: str
    values: dict[str, Value]
    to_the_family: str
    promoters: str
    reply_by: str
    telephone: str
    about_the_address: str

    def message_to(self, card: Card) -> str:
        return filled(self.message, self.values | {"お名前": card.full_name, "敬称": card.honorific})


@translation.override(settings.LANGUAGE_CODE)
def text_of(batch: Batch) -> CardText:
    reunion = batch.reunion
    return CardText(
        title=reunion.name,
        school=f"{reunion.cohort.school.name} {reunion.cohort.graduation}",
        facts=tuple(_facts(reunion)),
        message=batch.message,
        values={name: _now(value) for name, value in of_reunion(reunion).items()},
        to_the_family=""
        if batch.is_to_teachers
        else _("突然のお便りをお許しください。ご本人にこのはがきを渡すか、伝えていただけましたら幸いです。"),
        promoters=promoters(reunion),
        reply_by=_("お返事は%(day)sまでに") % {"day": day(reunion.signup_deadline)},
        telephone=batch.telephone,
        about_the_address=_("今後のお便りがご不要のときは、電話でお知らせください。")
        if batch.is_to_teachers
        else _(
            "あて先は、卒業アルバムの住所録から調べました。"
            "今後のお便りがご不要のときは、右のページか電話でお知らせください。二度とお送りしません。"
        ),
    )


def promoters(reunion: Reunion) -> str:
    """安藤（3年A組）、大西（3年C組）"""
    names = [
        f"{member.surname}（{member.own_homeroom}）" if member.own_homeroom else member.surname
        for member in shown_members(reunion)
    ]
    return "、".join(names)


def _facts(reunion: Reunion):
    main = ProgramItem.objects.filter(reunion=reunion, kind=ProgramItem.Kind.MAIN).first()
    time = f" {main.starts_at:%H:%M}" if main and main.starts_at else ""
    yield _("日時"), day(reunion.held_on) + time
    booked = VenueBooking.objects.filter(reunion=reunion, state=VenueBooking.State.BOOKED)
    booking = booked.select_related("venue").first()
    if booking is not None:
        yield _("会場"), f"{booking.venue.name} {booking.room}".strip()
    if main and main.fee:
        yield _("会費"), _("%(fee)s円") % {"fee": f"{main.fee:,}"}


def _now(value: Value) -> str:
    return value() if callable(value) else value
