"""Figures, days and sums of the first page as people say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from pathlib import PurePosixPath

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.events.models import Photo, ProgramItem, Reunion, VenueBooking
from reunion.events.pictures import SMALL
from reunion.public.signup.program import fee_in_words
from reunion.roster.models import Homeroom


@dataclass(frozen=True)
class Item:
    """A program item. `left` says how many places are left, and nothing when there is no limit."""

    name: str
    kind: str
    time: time | None
    where: str
    fee: str
    with_companion: str
    left: str
    is_full: bool


def in_words(item: ProgramItem, taken: int) -> Item:
    left = None if item.places is None else max(item.places - taken, 0)
    only_classmates = item.open_to == ProgramItem.OpenTo.CLASSMATES
    where = [item.place, item.note, item.get_open_to_display() if only_classmates else ""]
    return Item(
        name=item.name,
        kind=item.kind,
        time=item.starts_at,
        where=_("・").join(part for part in where if part),
        fee=fee_in_words(item.fee),
        with_companion=_companion(item),
        left=_left(left),
        is_full=left == 0,
    )


def place(booking: VenueBooking | None) -> str:
    return str(booking) if booking else ""


def notes(reunion: Reunion, main: Item | None) -> list[str]:
    """Short phrases under the main button."""
    deadline = _("%(day)sまで") % {"day": date_format(reunion.signup_deadline, _("n月j日（D）"))}
    of_main = [main.left if main.is_full else "", _("会費 %(fee)s") % {"fee": main.fee}] if main else []
    return [phrase for phrase in (deadline, *of_main, _("ログインは不要です")) if phrase]


def sought_by_class(sought: dict[int | None, int], homerooms: Iterable[Homeroom]) -> list[tuple[str, int]]:
    rows = [(str(room), sought.get(room.id, 0)) for room in homerooms]
    return [(heading, people) for heading, people in [*rows, (_("そのほか"), sought.get(None, 0))] if people]


def sizes_of(photo: Photo, reunion: Reunion) -> dict:
    """Both files of a photo, with the widths a browser chooses by."""
    longest = max(photo.width, photo.height)
    return {
        "caption": photo.caption,
        "width": photo.width,
        "height": photo.height,
        "small_width": photo.width if longest <= SMALL else max(1, round(photo.width * SMALL / longest)),
        **{
            size: reverse("public:photo", args=[reunion.slug, PurePosixPath(file.name).name])
            for size, file in (("small", photo.small), ("large", photo.large))
        },
    }


def _left(left: int | None) -> str:
    if left is None:
        return ""
    return _("残り%(places)s名") % {"places": left} if left else _("満席・空き待ちできます")


def _companion(item: ProgramItem) -> str:
    if not item.takes_companions or not (item.fee or item.companion_fee):
        return ""
    return _("同伴の方 %(fee)s") % {"fee": fee_in_words(item.companion_fee)}
