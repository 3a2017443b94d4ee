"""Once every class has somebody who looks after it, the step 「クラススタッフを見つける」 is done.

It stays done when somebody leaves later: the committee sees on the board which class has nobody.
"""

from django.db.models import Exists, OuterRef

from reunion.events.milestones import step_is_done
from reunion.events.models import Milestone, Reunion
from reunion.roster.models import Homeroom

from .models import Member, Role


def look_at_classes(reunion: Reunion) -> None:
    classes = Homeroom.objects.filter(cohort=reunion.cohort_id)
    staff = Member.objects.filter(reunion=reunion, role=Role.CLASS_STAFF, homerooms=OuterRef("pk"))
    if classes.exists() and not classes.exclude(Exists(staff)).exists():
        step_is_done(reunion, step=Milestone.Step.CLASS_STAFF)
