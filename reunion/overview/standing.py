"""Where a classmate stands for one reunion: unknown, found, reached, coming or declined.

Found: some way to them of today is known (what the yearbook printed decades ago is none). Reached: they
gave a sign of life, such as a registration taken back; or a card has arrived, or somebody has told them.
Coming and declined are answers; being on the waiting list counts as coming. The dead stand nowhere.
"""

from django.db.models import Case, CharField, Exists, OuterRef, Subquery, Value, When
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


def with_standing(classmates: ClassmateQuerySet, reunion: Reunion) -> ClassmateQuerySet:
    """Living classmates with `standing`, one of LABELS' keys."""
    registrations = Registration.objects.filter(reunion=reunion, classmate=OuterRef("pk"))
    tries = ContactLog.objects.filter(reunion=reunion, classmate=OuterRef("pk"))
    answer = Subquery(registrations.answered().order_by().values("state")[:1], output_field=CharField())
    return (
        classmates.living()
        .annotate(answer=answer)
        .annotate(
            standing=Case(
                When(answer__in=[State.COMING, State.WAITLISTED], then=Value("coming")),
                When(answer=State.DECLINED, then=Value("declined")),
                When(Exists(registrations) | Exists(tries.signs_of_life()), then=Value("reached")),
                When(Exists(ContactPoint.objects.filter(classmate=OuterRef("pk"))), then=Value("found")),
                default=Value("unknown"),
                output_field=CharField(),
            )
        )
    )
