"""One press asks everybody who owes, and nobody twice.

The press names the round, the number of people and the sum that were on the screen; when these have changed
they are shown anew first. A second press, or a second treasurer, finds the round on its way. Each letter
has a key of its own within the round. What has not left can be halted, go on, or be given up; each letter is
looked at once more before it leaves (still_true.py).
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.models import Message, MessageQuerySet
from reunion.mail.outbox import withdraw
from reunion.registrations.filling import Filling
from reunion.registrations.telling import SECOND

from .models import ReminderRound
from .proposals import bring_up_to_date
from .reminding import Preview, preview
from .telling import enqueue_copies
from .thanking import REMINDER, letter_of_reminder

State = ReminderRound.State
GIVEN_UP = gettext_lazy("この回のお願いは、途中でやめました。")


@dataclass(frozen=True)
class Pressed:
    """What stood on the screen."""

    number: int
    people: int
    amount: int
    has_looked: bool = False  # at the account itself, on which nothing has moved


@dataclass(frozen=True)
class Progress:
    people: int
    sent: int
    waiting: int
    paused: int
    overtaken: int
    not_sent: int


def next_number(reunion: Reunion) -> int:
    return ReminderRound.objects.filter(reunion=reunion).count() + 1


def remind(reunion: Reunion, *, pressed: Pressed, actor: User) -> ReminderRound:
    """What the bank's lines propose is worked out first, and stays so when the press is refused."""
    bring_up_to_date(reunion)
    return _remind(reunion, pressed, actor)


@transaction.atomic
def _remind(reunion: Reunion, pressed: Pressed, actor: User) -> ReminderRound:
    reunion = (
        Reunion.objects.select_for_update(of=("self",)).select_related("cohort__school").get(pk=reunion.pk)
    )
    already = ReminderRound.objects.filter(reunion=reunion, number=pressed.number).first()
    if already is not None:
        return already
    bring_up_to_date(reunion)
    shown, filling = preview(reunion), Filling(reunion)
    _insist(reunion, shown, filling, pressed)
    made = ReminderRound.objects.create(
        reunion=reunion,
        number=next_number(reunion),
        people=shown.people,
        amount=shown.amount,
        pressed_by=actor,
    )
    for guest in shown.asked:
        letter = letter_of_reminder(guest, filling=filling)
        key = f"{REMINDER}:{made.pk}:{guest.pk}"
        enqueue_copies(guest, letter, kind=REMINDER, key=key, due_at=timezone.now())
    _note(made, gettext_lazy("会費のお願い（%(number)s回目）を%(people)s名に送り始めました"), actor)
    return made


def _insist(reunion: Reunion, shown: Preview, filling: Filling, pressed: Pressed) -> None:
    if timezone.localdate() > reunion.held_on:
        raise Refused(_("会の日を過ぎたので、一度に送ることはできません。お一人ずつご連絡ください。"))
    if filling.account is None:
        raise Refused(_("振込先の口座がまだありません。先に口座を登録してください。"))
    if not (shown.is_known or (pressed.has_looked and shown.known_until)):
        raise Refused(
            _("銀行の明細が古いため、送りません。新しい明細を取り込んでから、もう一度押してください。")
        )
    if not shown.people:
        raise Refused(_("いま、メールでお願いする人はいません。"))
    if (shown.people, shown.amount) != (pressed.people, pressed.amount):
        words = {"people": shown.people, "yen": f"{shown.amount:,}"}
        sentence = _(
            "お願いする人が変わり、いまは%(people)s名、合わせて%(yen)s円です。もう一度確かめてください。"
        )
        raise Refused(sentence % words)


@transaction.atomic
def pause(made: ReminderRound, *, actor: User) -> None:
    locked = _held(made, State.SENDING)
    _turn(locked, State.PAUSED, gettext_lazy("会費のお願い（%(number)s回目）を一時停止しました"), actor)
    letters_of(locked).filter(state=Message.State.QUEUED).update(state=Message.State.PAUSED)


@transaction.atomic
def go_on(made: ReminderRound, *, actor: User) -> None:
    locked = _held(made, State.PAUSED)
    _turn(locked, State.SENDING, gettext_lazy("会費のお願い（%(number)s回目）の続きを送り始めました"), actor)
    waiting = letters_of(locked).filter(state=Message.State.PAUSED)
    waiting.update(state=Message.State.QUEUED, due_at=timezone.now())


@transaction.atomic
def stop(made: ReminderRound, *, actor: User) -> None:
    locked = _held(made, State.SENDING, State.PAUSED)
    _turn(locked, State.STOPPED, gettext_lazy("会費のお願い（%(number)s回目）を途中でやめました"), actor)
    withdraw(letters_of(locked), reason=GIVEN_UP)


def letters_of(made: ReminderRound) -> MessageQuerySet:
    return Message.objects.filter(reunion=made.reunion_id, key__startswith=f"{REMINDER}:{made.pk}:")


def progress(made: ReminderRound) -> Progress:
    """People, by what became of the letter to their first address."""
    letters = letters_of(made).exclude(key__endswith=SECOND).order_by()
    by_state = dict(letters.values_list("state").annotate(Count("pk")))
    overtaken = letters.filter(held_because=Message.Because.OVERTAKEN).count()
    stuck = by_state.get(Message.State.HELD, 0) + by_state.get(Message.State.REFUSED, 0)
    return Progress(
        people=sum(by_state.values()),
        sent=by_state.get(Message.State.SENT, 0),
        waiting=by_state.get(Message.State.QUEUED, 0) + by_state.get(Message.State.SENDING, 0),
        paused=by_state.get(Message.State.PAUSED, 0),
        overtaken=overtaken,
        not_sent=stuck - overtaken,
    )


def _held(made: ReminderRound, *states: str) -> ReminderRound:
    rows = ReminderRound.objects.select_for_update(of=("self",)).select_related("reunion")
    locked = rows.get(pk=made.pk)
    if locked.state not in states:
        raise Refused(_("ほかの人が先に押しました。いまのようすをご覧ください。"))
    return locked


def _turn(made: ReminderRound, state: str, sentence: Promise, actor: User) -> None:
    made.state = state
    made.save(update_fields=["state"])
    _note(made, sentence, actor)


def _note(made: ReminderRound, sentence: Promise, actor: User) -> None:
    record(
        made,
        action="reminded",
        sentence=sentence,
        words={"number": made.number, "people": made.people},
        actor=actor,
        reunion_slug=made.reunion.slug,
    )
