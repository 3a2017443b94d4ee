"""When two records of a classmate become one, the registrations of both belong to the one that is kept.

Two answers to one reunion cannot both stand: a person must first say which one counts, and take back the
other. What was paid hangs on the registration and goes with it. The reunions of the year are held first, then
the registrations, then the classmates, as by whoever ties a reply to a classmate: neither waits for ever.
"""

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.roster.models import Classmate

from .models import Registration


def hold(kept: Classmate, *, gone: Classmate) -> None:
    reunions = Reunion.objects.filter(cohort=kept.cohort_id).order_by("pk")
    list(reunions.select_for_update(of=("self",), no_key=True).values_list("pk"))
    rows = Registration.objects.filter(classmate__in=[kept, gone]).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk"))


def move(kept: Classmate, *, gone: Classmate) -> None:
    """Raises Refused when both have answered the same reunion."""
    answers = Registration.objects.answered()
    own = dict(answers.filter(classmate=kept).values_list("reunion_id", "reference"))
    for registration in answers.filter(classmate=gone, reunion_id__in=own).select_related("reunion"):
        words = {
            "reunion": registration.reunion,
            "first": own[registration.reunion_id],
            "second": registration.reference,
        }
        raise Refused(
            _(
                "「%(reunion)s」に、二つとも返事があります（申込番号 %(first)s と %(second)s）。"
                "使わないほうの申込を取り消してから、まとめてください。"
            )
            % words
        )
    # With the time, so that whoever keeps a copy of the list sees that something is new.
    Registration.objects.filter(classmate=gone).update(classmate=kept, updated_at=timezone.now())


def tied(classmate: Classmate) -> list[tuple[Promise, int]]:
    return [(gettext_lazy("申込"), Registration.objects.filter(classmate=classmate).count())]
