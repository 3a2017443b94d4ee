"""Who comes, for everyone to see: surnames of school days by class, in kana order.

A surname stands here only when its registration is tied to the roster, comes, and its owner agreed. Two of
the same surname both stand. Everyone who comes is counted; the dead are never shown nor counted.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

DAYS_NEW = 3


@dataclass(frozen=True)
class Tag:
    name: str
    is_new: bool


@dataclass
class Group:
    heading: str
    names: list[Tag] = field(default_factory=list)


@dataclass
class Attendance:
    classmates: int = 0
    teachers: int = 0
    groups: list[Group] = field(default_factory=list)


def attendance(reunion: Reunion) -> Attendance:
    """One query, whatever the number of people."""
    result = Attendance()
    since = timezone.now() - dt.timedelta(days=DAYS_NEW)
    teachers = Group(_("先生"))
    groups: dict[str, Group] = {}
    for registration in Registration.objects.for_name_tags(reunion):
        person = registration.teacher or registration.classmate
        if registration.teacher_id:
            result.teachers += 1
            group, name = teachers, f"{person.family_name}{person.honorific}"
        else:
            result.classmates += 1
            heading = str(person.homeroom) if person.homeroom else _("そのほかのクラス")
            group, name = groups.setdefault(heading, Group(heading)), person.family_name
        if registration.show_surname:
            group.names.append(Tag(name, registration.signed_up_at >= since))
    result.groups = [group for group in [*groups.values(), teachers] if group.names]
    return result
