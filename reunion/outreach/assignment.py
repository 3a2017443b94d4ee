"""Who looks after which class: its class staff, and without any the secretariat.

Teachers, and classmates of whom nobody knows the class, are the secretariat's. Without a secretariat the
organizers stand in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reunion.events.models import Reunion
from reunion.team.models import Member, Role


@dataclass(frozen=True)
class Assignment:
    staff: dict[int, tuple[str, ...]]
    office: tuple[str, ...]

    def of(self, homeroom_id: int | None) -> tuple[str, ...]:
        return self.staff.get(homeroom_id) or self.office


def assignment(reunion: Reunion) -> Assignment:
    members = Member.objects.filter(reunion=reunion).select_related("user").prefetch_related("homerooms")
    members = list(members.order_by("pk"))
    names = defaultdict(list)
    for member in members:
        names[member.role].append(member.name)
    office = names[Role.SECRETARIAT] or names[Role.ORGANIZER]
    staff = {room: tuple(people) for room, people in _by_homeroom(members).items()}
    return Assignment(staff, tuple(office))


def staff_by_homeroom(reunion: Reunion) -> dict[int, list[str]]:
    """Names by homeroom id, in one query."""
    seats = Member.homerooms.through.objects.filter(
        member__reunion=reunion, member__role=Role.CLASS_STAFF
    ).select_related("member__user")
    staff: dict[int, list[str]] = defaultdict(list)
    for seat in seats.order_by("member_id"):
        staff[seat.homeroom_id].append(seat.member.name)
    return dict(staff)


def _by_homeroom(members: Iterable[Member]) -> dict[int, list[str]]:
    staff: dict[int, list[str]] = defaultdict(list)
    for member in members:
        for homeroom in member.homerooms.all() if member.role == Role.CLASS_STAFF else ():
            staff[homeroom.id].append(member.name)
    return dict(staff)
