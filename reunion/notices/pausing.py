"""An announcement on its way is halted at once, goes on later, or is given up.

The letters that still wait are set aside, so that no worker takes them; one that is just being handed over
still goes. What is set aside goes on exactly where it stopped. Given up is for good: what was not sent stays
unsent, and a letter that comes back to the queue after that is set aside again.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.models import Message

from .models import Announcement
from .progress import letters_of
from .sending import wake
from .writing import set_aside

State = Announcement.State
ON_ITS_WAY = (State.SENDING, State.PAUSED)


@transaction.atomic
def pause(announcement: Announcement, *, actor: User) -> Announcement:
    locked = _held(announcement)
    if locked.state == State.SENDING:
        _turn(locked, State.PAUSED, gettext_lazy("一斉連絡「%(subject)s」を一時停止しました"), actor)
        set_aside(locked)
    return locked


@transaction.atomic
def stop(announcement: Announcement, *, actor: User) -> Announcement:
    locked = _held(announcement)
    _turn(locked, State.STOPPED, gettext_lazy("一斉連絡「%(subject)s」を途中でやめました"), actor)
    set_aside(locked)
    return locked


@transaction.atomic
def go_on(announcement: Announcement, *, actor: User) -> Announcement:
    locked = _held(announcement)
    if locked.state == State.PAUSED:
        _turn(locked, State.SENDING, gettext_lazy("一斉連絡「%(subject)s」の続きを送り始めました"), actor)
        waiting = letters_of(locked).filter(state=Message.State.PAUSED)
        waiting.update(state=Message.State.QUEUED, due_at=timezone.now())
        transaction.on_commit(lambda: wake(locked))
    return locked


def _held(announcement: Announcement) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("reunion")
    locked = rows.get(pk=announcement.pk)
    if locked.state not in ON_ITS_WAY:
        raise Refused(_("この一斉連絡は、いま送っているところではありません。"))
    return locked


def _turn(announcement: Announcement, state: str, sentence: Promise, actor: User) -> None:
    announcement.state = state
    announcement.save(update_fields=["state"])
    record(
        announcement,
        action=f"announcement {state}",
        sentence=sentence,
        words={"subject": announcement.subject},
        actor=actor,
        reunion_slug=announcement.reunion.slug,
    )
