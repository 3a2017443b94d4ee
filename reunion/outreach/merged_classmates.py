"""When two records of a classmate become one, every try and every code goes over to the one that is kept.

A code that was handed out works for ever. Where both have one, the kept record's is handed out from now on,
and the other still opens the form of the same person. The codes are held before the classmates, as by whoever
hears from a family.
"""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import Classmate

from .models import ContactLog, SignupLink


def hold(kept: Classmate, *, gone: Classmate) -> None:
    links = SignupLink.objects.filter(classmate__in=[kept, gone]).order_by("pk")
    list(links.select_for_update(of=("self",)).values_list("pk"))


def move(kept: Classmate, *, gone: Classmate) -> None:
    _move_tries(kept, gone)
    links = SignupLink.objects.filter(classmate=gone)
    own = SignupLink.objects.filter(classmate=kept, reunion=OuterRef("reunion"), replaced_at=None)
    links.filter(Exists(own), replaced_at=None).update(replaced_at=timezone.now())
    links.update(classmate=kept)


def _move_tries(kept: Classmate, gone: Classmate) -> None:
    """A card that both shared is told of once."""
    tries = ContactLog.objects.filter(classmate=gone)
    told = ContactLog.objects.filter(classmate=kept, about=OuterRef("about"), result=OuterRef("result"))
    tries.filter(Exists(told)).exclude(about="").delete()
    tries.update(classmate=kept)


def tied(classmate: Classmate) -> list[tuple[Promise, int]]:
    return [
        (_("連絡の記録"), ContactLog.objects.filter(classmate=classmate).count()),
        (_("申込用の短いアドレス"), SignupLink.objects.filter(classmate=classmate).count()),
    ]
