"""When two records of a classmate become one, what they agreed to goes over to the one that is kept.

Where both agreed, the later words stand.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import Classmate

from .models import Agreement


def move(kept: Classmate, *, gone: Classmate) -> None:
    both = Agreement.objects.filter(classmate__in=[kept, gone]).order_by("-given_at", "-pk")
    latest = both.first()
    if latest is not None:
        both.exclude(pk=latest.pk).delete()
        both.update(classmate=kept)


def tied(classmate: Classmate) -> list[tuple[Promise, int]]:
    return [(_("次の会のための同意"), Agreement.objects.filter(classmate=classmate).count())]
