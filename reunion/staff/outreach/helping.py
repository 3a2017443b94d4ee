"""What a helper needs to reach one guest: numbers and addresses, links for their own phone, texts."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reunion.mail.allow_lists import AllowList, allow_list_for
from reunion.outreach.dealings import Dealings, with_waiting
from reunion.outreach.models import ContactLog
from reunion.outreach.phone_links import line_link, mailto_link, sms_link, tel_link
from reunion.outreach.texts import Texts, texts_for
from reunion.outreach.tries import can_be_taken_back
from reunion.registrations.models import ChosenItem, Registration
from reunion.roster.models import ContactPoint
from reunion.staff.registrations.rows import visible_to
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, Seat
from reunion.team.models import Role

HELPERS = OFFICE | {Role.CLASS_STAFF}


@dataclass(frozen=True)
class Telephone:
    shown: str
    tel: str
    sms: str


@dataclass(frozen=True)
class Help:
    texts: Texts
    line: str
    telephones: list[Telephone]
    mails: list[tuple[str, str]]  # address, link
    others: list[str]
    allow_list: AllowList | None


def guest_of(seat: Seat, registration_id: int) -> Registration:
    """With everything its page needs; 404 when it is not this reader's to see."""
    rows = visible_to(seat).select_related(
        *("classmate__homeroom", "homeroom", "teacher__homeroom", "reunion__bank_account"),
    )
    chosen = Prefetch("chosen_items", ChosenItem.objects.select_related("item"))
    rows = with_waiting(rows).prefetch_related(chosen, "companions", "classmate__contact_points")
    return get_object_or_404(rows, pk=registration_id)


def may_take_back(log: ContactLog, *, seat: Seat) -> bool:
    """A try is taken back by whoever noted it, and by the office."""
    is_ours = log.user_id == seat.user.pk or seat.may(OFFICE)
    return is_ours and seat.may(HELPERS) and can_be_taken_back(log)


def help_for(dealings: Dealings, *, seat: Seat) -> Help | None:
    """None when there is nothing to tell, nobody to be told, or the reader is not to tell it."""
    registration = dealings.registration
    if not dealings.waits_for_news or not seat.may(HELPERS):
        return None
    texts = texts_for(
        registration, writer=introduced(seat), with_link=registration.is_known and seat.may(NOT_CLASS_STAFF)
    )
    if texts is None:
        return None
    return Help(
        texts=texts,
        line=line_link(texts.line),
        telephones=[_telephone(number, texts) for number in numbers_of(registration)],
        mails=[
            (address, mailto_link(address, subject=texts.subject, text=texts.signed))
            for address in addresses_of(registration)
        ],
        others=_others(registration),
        allow_list=next(filter(None, map(allow_list_for, registration.addresses)), None),
    )


def introduced(seat: Seat) -> str:
    role = _("クラススタッフ") if seat.role == Role.CLASS_STAFF else _("幹事")
    return f"{role}の{seat.name}"


def _telephone(number: str, texts: Texts) -> Telephone:
    return Telephone(number, tel_link(number), sms_link(number, texts.signed))


def numbers_of(registration: Registration) -> list[str]:
    return _each_once([registration.phone, *_points(registration, ContactPoint.Kind.PHONE)])


def addresses_of(registration: Registration) -> list[str]:
    return _each_once([*registration.addresses, *_points(registration, ContactPoint.Kind.MAIL)])


def _others(registration: Registration) -> list[str]:
    """LINE names, friends."""
    kinds = {ContactPoint.Kind.LINE, ContactPoint.Kind.FRIEND}
    points = registration.classmate.contact_points.all() if registration.classmate else []
    return [str(point) for point in points if point.kind in kinds]


def _points(registration: Registration, kind: str) -> list[str]:
    points = registration.classmate.contact_points.all() if registration.classmate else []
    return [point.value for point in points if point.kind == kind]


def _each_once(found: list[str]) -> list[str]:
    return list({"".join(value.lower().split()): value for value in reversed(found) if value}.values())[::-1]
