"""What a guest agrees to, and takes back, at any time: also after the deadline and after the day.

A consent is a row with the words that were read and when. Taking it back writes the time into that row and
acts at once: the surname is off the page, the address is not kept for the next time, and what was said about
needs at the venue is erased. Agreeing again is a new row. Agreeing to what one has agreed to changes nothing.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Consent, Registration

Purpose = Consent.Purpose
GIVEN = gettext_lazy("%(name)sさんが同意しました：%(purpose)s")
WITHDRAWN = gettext_lazy("%(name)sさんが同意を取り消しました：%(purpose)s")
FLAGS = {Purpose.SHOW_SURNAME: "show_surname", Purpose.NEXT_TIME: "keep_for_next_time"}


@transaction.atomic
def give(registration: Registration, *, purpose: str, wording: str) -> Registration:
    row = _row(registration)
    standing = row.consents.filter(purpose=purpose, withdrawn_at=None)
    has_flag = purpose not in FLAGS or getattr(row, FLAGS[purpose])
    if has_flag and standing.filter(wording=wording).exists():
        return row
    standing.update(withdrawn_at=timezone.now())
    Consent.objects.create(registration=row, purpose=purpose, wording=wording)
    if purpose in FLAGS:
        _set(row, FLAGS[purpose], True)
    _write_down(row, purpose, GIVEN)
    return row


@transaction.atomic
def withdraw(registration: Registration, *, purpose: str) -> Registration:
    if purpose == Purpose.PRIVACY:
        raise Refused(_("申込のご連絡先などを消したいときは、幹事へお知らせください。"))
    row = _row(registration)
    ended = row.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=timezone.now())
    changed = _set(row, "needs", "") if purpose == Purpose.NEEDS else _set(row, FLAGS[purpose], False)
    if ended or changed:
        _write_down(row, purpose, WITHDRAWN)
    return row


def _row(registration: Registration) -> Registration:
    rows = Registration.objects.select_for_update(of=("self",)).select_related("reunion")
    return rows.get(pk=registration.pk)


def _set(row: Registration, field: str, value: object) -> bool:
    if getattr(row, field) == value:
        return False
    setattr(row, field, value)
    row.save(update_fields=[field, "updated_at"])
    return True


def _write_down(row: Registration, purpose: str, sentence: Promise) -> None:
    words = {"name": row.school_name, "purpose": Purpose(purpose).label}
    record(row, action="consent", sentence=sentence, words=words, reunion_slug=row.reunion.slug)
