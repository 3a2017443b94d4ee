"""The kick-off is due once half the classes have staff, and until somebody says that it was held.

It is a step of the plan like others, and its day is no reason: with too few classes nobody would come.
"""

from django.db.models import Count, Exists, F, Q, QuerySet

from reunion.events.models import Milestone, Reunion
from reunion.roster.models import Homeroom
from reunion.team.models import Role


def kick_off_due(reunion: Reunion) -> QuerySet[Milestone]:
    """The step itself, or nothing; no question of its own where many are counted at once."""
    has_staff = Q(staff__reunion=reunion, staff__role=Role.CLASS_STAFF)
    classes = Homeroom.objects.filter(cohort=reunion.cohort_id).order_by().values("cohort")
    counted = classes.annotate(
        number=Count("pk", distinct=True), staffed=Count("pk", filter=has_staff, distinct=True)
    )
    half_are_staffed = counted.filter(staffed__gt=0, number__lte=F("staffed") * 2)
    steps = Milestone.objects.of(reunion).to_do().filter(step=Milestone.Step.KICK_OFF)
    return steps.filter(Exists(half_are_staffed))
