"""How many classmates of each class are still looked for: numbers only, for everyone to see.

Those of whom nothing is known, as standing.py says. The dead are not looked for, and whoever does not want to
hear from us is not either.
"""

from django.db.models import Count

from reunion.events.models import Reunion
from reunion.roster.models import Classmate

from .standing import with_standing


def still_sought(reunion: Reunion) -> dict[int | None, int]:
    """By homeroom id; None are those without a homeroom. One query."""
    classmates = Classmate.objects.filter(cohort=reunion.cohort_id).may_be_written_to()
    unknown = with_standing(classmates, reunion).filter(standing="unknown")
    return dict(unknown.order_by().values_list("homeroom_id").annotate(Count("id")))
