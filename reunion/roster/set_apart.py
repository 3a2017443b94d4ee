"""Namesakes of whom somebody said that they are two people.

The pair is remembered, is not offered any more, and cannot be made one before that is taken back. It is
written in the journal of both. What was said of a record goes over to the one it is merged into.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Classmate, Cohort, SetApart

SAID = gettext_lazy("同じ名前の%(other)sさんとは別の人と決めました")
TAKEN_BACK = gettext_lazy("同じ名前の%(other)sさんとは別の人、と決めたのを取り消しました")


@transaction.atomic
def set_apart(person: Classmate, *, other: Classmate, actor: User, reunion_slug: str = "") -> bool:
    """False when it was said before. Raises Refused."""
    if person.pk == other.pk:
        raise Refused(_("同じ記録です。別の人と決める相手に、ほかの記録を選んでください。"))
    rows = Classmate.objects.select_for_update(of=("self",)).select_related("homeroom")
    found = list(rows.filter(pk__in=[person.pk, other.pk], cohort_id=person.cohort_id).order_by("pk"))
    if len(found) < 2:
        raise Refused(_("この二つの記録は、もう並べて見られません。一覧を開き直してください。"))
    first, second = found
    _pair, is_new = SetApart.objects.get_or_create(first=first, second=second, defaults={"said_by": actor})
    if is_new:
        _journal(first, second, "set_apart", SAID, actor, reunion_slug)
    return is_new


@transaction.atomic
def take_back(pair: SetApart, *, actor: User, reunion_slug: str = "") -> bool:
    """False when somebody else was quicker."""
    found = SetApart.objects.select_for_update(of=("self",)).filter(pk=pair.pk)
    held = found.select_related("first__homeroom", "second__homeroom").first()
    if held is None:
        return False
    first, second = held.first, held.second
    held.delete()
    _journal(first, second, "set_apart_taken_back", TAKEN_BACK, actor, reunion_slug)
    return True


def are_set_apart(person: Classmate, other: Classmate) -> bool:
    first, second = sorted((person.pk, other.pk))
    return SetApart.objects.filter(first=first, second=second).exists()


def pairs_of(cohort: Cohort) -> QuerySet[SetApart]:
    """The latest first."""
    rows = SetApart.objects.filter(first__cohort=cohort)
    return rows.select_related("first__homeroom", "second__homeroom", "said_by").order_by("-said_at", "-pk")


def move_pairs(kept: Classmate, *, gone: Classmate) -> None:
    for pair in SetApart.objects.filter(Q(first=gone) | Q(second=gone)):
        third = pair.second_id if pair.first_id == gone.pk else pair.first_id
        first, second = sorted((kept.pk, third))
        if first != second:
            said = {"said_by_id": pair.said_by_id}
            SetApart.objects.get_or_create(first_id=first, second_id=second, defaults=said)
        pair.delete()


def _journal(
    first: Classmate, second: Classmate, action: str, sentence: Promise, actor: User, reunion_slug: str
) -> None:
    for person, other in ((first, second), (second, first)):
        words = {"other": f"{other.homeroom or ''} {other.school_name}".strip()}
        record(person, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=reunion_slug)
