"""Where the teachers stand: coming, declined, or not answered yet.

They are invited by letter or telephone, so there is no "found". Being on the waiting list counts as coming.
The dead stand nowhere; whoever wants no contact is counted but never pressed.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration, State
from reunion.roster.models import Teacher

LABELS = {
    "invited": _("お元気な先生"),
    "coming": _("参加"),
    "declined": _("欠席"),
    "unanswered": _("お返事がまだ"),
}


def teachers_who(reunion: Reunion, standing: str) -> QuerySet[Teacher]:
    """`standing` is one of LABELS' keys; "invited" is everyone alive."""
    living = Teacher.objects.filter(cohort=reunion.cohort_id, deceased=False)
    answers = Registration.objects.filter(reunion=reunion, teacher=OuterRef("pk")).order_by()
    coming = Exists(answers.filter(state__in=[State.COMING, State.WAITLISTED]))
    declined = Exists(answers.filter(state=State.DECLINED))
    return {
        "invited": living,
        "coming": living.filter(coming),
        "declined": living.filter(declined),
        "unanswered": living.filter(~coming, ~declined),
    }[standing]


def lists_of_teachers(reunion: Reunion) -> dict[str, QuerySet[Teacher]]:
    return {f"teachers_{standing}": teachers_who(reunion, standing) for standing in LABELS}
