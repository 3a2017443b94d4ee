"""Who comes, for everyone to see: surnames of school days by class, in kana order.

A surname stands here only when its registration is tied to the roster, comes, and its owner agreed. Two of
the same surname both stand. Everyone who comes is counted, also whose name is not shown; the dead are neither
shown nor counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reunion.roster.models import Homeroom

from .asking import Guest

MOST_NAMES_OPEN = 160


@dataclass(frozen=True)
class Tag:
    name: str
    is_new: bool


@dataclass
class Group:
    heading: str
    people: int = 0
    names: list[Tag] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        return self.people - len(self.names)

    def add(self, guest: Guest) -> None:
        self.people += 1
        if guest.name:
            self.names.append(Tag(f"{guest.name}{guest.honorific or ''}", bool(guest.is_new)))


@dataclass
class Attendance:
    classmates: int
    teachers: int
    groups: list[Group]

    @property
    def is_long(self) -> bool:
        """More names than somebody looks through on a phone: each class then opens by itself."""
        return sum(len(group.names) for group in self.groups) > MOST_NAMES_OPEN


def attendance(guests: Iterable[Guest], homerooms: Iterable[Homeroom]) -> Attendance:
    """Groups in the order of the homerooms; then those without one; teachers last."""
    teachers, without = Group(_("先生")), Group(_("そのほかのクラス"))
    rooms = {homeroom.id: Group(str(homeroom)) for homeroom in homerooms}
    for guest in sorted(guests, key=lambda guest: (guest.kana or "", guest.name or "")):
        group = teachers if guest.honorific is not None else rooms.get(guest.homeroom_id, without)
        group.add(guest)
    classes = [*rooms.values(), without]
    return Attendance(
        classmates=sum(group.people for group in classes),
        teachers=teachers.people,
        groups=[group for group in [*classes, teachers] if group.people],
    )
