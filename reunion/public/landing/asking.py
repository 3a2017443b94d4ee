"""Everything the first page shows, in one question: one row, of which some columns are lists.

It is asked anew whenever anything was written. What the page shows comes from the answer and from nowhere
else, so a page made from the same answer is the same page (kept.py), and whatever is changed or taken back,
by whatever way, is gone at the next request. A draft has no answer. A name is in it only with consent.
"""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from reunion.events.models import Photo, ProgramItem, RefundStep, Reunion, VenueBooking
from reunion.registrations.models import ChosenItem, Registration
from reunion.roster.models import Homeroom
from reunion.team.models import Member
from reunion.team.showing import shown_members

from .compiled import Given, Question, rows

DAYS_NEW = 3

REUNION = (
    "id",
    "slug",
    "name",
    "state",
    "held_on",
    "signup_deadline",
    "greeting",
    "contact_email",
    "contact_phone",
    "is_demo",
    "cohort__id",
    "cohort__graduated_year",
    "cohort__graduated_month",
    "cohort__school__name",
)
BOOKING = ("room", "venue__name", "venue__address", "venue__access", "venue__map_url", "venue__phone")
ITEM = ("id", "kind", "name", "starts_at", "place", "note", "fee", "places", "companion_fee", "open_to")
STEP = ("until", "percent")
PHOTO = ("id", "small", "large", "width", "height", "caption", "position")
ORGANIZER = ("id", "role", "surname", "own_homeroom__grade", "own_homeroom__label")
HOMEROOM = ("id", "grade", "label")


class Guest(NamedTuple):
    """Somebody who comes. `name` is None without consent; a teacher has an honorific."""

    name: str | None
    kana: str | None
    honorific: str | None
    homeroom_id: int | None
    is_new: bool


@dataclass(frozen=True)
class Answer:
    """The rows as the database gave them, and how to read them."""

    row: tuple

    @property
    def reunion_id(self) -> int:
        return self.row[0]

    @property
    def reunion(self) -> Reunion:
        return _built(Reunion, dict(zip(REUNION, self.row[: len(REUNION)], strict=True)))

    @property
    def booking(self) -> VenueBooking | None:
        return next(iter(_all_built(VenueBooking, BOOKING, self._lists[0])), None)

    @property
    def program(self) -> list[tuple[ProgramItem, int]]:
        """Each item with how many places are taken, in the order of the day."""
        items = _all_built(ProgramItem, ITEM, [columns[:-1] for columns in self._lists[1]])
        taken = [columns[-1] or 0 for columns in self._lists[1]]
        return sorted(zip(items, taken, strict=True), key=lambda pair: _in_the_day(pair[0]))

    @property
    def steps(self) -> list[RefundStep]:
        return sorted(_all_built(RefundStep, STEP, self._lists[2]), key=lambda step: step.until)

    @property
    def photos(self) -> list[Photo]:
        photos = _all_built(Photo, PHOTO, self._lists[3])
        return sorted(photos, key=lambda photo: (photo.position, photo.id))

    @property
    def organizers(self) -> list[Member]:
        return sorted(_all_built(Member, ORGANIZER, self._lists[4]), key=lambda member: member.id)

    @property
    def homerooms(self) -> list[Homeroom]:
        rooms = _all_built(Homeroom, HOMEROOM, self._lists[5])
        return sorted(rooms, key=lambda room: (room.grade, room.label))

    @property
    def guests(self) -> list[Guest]:
        return [Guest(*columns) for columns in self._lists[6]]

    @property
    def _lists(self) -> list[list]:
        return [json.loads(text) if text else [] for text in self.row[len(REUNION) :]]


def ask(slug: str, *, today: dt.date) -> Answer | None:
    """One query. Names are new for some days, counted from midnight, so that a day has one answer."""
    since = timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=DAYS_NEW), dt.time()))
    row = QUESTION.ask(slug=slug, since=connection.ops.adapt_datetimefield_value(since))
    return None if row is None else Answer(row)


def _question() -> Question:
    here = {"reunion": OuterRef("pk")}
    holding = ChosenItem.objects.holding().filter(
        item=OuterRef("pk"), registration__reunion=OuterRef("reunion")
    )
    people = holding.order_by().values("item").annotate(people=Sum(1 + F("companions"))).values("people")
    taken = Case(When(places__isnull=False, then=Subquery(people)))
    shown = Coalesce("classmate__family_name", "teacher__family_name")
    guest = (
        Case(When(show_surname=True, then=shown)),
        Case(When(show_surname=True, then=Coalesce("classmate__family_kana", "teacher__family_kana"))),
        "teacher__honorific",
        "classmate__homeroom_id",
        ExpressionWrapper(Q(signed_up_at__gte=Given("since", DateTimeField())), BooleanField()),
    )
    asked = Reunion.objects.published().filter(slug=Given("slug", CharField())).order_by()
    return Question(
        asked.values_list(
            *REUNION,
            rows(VenueBooking.objects.filter(**here, state="booked"), *BOOKING, by="reunion"),
            rows(ProgramItem.objects.filter(**here), *ITEM, taken, by="reunion"),
            rows(RefundStep.objects.filter(**here), *STEP, by="reunion"),
            rows(Photo.objects.filter(**here), *PHOTO, by="reunion"),
            rows(shown_members(OuterRef("pk")), *ORGANIZER, by="reunion"),
            rows(Homeroom.objects.filter(cohort=OuterRef("cohort")), *HOMEROOM, by="cohort"),
            rows(Registration.objects.for_name_tags(OuterRef("pk")), *guest, by="reunion"),
        )
    )


QUESTION = _question()


def _in_the_day(item: ProgramItem) -> tuple:
    return (item.starts_at is None, item.starts_at or dt.time(), item.id)


def _all_built(model: type[Model], names: tuple[str, ...], lists: list[list]) -> list[Model]:
    return [_built(model, dict(zip(names, columns, strict=True))) for columns in lists]


def _built(model: type[Model], columns: dict[str, Any]) -> Model | None:
    """A row as a model that is not saved, with the rows it points to; None when there is nothing."""
    if all(value is None for value in columns.values()):
        return None
    own, related = {}, defaultdict(dict)
    for name, value in columns.items():
        first, _dots, rest = name.partition("__")
        if rest:
            related[first][rest] = value
        else:
            own[name] = model._meta.get_field(name).to_python(value)
    for name, theirs in related.items():
        own[name] = _built(model._meta.get_field(name).related_model, theirs)
    return model(**own)
