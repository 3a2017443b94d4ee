"""What a guest changes on their own page, without asking anybody, while the reunion takes signups.

Coming or not, what of the program, whom they bring, the name on the transfer, needs and message; and taking
it all back. Afterwards a wish goes to the organizers. Somebody of whom nobody has said yet who it is may
change the reply, and goes on waiting for that. Whoever is known may come again after taking it back. One
letter tells what has changed, if the letter says it at all, and not more than ten a day go to one guest. The
journal says what was changed, never into what.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import ProgramItem, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.models import Message

from .choosing import rechoose
from .consenting import Purpose, give, withdraw
from .deciding import cancel, correct, held, refund_percent
from .models import Registration, State
from .moving_up import move_up
from .telling import Occasion, tell

MOST_LETTERS_A_DAY = 10
ATTENDANCE = gettext_lazy("出欠")
CHOICE = gettext_lazy("参加するもの")
COMPANIONS = gettext_lazy("同伴の方")
NAMES = {
    "transfer_name": gettext_lazy("振込名義"),
    "needs": gettext_lazy("会場での手助け"),
    "note": gettext_lazy("ひとこと"),
}


@dataclass(frozen=True)
class Wish:
    """The whole reply as it shall be. `needs_wording` is what was agreed to together with the needs.

    `waits_for` are ids of items for whose waiting list the guest is ready.
    """

    attending: bool
    items: tuple[ProgramItem, ...] = ()
    companions: tuple[str, ...] = ()
    waits_for: frozenset[int] = frozenset()
    transfer_name: str = ""
    needs: str = ""
    needs_wording: str = ""
    note: str = ""


def is_over(reunion: Reunion) -> bool:
    """The day has passed: nothing is changed any more but what a guest agreed to."""
    return reunion.state == reunion.State.PAST or reunion.days_left < 0


def may_change(registration: Registration) -> bool:
    """Whether the guest can change it alone, now."""
    is_given_up = registration.state == State.CANCELLED and not registration.is_known
    return registration.reunion.takes_signups and not is_given_up


@transaction.atomic
def change_by_guest(registration: Registration, *, wish: Wish) -> Registration:
    """Raises places.Full when a place is missing and the guest does not wait; then nothing is changed."""
    registration = held(registration)
    _must_be_changeable(registration)
    if registration.state == State.CANCELLED:
        _must_be_the_only_answer(registration)
    before = _reply(registration)
    changed = _write(registration, wish)
    _agree_about_needs(registration, wish)
    registration = _come(registration, wish) if wish.attending else _stay_away(registration)
    after = _reply(registration)
    changed += [name for name, reply in after.items() if reply != before[name]]
    if changed:
        _write_down(registration, changed)
    if wish.attending and after != before:
        tell_of_change(registration, occasion=Occasion.CHANGED)
    return registration


@transaction.atomic
def cancel_by_guest(registration: Registration, *, percent_read: int | None = None) -> Registration:
    """`percent_read` is how much goes back, as the guest has read; at midnight it may have become less."""
    registration = held(registration)
    if registration.state == State.CANCELLED:
        return registration
    _must_be_changeable(registration)
    percent = refund_percent(registration, today=timezone.localdate())
    if percent_read is not None and percent_read != percent:
        raise Refused(_("お返しする割合が変わりました。いまの割合をご覧になって、もう一度押してください。"))
    _must_not_be_to_and_fro(registration)
    return cancel(registration, actor=None)


def tell_of_change(registration: Registration, *, occasion: Occasion | None = None) -> Message | None:
    if _was_told_enough(registration):
        return None
    return tell(registration, again=True, occasion=occasion)


def _was_told_enough(registration: Registration) -> bool:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Message.objects.about(registration).filter(created_at__gte=today).count() >= MOST_LETTERS_A_DAY


def _must_not_be_to_and_fro(registration: Registration) -> None:
    """Declining and cancelling are always told, so that nobody can do it in somebody's name unseen."""
    if _was_told_enough(registration):
        raise Refused(
            _("今日はお返事が何度も変わりました。明日もう一度お試しになるか、幹事にお知らせください。")
        )


def _must_be_changeable(registration: Registration) -> None:
    if is_over(registration.reunion):
        raise Refused(_("この会はもう終わりました。お返事は変えられません。"))
    if not registration.reunion.takes_signups:
        raise Refused(_("このページで直せる期間が過ぎました。幹事にお知らせいただければ、幹事が直します。"))
    if not may_change(registration):
        raise Refused(
            _("このお申し込みは取り消されています。ご参加の方は、案内ページからお申し込みください。")
        )


def _reply(registration: Registration) -> dict[Promise, object]:
    """What the letter of the moment says."""
    chosen = registration.chosen_items.order_by("item_id")
    return {
        ATTENDANCE: (registration.state, registration.attending),
        CHOICE: list(chosen.values_list("item_id", "companions", "waiting_since")),
        COMPANIONS: list(registration.companions.values_list("name", flat=True)),
    }


def _write(registration: Registration, wish: Wish) -> list[Promise]:
    typed = {name: getattr(wish, name).strip() for name in NAMES}
    if registration.teacher_id is not None or registration.is_teacher:
        typed["transfer_name"] = registration.transfer_name
    changed = [name for name, value in typed.items() if value != getattr(registration, name)]
    for name in changed:
        setattr(registration, name, typed[name])
    registration.save()
    return [NAMES[name] for name in changed]


def _agree_about_needs(registration: Registration, wish: Wish) -> None:
    if registration.needs and wish.needs_wording:
        give(registration, purpose=Purpose.NEEDS, wording=wish.needs_wording)
    elif not registration.needs:
        withdraw(registration, purpose=Purpose.NEEDS)


def _come(registration: Registration, wish: Wish) -> Registration:
    if registration.state == State.WAITING and not registration.attending:
        registration.attending = True
        registration.save()
    rechoose(registration, items=wish.items, companions=wish.companions, waits_for=wish.waits_for)
    return registration


def _stay_away(registration: Registration) -> Registration:
    if registration.state == State.DECLINED:
        return registration
    if registration.state != State.WAITING:
        _must_not_be_to_and_fro(registration)
        return correct(registration, attending=False, actor=None)
    if registration.attending:
        # A place that others may have by now must not count as kept when this guest comes after all.
        registration.chosen_items.all().delete()
        registration.companions.all().delete()
        registration.attending = False
        registration.save()
        move_up(registration.reunion)
    return registration


def _must_be_the_only_answer(registration: Registration) -> None:
    person = {"classmate": registration.classmate, "teacher": registration.teacher}
    others = Registration.objects.answered().filter(reunion=registration.reunion, **person)
    if others.exclude(pk=registration.pk).exists():
        raise Refused(_("新しいお申し込みがあるため、こちらは使えません。新しいほうのメールをご覧ください。"))


def _write_down(registration: Registration, changed: list[Promise]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        what = "、".join(map(str, changed))
    record(
        registration,
        action="changed by guest",
        sentence=gettext_lazy("%(name)sさんが専用ページで直しました：%(what)s"),
        words={"name": registration.school_name, "what": what},
        reunion_slug=registration.reunion.slug,
    )
