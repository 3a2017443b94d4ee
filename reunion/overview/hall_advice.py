"""How large a room, until when, and what to tell the venue: advice in sentences, each with its figures.

What committees learnt: a fifth to a third of a year comes; a room is held half a year ahead; up to about
60 % of what a room takes standing can sit in it; and more may come than a room was held for (120 came to a
room for 100). The forecast is plain: at least those who come now or a fifth of the year, at most those who
come now and a third of everybody still silent; in the last week, those who come now. Its basis is said too.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.events.models import Reunion, VenueBooking
from reunion.registrations.models import Registration, State
from reunion.roster.models import Classmate

from .hall import FEWEST_OF, MOST_OF, heads_in_the_hall

HALF_A_YEAR = 183
SEATED_OF_STANDING = 60  # percent


@dataclass(frozen=True)
class Known:
    """Heads; `at_table` has teachers and companions, `answered` are those who come or have declined."""

    living: int
    at_table: int
    waitlisted: int
    answered: int
    days_left: int


@dataclass(frozen=True)
class Advice:
    fewest: int
    most: int
    sentences: tuple[str, ...]


def advice(reunion: Reunion) -> Advice:
    booking = VenueBooking.objects.filter(reunion=reunion).foremost()
    return advise(known(reunion), booking=booking, today=timezone.localdate())


def known(reunion: Reunion) -> Known:
    living = Classmate.objects.filter(cohort=reunion.cohort, deceased=False).count()
    replies = Registration.objects.filter(reunion=reunion).aggregate(
        waitlisted=Count("id", filter=Q(state=State.WAITLISTED)),
        answered=Count("id", filter=Q(state__in=[State.COMING, State.DECLINED], teacher=None)),
    )
    at_table = heads_in_the_hall(reunion)
    return Known(living=living, at_table=at_table, days_left=reunion.days_left, **replies)


def forecast(known: Known) -> tuple[int, int]:
    """Between how many and how many may come, as far as today's answers and the experience tell."""
    silent = max(known.living - known.answered, 0)
    fewest = max(known.at_table, _part(known.living, FEWEST_OF) if known.days_left > 0 else 0)
    at_most = max(fewest, known.at_table + _part(silent, MOST_OF))
    near_the_day = known.days_left <= 7
    return (known.at_table, known.at_table) if near_the_day else (fewest, at_most)


def advise(known: Known, *, booking: VenueBooking | None, today: dt.date) -> Advice:
    fewest, most = forecast(known)
    found = [_expected(known, fewest, most), *_when(known, booking), *_room(known, booking, most)]
    return Advice(fewest, most, (*found, *_guarantee(known, booking, (fewest, most), today)))


def _expected(known: Known, fewest: int, most: int) -> str:
    words = {"living": known.living, "coming": known.at_table, "answered": known.answered} | {
        "fewest": fewest,
        "most": most,
    }
    if known.days_left <= 7:
        return _("いま本会に来る人は、恩師と同伴の方を入れて%(coming)s名です。") % words
    return (
        _(
            "名簿の%(living)s名のうち、返事は%(answered)s名、本会に来る人は恩師と同伴の方を入れて%(coming)s名です。"
            "ふつうは学年の5分の1から3分の1が来ます。まだ返事のない人の3分の1までが加わるとして、"
            "%(fewest)s名から%(most)s名ほどと見ておきます。"
        )
        % words
    )


def _when(known: Known, booking: VenueBooking | None) -> list[str]:
    if booking is not None and booking.state != VenueBooking.State.CANDIDATE:
        return []
    words = {"days": known.days_left}
    if known.days_left > HALF_A_YEAR:
        return [_("開催まで%(days)s日です。半年前までに部屋を仮予約すると安心です。") % words]
    return [_("開催まで%(days)s日です。半年を切りました。早めに部屋を仮予約しましょう。") % words]


def _room(known: Known, booking: VenueBooking | None, most: int) -> list[str]:
    if booking is None or not (booking.standing or booking.seated):
        return []
    found, room = [], booking.capacity
    words = {"venue": booking, "room": room, "most": most, "waitlisted": known.waitlisted}
    if booking.standing and not booking.seated:
        words["seated"] = booking.standing * SEATED_OF_STANDING // 100
        words["standing"] = booking.standing
        found.append(
            _(
                "立食%(standing)s名の部屋なら、着席はその6割の%(seated)s名ほどまでです。"
                "それより多いときは立食にします。"
            )
            % words
        )
    if known.waitlisted:
        found.append(
            _("空き待ちの人が%(waitlisted)s名います。広い部屋に変えられるか、会場に聞きましょう。") % words
        )
    if room and most > room:
        found.append(
            _(
                "%(venue)sの定員は%(room)s名です。%(most)s名まで来るかもしれないので、"
                "広い部屋か立食に変えられるか聞いておくと安心です。100名の部屋に120名が来た会もあります。"
            )
            % words
        )
    return found


def _guarantee(known: Known, booking: VenueBooking | None, range_: tuple, today: dt.date) -> list[str]:
    if booking is None or booking.guarantee_until is None:
        return []
    words = {"day": date_format(booking.guarantee_until, _("n月j日（D）")), "heads": booking.guaranteed_heads}
    words |= {"fewest": range_[0], "most": range_[1], "coming": known.at_table}
    if booking.guarantee_until < today:
        return [_("会場の人数は%(day)sまででした。これから変えるときは、会場に電話で相談します。") % words]
    found = [
        _(
            "会場の人数は%(day)sまで変えられます。いまの見込みは%(fewest)s名から%(most)s名、"
            "最低保証は%(heads)s名です。"
        )
        % words
    ]
    missing = booking.guaranteed_heads - known.at_table
    if missing > 0 and booking.per_head:
        cost = {"missing": missing, "yen": f"{missing * booking.per_head:,}"}
        found.append(
            _("いまの人数のままだと、足りない%(missing)s名分の%(yen)s円も払うことになります。") % cost
        )
    return found


def _part(people: int, one_in: int) -> int:
    """Rounded up."""
    return -(-people // one_in)
