"""What a person decides about a registration.

Who waits is tied to a classmate or a teacher, becomes a new one of the roster, or is refused. Who has
answered may be changed from coming to declined and back, or be cancelled; which part of a paid fee goes back
is settled on the first day of not coming. Each step holds the row, looks again, is written in the journal,
gives what became free to those in line, and tells the guest what is true now: bank details and the name on
the public page follow only from being tied. Who is refused gets no letter from a machine.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.refunds import percent_on
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Classmate, Teacher

from .choosing import charge_as_classmate, charge_as_guest, choose, state_of_answer
from .models import ANSWERED, Registration, State
from .moving_up import move_up
from .references import locked
from .telling import tell
from .tying import note_in_roster


@transaction.atomic
def tie(registration: Registration, *, classmate: Classmate, actor: User) -> Registration:
    registration = held(registration)
    _must_wait(registration)
    classmate = Classmate.objects.select_for_update().get(pk=classmate.pk)
    _must_be_free(registration, classmate=classmate)
    if registration.is_teacher:
        charge_as_classmate(registration)
    registration.classmate, registration.is_teacher = classmate, False
    registration.state = state_of_answer(registration)
    registration.waiting_reason = ""
    registration.save()
    _write_down(registration, "tie", gettext_lazy("%(name)sの申込を、名簿の本人と結びました"), actor)
    note_in_roster(registration, actor=actor)
    tell(registration)
    return registration


@transaction.atomic
def tie_to_new_classmate(registration: Registration, *, actor: User) -> Registration:
    """For somebody the yearbook does not know, such as one who left early."""
    registration = held(registration)
    _must_wait(registration)
    names = ("family_name", "given_name", "family_kana", "given_kana")
    classmate = Classmate.objects.create(
        cohort_id=registration.reunion.cohort_id,
        homeroom_id=registration.homeroom_id,
        **{name: getattr(registration, name) for name in names},
    )
    record(
        classmate,
        action="create",
        sentence=gettext_lazy("%(name)sを、申込から名簿に加えました"),
        words={"name": classmate.school_name},
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
    return tie(registration, classmate=classmate, actor=actor)


@transaction.atomic
def tie_to_teacher(registration: Registration, *, teacher: Teacher, actor: User) -> Registration:
    """Also when the reply came through the classmates' door: nothing is owed then."""
    registration = held(registration)
    _must_wait(registration)
    teacher = Teacher.objects.select_for_update().get(pk=teacher.pk)
    _must_be_free(registration, teacher=teacher)
    charge_as_guest(registration)
    registration.teacher, registration.is_teacher = teacher, True
    registration.state = state_of_answer(registration)
    registration.waiting_reason = ""
    registration.save()
    _write_down(registration, "tie", gettext_lazy("%(name)sの申込を、恩師の名簿と結びました"), actor)
    tell(registration)
    return registration


@transaction.atomic
def tie_to_new_teacher(registration: Registration, *, actor: User) -> Registration:
    """For a teacher whom the list of the year does not know yet."""
    registration = held(registration)
    _must_wait(registration)
    names = ("family_name", "given_name", "family_kana", "given_kana")
    teacher = Teacher.objects.create(
        cohort_id=registration.reunion.cohort_id, **{name: getattr(registration, name) for name in names}
    )
    record(
        teacher,
        action="create",
        sentence=gettext_lazy("%(name)sを、申込から恩師の名簿に加えました"),
        words={"name": teacher},
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
    return tie_to_teacher(registration, teacher=teacher, actor=actor)


@transaction.atomic
def refuse(registration: Registration, *, reason: str, actor: User) -> Registration:
    """Nobody of this year, or a second reply of somebody who has answered. `reason` is for the journal."""
    registration = held(registration)
    _must_wait(registration)
    if not reason.strip():
        raise Refused(_("受け付けない理由をひとこと書いてください。"))
    registration.state = State.CANCELLED
    registration.cancelled_at = timezone.now()
    registration.save()
    _write_down(
        registration,
        "refuse",
        gettext_lazy("%(name)sの申込を受け付けないことにしました：%(reason)s"),
        actor,
        reason,
    )
    move_up(registration.reunion)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, actor: User | None) -> Registration:
    registration = held(registration)
    if registration.state == State.CANCELLED:
        return registration
    registration.state = State.CANCELLED
    _stop_coming(registration)
    _write_down(registration, "cancel", gettext_lazy("%(name)sの申込を取り消しました"), actor)
    move_up(registration.reunion)
    tell(registration, again=True)
    return registration


@transaction.atomic
def correct(registration: Registration, *, attending: bool, actor: User | None) -> Registration:
    """Coming becomes declined or the other way round; a cancelled registration that is tied comes back.

    The committee may let somebody come beyond a limit, also out of the line. A guest only declines this way.
    """
    registration = held(registration)
    if registration.state == State.WAITING:
        raise Refused(_("まだどなたか決まっていません。先に名簿の人と結んでください。"))
    if registration.state == (State.COMING if attending else State.DECLINED):
        return registration
    if not registration.is_known:
        raise Refused(_("名簿の人と結ばれていない申込です。もう一度お申し込みいただいてください。"))
    _must_be_free(registration, classmate=registration.classmate, teacher=registration.teacher)
    if attending:
        choose(registration, may_exceed=True)
    else:
        registration.state, registration.attending = State.DECLINED, False
        _stop_coming(registration)
    _write_down(registration, "correct", gettext_lazy("%(name)sの返事を「%(state)s」に直しました"), actor)
    move_up(registration.reunion, told_by_caller=registration)
    tell(registration, again=True)
    return registration


def refund_percent(registration: Registration, *, today: dt.date) -> int:
    """Which part of what was paid goes back: as it was settled, else what giving up today would settle."""
    if registration.refund_percent is not None:
        return registration.refund_percent
    return percent_on(registration.reunion, today)


def _stop_coming(registration: Registration) -> None:
    if registration.refund_percent is None:
        registration.cancelled_at = timezone.now()
        registration.refund_percent = refund_percent(registration, today=timezone.localdate())
    registration.save()


def held(registration: Registration) -> Registration:
    """The reunion first, as a signup does it, so that two steps never wait for each other."""
    reunion = locked(registration.reunion)
    rows = Registration.objects.select_related("classmate", "teacher", "homeroom")
    found = rows.select_for_update(of=("self",)).get(pk=registration.pk)
    found.reunion = reunion
    return found


def _must_wait(registration: Registration) -> None:
    if registration.state != State.WAITING:
        raise Refused(_("この申込は、もう確認がすんでいます。画面を開き直してご覧ください。"))


def _must_be_free(
    registration: Registration, *, classmate: Classmate | None = None, teacher: Teacher | None = None
) -> None:
    person = classmate or teacher
    if person.cohort_id != registration.reunion.cohort_id:
        raise Refused(_("この人は、この会の学年の名簿にいません。"))
    if person.deceased:
        raise Refused(_("この人には物故の印があります。まちがいのときは、先に名簿を直してください。"))
    others = Registration.objects.filter(reunion=registration.reunion, classmate=classmate, teacher=teacher)
    if others.filter(state__in=ANSWERED).exclude(pk=registration.pk).exists():
        raise Refused(
            _("この人の申込はもうあります。新しいほうを使うときは、先に前の申込を取り消してください。")
        )


def _write_down(
    registration: Registration, action: str, sentence: Promise, actor: User | None, reason: str = ""
) -> None:
    words = {
        "name": registration.school_name,
        "state": State(registration.state).label,
        "reason": reason,
    }
    record(
        registration,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
