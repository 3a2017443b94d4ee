"""An announcement is sent by one press, which only says so and wakes a worker.

The press names the number of people, so that nobody sends to more than they saw; when that has changed, the
new number is shown first. A second press finds the announcement on its way. The same text to the same people
is asked about once more. The page answers at once; the mails are written in the background (writing.py).
"""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import KombuError

from reunion.accounts.models import User
from reunion.events.milestones import step_is_done
from reunion.events.models import Milestone, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .addressees import reach
from .drafting import held_draft
from .models import Announcement
from .repeating import Earlier, sent_before
from .tasks import write_mails

logger = logging.getLogger(__name__)

State = Announcement.State
Occasion = Announcement.Occasion
STEPS = {Occasion.WEEK_BEFORE: Milestone.Step.WEEK_BEFORE, Occasion.THANKS: Milestone.Step.THANKS}


class SentBefore(Refused):
    """The same text has gone to some of these people already; the screen asks whether to send it anyway."""

    def __init__(self, earlier: Earlier):
        super().__init__(_("同じ文章を、もう送っています。"))
        self.earlier = earlier


@transaction.atomic
def send(
    announcement: Announcement, *, people: int, actor: User, although_sent_before: bool = False
) -> Announcement:
    """`people` is the number on the button. A second press finds it on its way."""
    # All announcements of a reunion pass here one by one, or two with the same text would not see each other.
    Reunion.objects.select_for_update().get(pk=announcement.reunion_id)
    if Announcement.objects.filter(pk=announcement.pk).exclude(state=State.DRAFT).exists():
        return announcement
    locked = held_draft(announcement)
    _insist_on_number(locked, people)
    earlier = None if although_sent_before else sent_before(locked)
    if earlier:
        raise SentBefore(earlier)
    locked.state, locked.sent_at, locked.recipients = State.SENDING, timezone.now(), people
    locked.save()
    if locked.occasion in STEPS:
        step_is_done(locked.reunion, step=STEPS[locked.occasion])
    _note(locked, actor)
    transaction.on_commit(lambda: wake(locked))
    return locked


def _insist_on_number(announcement: Announcement, people: int) -> None:
    now = reach(announcement).people
    if now == 0:
        raise Refused(_("送れる相手がいません。送る相手を選び直してください。"))
    if now != people:
        sentence = _("送る相手が、%(before)s名から%(now)s名に変わりました。もう一度確かめてください。")
        raise Refused(sentence % {"before": people, "now": now})


def _note(announcement: Announcement, actor: User) -> None:
    record(
        announcement,
        action="announced",
        sentence=gettext_lazy("一斉連絡「%(subject)s」を%(people)s名に送り始めました"),
        words={"subject": announcement.subject, "people": announcement.recipients},
        actor=actor,
        reunion_slug=announcement.reunion.slug,
    )


def wake(announcement: Announcement) -> None:
    """If nobody can be woken, the sweep finds it."""
    try:
        write_mails.delay(announcement.pk)
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken for announcement %s (%s)", announcement.pk, error)
