"""How staff correct a classmate or a teacher.

Two people may have the same page open. Whoever saves second is told, and nothing is overwritten: the form
carries what its reader saw, and under the lock it must still be so (overtaking.py). What the roster learns by
itself meanwhile, from a registration or a file, counts too. Every change is written in the journal in words:
what it was, what it is. A doubt is cleared by saying that it was checked.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Classmate, Teacher
from .overtaking import refuse_if_overtaken, seen_of

CORRECTABLE = (
    "homeroom_id",
    "number",
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "current_family_name",
    "current_family_kana",
    "deceased",
    "do_not_contact",
    "remarks",
    "doubt",
)
TEACHER_FIELDS = (
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "honorific",
    "homeroom_id",
    "postal_code",
    "address",
    "deceased",
    "do_not_contact",
)
CORRECTED = gettext_lazy("名簿を直しました：%(changes)s")
ADDED = gettext_lazy("名簿に加えました：%(name)s")
CHECKED = gettext_lazy("確かめました：%(doubt)s")
TEACHER_ADDED = gettext_lazy("恩師を加えました：%(teacher)s")
TEACHER_CORRECTED = gettext_lazy("恩師の記録を直しました：%(teacher)s")
YES_OR_NO = {
    ("deceased", True): gettext_lazy("物故と記録しました"),
    ("deceased", False): gettext_lazy("物故の記録を取り消しました"),
    ("do_not_contact", True): gettext_lazy("連絡を控えることにしました"),
    ("do_not_contact", False): gettext_lazy("連絡してよいことにしました"),
}


@transaction.atomic
def correct(
    classmate: Classmate, *, values: Mapping, seen: str, actor: User | None, reunion_slug: str = ""
) -> Classmate:
    """`values` by field name; `seen` is `version_of` what the form showed. Raises Refused."""
    current = Classmate.objects.select_for_update(of=("self",)).get(pk=classmate.pk)
    refuse_if_overtaken(
        current,
        seen=seen,
        typed=values,
        names=CORRECTABLE,
        sentence=_("ほかの人が先にこの人を直しました。下の表を見てから、もう一度保存してください。"),
    )
    changed = _changed(current, values)
    if changed:
        _save(current)
        _write_down(current, "corrected", CORRECTED, {"changes": "、".join(changed)}, actor, reunion_slug)
    return current


@transaction.atomic
def add(classmate: Classmate, *, actor: User | None, reunion_slug: str = "") -> Classmate:
    """Somebody the yearbook forgot. Raises Refused."""
    _save(classmate)
    _write_down(classmate, "added", ADDED, {"name": classmate.name_with_current}, actor, reunion_slug)
    return classmate


@transaction.atomic
def mark_checked(classmate: Classmate, *, actor: User | None, reunion_slug: str = "") -> None:
    current = Classmate.objects.select_for_update(of=("self",)).get(pk=classmate.pk)
    if not current.doubt:
        return
    words = {"doubt": current.doubt}
    current.doubt = ""
    current.save(update_fields=["doubt", "updated_at"])
    _write_down(current, "checked", CHECKED, words, actor, reunion_slug)


@transaction.atomic
def save_teacher(teacher: Teacher, *, seen: str = "", actor: User | None, reunion_slug: str = "") -> Teacher:
    """`seen` is `version_of` what the form showed; nothing of somebody new. Raises Overtaken."""
    if teacher.pk is None:
        teacher.save()
        _write_down(teacher, "added", TEACHER_ADDED, {"teacher": teacher}, actor, reunion_slug)
        return teacher
    current = Teacher.objects.select_for_update(of=("self",)).get(pk=teacher.pk)
    refuse_if_overtaken(
        current,
        seen=seen,
        typed={name.removesuffix("_id"): getattr(teacher, name) for name in TEACHER_FIELDS},
        names=TEACHER_FIELDS,
        sentence=_("ほかの人が先にこの先生の記録を直しました。下の表を見てから、もう一度保存してください。"),
    )
    if version_of(teacher) != seen:
        teacher.save()
        _write_down(teacher, "corrected", TEACHER_CORRECTED, {"teacher": teacher}, actor, reunion_slug)
    return teacher


def version_of(person: Classmate | Teacher) -> str:
    """Another one as soon as anything is changed that staff may correct."""
    return seen_of(person, CORRECTABLE if isinstance(person, Classmate) else TEACHER_FIELDS)


@translation.override(settings.LANGUAGE_CODE)
def _changed(classmate: Classmate, values: Mapping) -> list[str]:
    """Sets the values, and tells what changed in words."""
    told = []
    for name, value in values.items():
        before = getattr(classmate, name)
        if before != value:
            setattr(classmate, name, value)
            told.append(_in_words(classmate, name, before, value))
    return told


def _in_words(classmate: Classmate, name: str, before: object, after: object) -> str:
    if isinstance(after, bool):
        return str(YES_OR_NO[name, after])
    if name == "doubt" and not after:
        return _("確かめました（%(doubt)s）") % {"doubt": before}
    words = {
        "what": classmate._meta.get_field(name).verbose_name,
        "before": "" if before is None else before,
        "after": "" if after is None else after,
    }
    return _("%(what)s「%(before)s」→「%(after)s」") % words


def _write_down(
    thing: Model, action: str, sentence: Promise, words: Mapping, actor: User | None, reunion_slug: str
) -> None:
    record(thing, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=reunion_slug)


def _save(classmate: Classmate) -> None:
    try:
        classmate.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    classmate.save()
