"""Which classmates the list shows, and how many stand behind each tab.

A tab's number is counted by the same question as its rows. Everyone alive stands in the first tab; the dead
have their own. A search looks through everybody the reader may see, the dead too.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.overview.figures import standing_counts
from reunion.overview.standing import LABELS, with_standing
from reunion.roster.models import Classmate, ClassmateQuerySet, Homeroom
from reunion.roster.searching import search
from reunion.team.access import Seat

TABS = {
    "all": _("全員"),
    "known": _("見つかった"),
    "reached": _("連絡がついた"),
    "coming": _("参加"),
    "declined": _("欠席"),
    "unknown": _("まだ分からない"),
    "doubtful": _("確かめたい"),
    "alone": _("連絡を控える人"),
    "deceased": _("物故者"),
}
STANDINGS = {
    "known": ("found", "reached", "coming", "declined"),
    "reached": ("reached", "coming", "declined"),
    "coming": ("coming",),
    "declined": ("declined",),
    "unknown": ("unknown",),
}


# Those of whom nobody knows the class; no homeroom has this id.
NO_HOMEROOM, NO_HOMEROOM_ID = "none", 0


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what makes no sense is passed over."""

    show: str = "all"
    homeroom_id: int | None = None
    typed: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        show, room = query.get("show", ""), query.get("homeroom", "")
        return cls(
            show=show if show in TABS else "all",
            homeroom_id=_room_of(room),
            typed=query.get("q", "").replace("\x00", "").strip()[:60],
        )


def _room_of(typed: str) -> int | None:
    if typed == NO_HOMEROOM:
        return NO_HOMEROOM_ID
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 15 else None


def visible(seat: Seat) -> ClassmateQuerySet:
    return Classmate.objects.filter(cohort=seat.reunion.cohort).in_homerooms(seat.homeroom_ids)


def rows(seat: Seat, wanted: Wanted) -> ClassmateQuerySet:
    everybody = visible(seat)
    if wanted.typed:
        return search(everybody, wanted.typed)
    if wanted.homeroom_id is not None:
        everybody = everybody.filter(homeroom=wanted.homeroom_id or None)
    if wanted.show == "doubtful":
        return everybody.doubtful()
    if wanted.show == "alone":
        return everybody.living().filter(do_not_contact=True)
    if wanted.show == "deceased":
        return everybody.filter(deceased=True)
    if wanted.show in STANDINGS:
        return with_standing(everybody, seat.reunion).filter(standing__in=STANDINGS[wanted.show])
    return everybody.living()


def counts(seat: Seat, wanted: Wanted) -> dict[str, int]:
    """By the keys of TABS."""
    rooms = standing_counts(seat.reunion, homeroom_ids=seat.homeroom_ids)
    everybody = visible(seat)
    if wanted.homeroom_id is not None:
        rooms = {number: room for number, room in rooms.items() if number == (wanted.homeroom_id or None)}
        everybody = everybody.filter(homeroom=wanted.homeroom_id or None)
    counted = {
        show: sum(room[standing] for room in rooms.values() for standing in standings)
        for show, standings in (("all", tuple(LABELS)), *STANDINGS.items())
    }
    return counted | everybody.aggregate(
        doubtful=Count("pk", filter=~Q(doubt="")),
        alone=Count("pk", filter=Q(deceased=False, do_not_contact=True)),
        deceased=Count("pk", filter=Q(deceased=True)),
    )


def tabs(seat: Seat, wanted: Wanted, counted: dict[str, int]) -> list[dict]:
    """`counted` by the keys of TABS; empty beside a search, which looks through all of them."""
    room = {} if wanted.homeroom_id is None else {"homeroom": wanted.homeroom_id or NO_HOMEROOM}
    return [
        {
            "label": label,
            "url": address(seat, {} if show == "all" else {"show": show}, room),
            "current": show == wanted.show and not wanted.typed,
            "count": counted.get(show),
        }
        for show, label in TABS.items()
    ]


def room_tabs(seat: Seat, wanted: Wanted) -> list[dict]:
    """One for each class the reader may see; none when there is only one, nor beside a search."""
    if wanted.typed:
        return []
    rooms = Homeroom.objects.filter(cohort=seat.reunion.cohort)
    if seat.homeroom_ids is not None:
        rooms = rooms.filter(id__in=seat.homeroom_ids)
    everyone = address(seat, {} if wanted.show == "all" else {"show": wanted.show})
    # One address, not one for each: a very large year has hundreds of classes.
    of_room = f"{everyone}{'&' if '?' in everyone else '?'}homeroom="
    links = [
        (_("すべてのクラス"), None, everyone),
        *((str(room), room.pk, f"{of_room}{room.pk}") for room in rooms),
    ]
    return [
        {"label": label, "url": url, "current": number == wanted.homeroom_id}
        for label, number, url in links
        if len(links) > 2
    ]


def address(seat: Seat, *parts: dict) -> str:
    query = QueryDict(mutable=True)
    for part in parts:
        query.update(part)
    here = reverse("staff:roster:list", args=[seat.reunion.slug])
    return f"{here}?{query.urlencode()}" if query else here


def with_their_standing(people: list[Classmate], reunion: Reunion) -> list[Classmate]:
    """Each with `standing` and `standing_label`; asked for one page only, however many there are."""
    ids = [person.pk for person in people]
    shown = with_standing(Classmate.objects.filter(pk__in=ids), reunion, few=True)
    found = dict(shown.values_list("pk", "standing"))
    for person in people:
        name_standing(person, found.get(person.pk, ""))
    return people


def name_standing(person: Classmate, standing: str) -> None:
    """The dead stand nowhere."""
    person.standing = "deceased" if person.deceased else standing
    person.standing_label = LABELS.get(person.standing, _("物故"))
