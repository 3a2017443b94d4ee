"""Somebody has died, or wants to hear nothing from us: it is marked once, and taken back with a reason.

From then on no letter, no card, no call and no list, whoever asks: every sender looks at these two marks, and
a letter that waits already is looked at again before it leaves. Who told us and when stands in the journal,
and so does the reason for which a mark is taken back. A registration stays, since money may hang on it. What
was held back meanwhile is not sent by itself afterwards; it may long have become wrong.
"""

import datetime as dt

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reunion.accounts.models import User
from reunion.journal.models import Entry
from reunion.journal.recording import record

from .models import Classmate, Teacher


class Mark(TextChoices):
    """Named as the field it sets."""

    DECEASED = "deceased", _("物故")
    DO_NOT_CONTACT = "do_not_contact", _("連絡を控える")


MARKED = {
    Mark.DECEASED: _(
        "亡くなったと記録しました（知らせてくれた人：%(told_by)s、聞いた日：%(year)s年%(month)s月%(day)s日）"
    ),
    Mark.DO_NOT_CONTACT: _(
        "連絡を控えることにしました（知らせてくれた人：%(told_by)s、聞いた日：%(year)s年%(month)s月%(day)s日）"
    ),
}
TAKEN_BACK = {
    Mark.DECEASED: _("亡くなったという記録を取り消しました（わけ：%(reason)s）"),
    Mark.DO_NOT_CONTACT: _("また連絡してよいことにしました（わけ：%(reason)s）"),
}


@transaction.atomic
def leave_alone(
    person: Classmate | Teacher,
    *,
    mark: str,
    told_by: str,
    told_on: dt.date,
    actor: User | None,
    reunion_slug: str = "",
) -> bool:
    """False when it was marked already."""
    words = {"told_by": told_by, "year": told_on.year, "month": told_on.month, "day": told_on.day}
    return _set(person, mark, True, MARKED[Mark(mark)], words, actor, reunion_slug)


@transaction.atomic
def take_back(
    person: Classmate | Teacher, *, mark: str, reason: str, actor: User | None, reunion_slug: str = ""
) -> bool:
    """False when it is not marked any more."""
    return _set(person, mark, False, TAKEN_BACK[Mark(mark)], {"reason": reason}, actor, reunion_slug)


def last_word(person: Classmate | Teacher, *, mark: str) -> Entry | None:
    """Who marked it here and who had told them; None where a file or a family's answer said it."""
    entry = Entry.objects.about(person).filter(action__in=[f"marked_{mark}", f"unmarked_{mark}"]).first()
    return entry if entry and entry.action == f"marked_{mark}" else None


def _set(
    person: Classmate | Teacher,
    mark: str,
    value: bool,
    sentence: str,
    words: dict,
    actor: User | None,
    reunion_slug: str,
) -> bool:
    current = type(person).objects.select_for_update(of=("self",)).get(pk=person.pk)
    if getattr(current, mark) == value:
        return False
    setattr(current, mark, value)
    changed = [mark, "updated_at"] if isinstance(current, Classmate) else [mark]
    current.save(update_fields=changed)
    action = f"marked_{mark}" if value else f"unmarked_{mark}"
    record(current, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=reunion_slug)
    return True
