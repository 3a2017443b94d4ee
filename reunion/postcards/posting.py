"""A batch is posted on a day, which may be corrected; what is posted is printed.

Not in the future and not before the batch was made. Posting is written into the contact log of everybody on
its cards, as of that day. It is undone only while no card of it has come back or arrived. The first batch to
classmates does a step of the way to the day.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.milestones import step_is_done, step_was_taken_back
from reunion.events.models import Milestone
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from . import card_log
from .models import Batch


@transaction.atomic
def post(batch: Batch, *, on: dt.date, actor: User | None) -> Batch:
    """The same day again changes nothing."""
    batch = _held(batch)
    _refuse_impossible(batch, on)
    if batch.posted_on == on:
        return batch
    is_correction = batch.is_posted
    batch.posted_on, batch.printed_at = on, batch.printed_at or timezone.now()
    batch.save(update_fields=["posted_on", "printed_at"])
    if is_correction:
        card_log.move_posted(batch)
        sentence = gettext_lazy("%(name)sを投函した日を%(day)sに直しました")
    else:
        card_log.write_posted(batch, user=actor)
        sentence = gettext_lazy("%(name)sを%(day)sに投函しました")
    if batch.audience != Batch.Audience.TEACHERS:
        step_is_done(batch.reunion, step=Milestone.Step.POSTCARDS, on=on)
    _journal(batch, "posted", sentence, actor)
    return batch


@transaction.atomic
def undo_posting(batch: Batch, *, actor: User | None) -> Batch:
    batch = _held(batch)
    if not batch.is_posted:
        raise Refused(_("この束は、まだ投函したことになっていません。"))
    if not can_be_undone(batch):
        raise Refused(_("もう戻ったか届いたはがきがあるので、投函を取り消せません。日付は直せます。"))
    card_log.take_away_posted(batch)
    _journal(batch, "unposted", gettext_lazy("%(name)sを%(day)sに投函した記録を取り消しました"), actor)
    batch.posted_on = None
    batch.save(update_fields=["posted_on"])
    posted = Batch.objects.filter(reunion=batch.reunion, posted_on__isnull=False)
    if not posted.exclude(audience=Batch.Audience.TEACHERS).exists():
        step_was_taken_back(batch.reunion, step=Milestone.Step.POSTCARDS)
    return batch


def can_be_undone(batch: Batch) -> bool:
    return batch.is_posted and not batch.cards.heard_of().exists()


def _held(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=batch.pk)


def _refuse_impossible(batch: Batch, on: dt.date) -> None:
    if on > timezone.localdate():
        raise Refused(_("先の日付は書けません。投函してから、その日を入れてください。"))
    if on < timezone.localdate(batch.made_at):
        raise Refused(_("束を作る前の日付です。投函した日を確かめてください。"))


def _journal(batch: Batch, action: str, sentence, actor: User | None) -> None:
    words = {"name": batch.name, "day": f"{batch.posted_on.month}月{batch.posted_on.day}日"}
    record(
        batch,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=batch.reunion.slug,
    )
