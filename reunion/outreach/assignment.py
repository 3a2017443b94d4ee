"""Who looks after which class: its class staff, and without any the secretariat.

Teachers, and classmates of whom nobody knows the class, are the secretariat's. Without a secretariat the
organizers stand in.
"""

from collections import defaultdict
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
    members = list(Member.objects.filter(reunion=reunion).select_related("user").order_by("pk"))
    names = defaultdict(list)
    for member in members:
        names[member.role].append(member.name)
    office = names[Role.SECRETARIAT] or names[Role.ORGANIZER]
    staff = {room: tuple(people) for room, people in staff_by_homeroom(reunion).items()}
    return Assignment(staff, tuple(office))


def staff_by_homeroom(reunion: Reunion) -> dict[int, list[str]]:
    staff: dict[int, list[str]] = defaultdict(list)
    members = Member.objects.filter(reunion=reunion, role=Role.CLASS_STAFF).select_related("user")
    for member in members.prefetch_related("homerooms"):
        for homeroom in member.homerooms.all():
            staff[homeroom.id].append(member.name)
    return dict(staff)
