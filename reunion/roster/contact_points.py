"""A way to a classmate of today is added, corrected or taken away by whoever of the committee heard of it.

Who told us is kept beside it. Two at once never overwrite each other (overtaking.py); the same way twice is
one. A corrected value counts as known from now on, since an older one may have proved whose a reply is. The
journal says what kind of way it was and who had told us, and never the number or the address.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Classmate, ContactPoint
from .overtaking import refuse_if_overtaken, seen_of

FIELDS = ("kind", "value", "told_by")
ADDED = gettext_lazy("連絡先を加えました：%(kind)s%(told_by)s")
CORRECTED = gettext_lazy("連絡先を直しました：%(kind)s%(told_by)s")
REMOVED = gettext_lazy("連絡先を消しました：%(kind)s%(told_by)s")


@transaction.atomic
def add_contact(
    classmate: Classmate, *, values: Mapping[str, str], actor: User | None, reunion_slug: str = ""
) -> ContactPoint:
    """`values` by FIELDS. One that is known already stays as it is."""
    classmate = Classmate.objects.select_for_update(of=("self",)).get(pk=classmate.pk)
    same = {"kind": values["kind"], "value": values["value"]}
    known = ContactPoint.objects.filter(classmate=classmate, **same).first()
    if known is not None:
        return known
    point = ContactPoint.objects.create(classmate=classmate, **values)
    _write_down(point, "contact_added", ADDED, actor, reunion_slug)
    return point


@transaction.atomic
def correct_contact(
    point: ContactPoint,
    *,
    values: Mapping[str, str],
    seen: str,
    actor: User | None,
    reunion_slug: str = "",
) -> ContactPoint:
    """`seen` is `contact_version` of what the form showed. Raises Overtaken and Refused."""
    current = _held(point)
    refuse_if_overtaken(
        current,
        seen=seen,
        typed=values,
        names=FIELDS,
        sentence=_("ほかの人が先にこの連絡先を直しました。下の表を見てから、もう一度保存してください。"),
    )
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    if (current.kind, current.value) != (values["kind"], values["value"]):
        current.created_at = timezone.now()
    for name, value in values.items():
        setattr(current, name, value)
    try:
        current.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    current.save()
    _write_down(current, "contact_corrected", CORRECTED, actor, reunion_slug)
    return current


@transaction.atomic
def remove_contact(point: ContactPoint, *, actor: User | None, reunion_slug: str = "") -> None:
    current = ContactPoint.objects.select_for_update(of=("self",)).filter(pk=point.pk).first()
    if current is None:
        return
    _write_down(current, "contact_removed", REMOVED, actor, reunion_slug)
    current.delete()


def contact_version(point: ContactPoint) -> str:
    """Another one as soon as anything of it is changed."""
    return seen_of(point, FIELDS)


def _held(point: ContactPoint) -> ContactPoint:
    current = ContactPoint.objects.select_for_update(of=("self",)).filter(pk=point.pk).first()
    if current is None:
        raise Refused(_("この連絡先は、ほかの人が先に消しました。要るときは、新しく加えてください。"))
    return current


@translation.override(settings.LANGUAGE_CODE)
def _write_down(
    point: ContactPoint, action: str, sentence: Promise, actor: User | None, reunion_slug: str
) -> None:
    told_by = _("（聞いた人：%(name)s）") % {"name": point.told_by} if point.told_by else ""
    words = {"kind": ContactPoint.Kind(point.kind).label, "told_by": told_by}
    record(
        point.classmate,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=reunion_slug,
    )
