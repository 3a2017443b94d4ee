"""Who looks after which class: its class staff, and without any the secretariat.

Teachers, and classmates of whom nobody knows the class, are the secretariat's. Without a secretariat the
organizers stand in.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from reunion.events.models import Reunion
from reunion.team.models import Member, Role


@dataclass(frozen=True)
class Assignment:
    staff: dict[int, tuple[str, ...]]
    office: tuple[str, ...]

    def of(self, homeroom_id: int | None) -> tuple[str, ...]:
        return self.staff.get(homeroom_id) or self.office


def assignment(reunion: Reunion) -> Assignment:
    """One question."""
    seats = Member.objects.filter(reunion=reunion).select_related("user").annotate(room=F("homerooms"))
    staff, office = defaultdict(list), defaultdict(dict)
    for seat in seats.order_by("pk"):
        if seat.role == Role.CLASS_STAFF:
            staff[seat.room].append(seat.name)
        office[seat.role][seat.pk] = seat.name
    names = office[Role.SECRETARIAT] or office[Role.ORGANIZER]
    rooms = {room: tuple(people) for room, people in staff.items() if room is not None}
    return Assignment(rooms, tuple(names.values()))


def staff_by_homeroom(reunion: Reunion) -> dict[int, list[str]]:
    """Names by homeroom id, in one query."""
    seats = Member.homerooms.through.objects.filter(
        member__reunion=reunion, member__role=Role.CLASS_STAFF
    ).select_related("member__user")
    staff: dict[int, list[str]] = defaultdict(list)
    for seat in seats.order_by("member_id"):
        staff[seat.homeroom_id].append(seat.member.name)
    return dict(staff)
