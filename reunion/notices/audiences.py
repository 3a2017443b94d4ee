"""Who belongs to an audience, before anybody asks for an address.

Whoever has answered is found by their registration; a classmate has at most one answer, so nobody is met
twice. "All" reaches beyond: classmates who have not answered but of whom the roster knows some way to them
today. A reply of which nobody has said yet whose it is belongs to "all" too, but only to be counted: it may
be a stranger's. An audience limited to a class holds its classmates, no teachers.
"""

from django.db.models import Exists, OuterRef, Prefetch

from reunion.mail.placeholders import names_in
from reunion.payments.balance import unpaid
from reunion.registrations.models import ANSWERED, Registration, RegistrationQuerySet, State
from reunion.roster.models import Classmate, ClassmateQuerySet, ContactPoint

from .models import Announcement

Audience = Announcement.Audience
NOBODY_KNOWS_WHOSE = State.WAITING
SCHEDULE = "当日の予定"  # in a text it is each person's own


def registrations_of(announcement: Announcement) -> RegistrationQuerySet:
    rows = _of_audience(announcement).filter(reunion=announcement.reunion_id)
    if announcement.homeroom_id:
        rows = rows.filter(classmate__homeroom=announcement.homeroom_id)
    if SCHEDULE in names_in(announcement.text):
        rows = rows.prefetch_related("chosen_items__item")
    return rows.select_related("classmate__homeroom", "teacher").order_by("pk")


def _of_audience(announcement: Announcement) -> RegistrationQuerySet:
    rows = Registration.objects.all()
    match announcement.audience:
        case Audience.ALL:
            return rows.filter(state__in=[*ANSWERED, NOBODY_KNOWS_WHOSE])
        case Audience.COMING:
            return rows.coming()
        case Audience.UNPAID:
            return unpaid(rows.coming())
        case Audience.NOT_REACHED:
            return rows.answered().filter(proof="")
        case Audience.DECLINED:
            return rows.filter(state=State.DECLINED)
        case Audience.TEACHERS:
            return rows.coming().exclude(teacher=None)
        case Audience.CLASSMATES:
            return rows.coming().filter(teacher=None)
    return rows.answered()


def other_classmates_of(announcement: Announcement) -> ClassmateQuerySet:
    """Those without an answer; their `mail_points` are known best first."""
    if announcement.audience != Audience.ALL:
        return Classmate.objects.none()
    answers = Registration.objects.answered().filter(
        reunion=announcement.reunion_id, classmate=OuterRef("pk")
    )
    ways = ContactPoint.objects.filter(classmate=OuterRef("pk"))
    rows = Classmate.objects.filter(~Exists(answers), Exists(ways), cohort=announcement.reunion.cohort_id)
    if announcement.homeroom_id:
        rows = rows.filter(homeroom=announcement.homeroom_id)
    mail = ContactPoint.objects.filter(kind=ContactPoint.Kind.MAIL).order_by("-pk")
    rows = rows.select_related("homeroom").order_by("pk")
    return rows.prefetch_related(Prefetch("contact_points", mail, to_attr="mail_points"))
