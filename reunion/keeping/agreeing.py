"""Who agreed that their contact is kept for the next time.

Each guest was asked at sign-up and may have changed their mind on their own page since: what stands there
counts. When their registration is forgotten, what they agreed to stays as a row of its own, with the words
they read and when. Whoever was not asked has not agreed.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reunion.events.models import Reunion
from reunion.registrations.models import Consent, Registration
from reunion.roster.models import Classmate, ClassmateQuerySet, Cohort, Teacher

from .models import Agreement


def agreed_classmates(cohort: Cohort) -> ClassmateQuerySet:
    said_yes = Registration.objects.filter(classmate=OuterRef("pk"), keep_for_next_time=True)
    return Classmate.objects.filter(Q(agreement__isnull=False) | Exists(said_yes), cohort=cohort)


def agreed_teachers(cohort: Cohort) -> QuerySet[Teacher]:
    said_yes = Registration.objects.filter(teacher=OuterRef("pk"), keep_for_next_time=True)
    return Teacher.objects.filter(Q(agreement__isnull=False) | Exists(said_yes), cohort=cohort)


def remember(reunion: Reunion) -> int:
    """What guests of this reunion agreed to, before their registrations are forgotten; gives how many."""
    known = set(Agreement.objects.values_list("classmate_id", "teacher_id"))
    agreed = Registration.objects.filter(reunion=reunion, keep_for_next_time=True).order_by("pk")
    owned = agreed.exclude(classmate=None, teacher=None).prefetch_related("consents")
    new = {}
    for row in owned:
        if (row.classmate_id, row.teacher_id) not in known:
            new[row.classmate_id, row.teacher_id] = _agreement(row)
    return len(Agreement.objects.bulk_create(new.values()))


def _agreement(row: Registration) -> Agreement:
    purpose = Consent.Purpose.NEXT_TIME
    words = [one for one in row.consents.all() if one.purpose == purpose and one.withdrawn_at is None]
    return Agreement(
        classmate_id=row.classmate_id,
        teacher_id=row.teacher_id,
        wording=words[-1].wording if words else "",
        given_at=words[-1].given_at if words else row.signed_up_at or timezone.now(),
    )
