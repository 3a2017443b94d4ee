"""What a person decides about a registration.

Who waits is tied to a classmate, becomes a new classmate of the roster, or is refused. Who has answered may
be changed from coming to declined and back, or be cancelled. Each step holds the row, looks again, is written
in the journal, and tells the guest what is true now: bank details and the name on the public page follow only
from being tied. Who is refused gets no letter from a machine.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Classmate

from .choosing import choose
from .models import ANSWERED, Registration, State
from .references import locked
from .signing_up import answer_of
from .telling import tell
from .tying import note_in_roster


@transaction.atomic
def tie(registration: Registration, *, classmate: Classmate, actor: User) -> Registration:
    registration = held(registration)
    _must_wait(registration)
    classmate = Classmate.objects.select_for_update().get(pk=classmate.pk)
    _must_be_free(registration, classmate)
    registration.classmate = classmate
    registration.state = answer_of(registration.attending)
    registration.waiting_reason = ""
    registration.save()
    _write_down(registration, "tie", _("%(name)sの申込を、名簿の本人と結びました"), actor)
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
        sentence=_("%(name)sを、申込から名簿に加えました") % {"name": classmate.school_name},
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
    return tie(registration, classmate=classmate, actor=actor)


@transaction.atomic
def refuse(registration: Registration, *, reason: str, actor: User) -> Registration:
    """Nobody of this year, or a second reply of somebody who has answered. `reason` is for the journal."""
    registration = held(registration)
    _must_wait(registration)
    if not reason.strip():
        raise Refused(_("受け付けない理由をひとこと書いてください。"))
    registration.state = State.CANCELLED
    registration.save()
    _write_down(
        registration, "refuse", _("%(name)sの申込を受け付けないことにしました：%(reason)s"), actor, reason
    )
    return registration


@transaction.atomic
def cancel(registration: Registration, *, actor: User | None) -> Registration:
    registration = held(registration)
    if registration.state == State.CANCELLED:
        return registration
    registration.state = State.CANCELLED
    registration.save()
    _write_down(registration, "cancel", _("%(name)sの申込を取り消しました"), actor)
    tell(registration, again=True)
    return registration


@transaction.atomic
def correct(registration: Registration, *, attending: bool, actor: User | None) -> Registration:
    """Coming becomes declined or the other way round; a cancelled registration that is tied comes back."""
    registration = held(registration)
    if registration.state == State.WAITING:
        raise Refused(_("まだどなたか決まっていません。先に名簿の人と結んでください。"))
    if registration.state == answer_of(attending):
        return registration
    if not registration.is_known:
        raise Refused(_("名簿の人と結ばれていない申込です。もう一度お申し込みいただいてください。"))
    if registration.classmate is not None:
        _must_be_free(registration, registration.classmate)
    registration.attending = attending
    registration.state = answer_of(attending)
    registration.save()
    if attending:
        choose(registration)
    _write_down(registration, "correct", _("%(name)sの返事を「%(state)s」に直しました"), actor)
    tell(registration, again=True)
    return registration


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


def _must_be_free(registration: Registration, classmate: Classmate) -> None:
    if classmate.cohort_id != registration.reunion.cohort_id:
        raise Refused(_("この人は、この会の学年の名簿にいません。"))
    if classmate.deceased:
        raise Refused(_("この人には物故の印があります。まちがいのときは、先に名簿を直してください。"))
    others = Registration.objects.filter(reunion=registration.reunion, classmate=classmate)
    if others.filter(state__in=ANSWERED).exclude(pk=registration.pk).exists():
        raise Refused(
            _("この人の申込はもうあります。新しいほうを使うときは、先に前の申込を取り消してください。")
        )


def _write_down(
    registration: Registration, action: str, sentence: str, actor: User | None, reason: str = ""
) -> None:
    words = {
        "name": registration.school_name,
        "state": registration.get_state_display(),
        "reason": reason,
    }
    record(
        registration,
        action=action,
        sentence=sentence % words,
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
