"""In which clubs somebody was, as staff type it: names with 、 between them.

Only what the reader changed is changed: a name they added is joined, one they took out is left. So two people
at once never overwrite each other, whatever somebody else or a file has added meanwhile. A club that nobody
knew comes into being.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.journal.recording import record

from .clubs import club_names
from .models import Classmate, Club


def clubs_in_words(classmate: Classmate) -> str:
    return _("、").join(str(club) for club in classmate.clubs.all())


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def change_clubs(
    classmate: Classmate, *, seen: str, typed: str, actor: User | None, reunion_slug: str = ""
) -> bool:
    """`seen` is what stood in the form, `typed` what came back. False when nothing changed."""
    classmate = Classmate.objects.select_for_update(of=("self",)).get(pk=classmate.pk)
    before, after = club_names(seen), club_names(typed)
    joined = [name for name in after if name not in before]
    left = [name for name in before if name not in after]
    members = {club.name: club for club in classmate.clubs.all()}
    joined = [name for name in joined if name not in members]
    left = [name for name in left if name in members]
    classmate.clubs.add(*_clubs(classmate.cohort_id, joined))
    classmate.clubs.remove(*(members[name] for name in left))
    told = [_("加えた部活「%(name)s」") % {"name": name} for name in joined]
    told += [_("外した部活「%(name)s」") % {"name": name} for name in left]
    if told:
        record(
            classmate,
            action="clubs",
            sentence=_("名簿を直しました：%(changes)s"),
            words={"changes": _("、").join(told)},
            actor=actor,
            reunion_slug=reunion_slug,
        )
    return bool(told)


def _clubs(cohort_id: int, names: Iterable[str]) -> list[Club]:
    return [Club.objects.get_or_create(cohort_id=cohort_id, name=name)[0] for name in names]
