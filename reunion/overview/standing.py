"""Where a classmate stands for one reunion: unknown, found, reached, coming or declined.

Found: some way to them of today is known (what the yearbook printed decades ago is none). Reached: they
gave a sign of life, such as a registration taken back; or a card has arrived, or somebody has told them.
Coming and declined are answers; being on the waiting list counts as coming. The dead stand nowhere.
"""

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.outreach.models import ContactLog
from reunion.registrations.models import Registration, State
from reunion.roster.models import ClassmateQuerySet, ContactPoint

LABELS = {
    "coming": _("参加"),
    "declined": _("欠席"),
    "reached": _("連絡がついた"),
    "found": _("連絡先あり"),
    "unknown": _("まだ分からない"),
}


def with_standing(classmates: ClassmateQuerySet, reunion: Reunion, *, few: bool = False) -> ClassmateQuerySet:
    """Living classmates with `standing`, one of LABELS' keys."""
    return classmates.living().annotate(standing=standing_in(reunion, few=few))


def standing_in(reunion: Reunion, *, few: bool) -> Case:
    """Whoever looks through a whole year reads each table once; of a `few` only their rows are asked for."""

    def has(rows: QuerySet) -> Exists | Q:
        if few:
            return Exists(rows.filter(classmate=OuterRef("pk")))
        return Q(pk__in=rows.filter(classmate__isnull=False).order_by().values("classmate_id"))

    registrations = Registration.objects.filter(reunion=reunion)
    tries = ContactLog.objects.filter(reunion=reunion)
    return Case(
        When(has(registrations.filter(state__in=[State.COMING, State.WAITLISTED])), then=Value("coming")),
        When(has(registrations.filter(state=State.DECLINED)), then=Value("declined")),
        When(has(registrations), then=Value("reached")),
        When(has(tries.signs_of_life()), then=Value("reached")),
        When(has(ContactPoint.objects.all()), then=Value("found")),
        default=Value("unknown"),
        output_field=CharField(),
    )
