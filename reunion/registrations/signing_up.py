"""How a reply becomes a registration, once.

The same submission twice is one registration. A guest may sign up while the reunion takes signups; the
committee may also enter a reply that came later, on paper, by telephone or by LINE; nobody may for a reunion
that is not public yet or is over. Who it surely is, is tied, comes or has declined at once; everybody else
waits for a person. Somebody who has already answered changes nothing by answering again: from one of their
mail addresses the letter goes once more, from another the new reply waits. Where places are missing, a guest
is told the same whoever it is, and may wait in line; the committee may go beyond a limit.
"""

import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.events.models import ProgramItem, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom, Teacher

from .as_typed import as_address, as_kept
from .choosing import check_places, choose
from .finding import Finding, find_classmate
from .likeness import Typed
from .models import Consent, Registration, State
from .references import locked, next_reference
from .teachers import TeacherFinding, find_teacher
from .telling import tell as send_letter
from .telling import tell_again
from .tying import note_in_roster

Channel = Registration.Channel


@dataclass(frozen=True)
class Reply:
    """A reply as somebody typed it. `items` matter only when attending; 本会 is then always among them.

    `unknown_class` is a class that was named but stands in no roster. `companions` are names. `waits_for` are
    ids of items for whose waiting list the sender is ready. `consents` are pairs of purpose and the words
    that were read.
    """

    attending: bool
    family_name: str
    given_name: str = ""
    family_kana: str = ""
    given_kana: str = ""
    current_family_name: str = ""
    current_family_kana: str = ""
    homeroom: Homeroom | None = None
    unknown_class: str = ""
    is_teacher: bool = False
    email: str = ""
    second_email: str = ""
    line_is_fine: bool = False
    phone: str = ""
    transfer_name: str = ""
    needs: str = ""
    can_reach: str = ""
    note: str = ""
    show_surname: bool = False
    keep_for_next_time: bool = False
    items: tuple[ProgramItem, ...] = ()
    companions: tuple[str, ...] = ()
    waits_for: frozenset[int] = frozenset()
    channel: str = Channel.WEB
    consents: tuple[tuple[str, str], ...] = ()
    submission: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def register(reunion: Reunion, *, reply: Reply, actor: User | None = None, tell: bool = True) -> Registration:
    """The registration of this reply, or the one that the same person already has.

    Compare its `submission` with the reply's to learn which. Raises Refused when no reply is taken now, and
    places.Full when a place is missing and the guest is not ready to wait for it.
    """
    reunion = locked(reunion)
    earlier = _of_submission(reunion, reply)
    if earlier is not None:
        return earlier
    for_staff = actor is not None or reply.channel != Channel.WEB
    check_open(reunion, for_staff=for_staff)
    find = find_teacher if reply.is_teacher else find_classmate
    finding = find(reunion, Typed.of(reply))
    same = _answer_from_same_address(reunion, finding, reply) if finding.has_answered else None
    if same is None:
        return _enter(reunion, reply, finding=finding, actor=actor, tell=tell)
    if reply.attending and not for_staff:
        check_places(reunion, is_teacher=reply.is_teacher, **_choice(reply))
    if tell and reply.channel == Channel.WEB:
        tell_again(same)
    return same


@transaction.atomic
def register_teacher(
    reunion: Reunion, *, teacher: Teacher, reply: Reply, actor: User, tell: bool = True
) -> Registration:
    """A teacher is chosen from the roster, never guessed, and never owes a fee. Names are the roster's."""
    reunion = locked(reunion)
    earlier = _of_submission(reunion, reply)
    if earlier is not None:
        return earlier
    check_open(reunion, for_staff=True)
    if Registration.objects.answered().filter(reunion=reunion, teacher=teacher).exists():
        raise Refused(_("この先生のお返事は、もう登録されています。申込の一覧でご確認ください。"))
    return _enter(reunion, reply, teacher=teacher, actor=actor, tell=tell)


def check_open(reunion: Reunion, *, for_staff: bool) -> None:
    """Raises Refused with a sentence for whoever is asking."""
    if reunion.state == reunion.State.DRAFT:
        raise Refused(_("この会はまだ準備中です。受付が始まるまで、しばらくお待ちください。"))
    if reunion.state == reunion.State.PAST:
        raise Refused(_("この会はもう終わりました。お返事は受け付けていません。"))
    if not for_staff and not reunion.takes_signups:
        raise Refused(_closed(reunion))


def _closed(reunion: Reunion) -> str:
    contact = reunion.contact_phone or reunion.contact_email
    if not contact:
        return _("申込の受付は終わりました。これからのご参加は、お知り合いの幹事にご相談ください。")
    return _("申込の受付は終わりました。これからのご参加は、%(contact)s へご相談ください。") % {
        "contact": contact
    }


def _of_submission(reunion: Reunion, reply: Reply) -> Registration | None:
    return (
        Registration.objects.select_related("reunion")
        .filter(reunion=reunion, submission=reply.submission)
        .first()
    )


def _answer_from_same_address(
    reunion: Reunion, finding: Finding | TeacherFinding, reply: Reply
) -> Registration | None:
    email = as_address(reply.email or reply.second_email)
    if not email:
        return None
    is_same = Q(email__iexact=email) | Q(second_email__iexact=email)
    rows = Registration.objects.answered().select_related("reunion", "teacher")
    return rows.filter(is_same, reunion=reunion, **finding.person).first()


# What is written down is Japanese, whatever language the guest reads.
@translation.override(settings.LANGUAGE_CODE)
def _enter(
    reunion: Reunion,
    reply: Reply,
    *,
    finding: Finding | TeacherFinding | None = None,
    teacher: Teacher | None = None,
    actor: User | None,
    tell: bool,
) -> Registration:
    registration = Registration(
        reunion=reunion, reference=next_reference(reunion), submission=reply.submission, **as_kept(reply)
    )
    if teacher is not None:
        _name_teacher(registration, teacher)
    elif finding.is_tied:
        for name, number in finding.person.items():
            setattr(registration, name, number)
    else:
        registration.waiting_reason = finding.reason
    registration.state = State.WAITING if registration.waiting_reason else answer_of(reply.attending)
    registration.save(force_insert=True)
    if reply.attending:
        may_exceed = actor is not None or reply.channel != Channel.WEB
        choose(registration, may_exceed=may_exceed, **_choice(reply))
    _add_consents(registration, reply)
    _write_down(registration, actor)
    if registration.classmate_id is not None:
        note_in_roster(registration, actor=actor)
    if tell:
        send_letter(registration)
    return registration


def answer_of(attending: bool) -> str:
    return State.COMING if attending else State.DECLINED


def _choice(reply: Reply) -> dict:
    return {"items": reply.items, "companions": reply.companions, "waits_for": reply.waits_for}


def _name_teacher(registration: Registration, teacher: Teacher) -> None:
    registration.teacher, registration.is_teacher = teacher, True
    registration.family_name, registration.given_name = teacher.family_name, teacher.given_name
    registration.family_kana, registration.given_kana = teacher.family_kana, teacher.given_kana


def _add_consents(registration: Registration, reply: Reply) -> None:
    Consent.objects.bulk_create(
        Consent(registration=registration, purpose=purpose, wording=wording)
        for purpose, wording in dict(reply.consents).items()
    )


def _write_down(registration: Registration, actor: User | None) -> None:
    sentence = _("%(name)sの申込を受け付けました（%(channel)s、%(state)s）") % {
        "name": registration.school_name,
        "channel": registration.get_channel_display(),
        "state": registration.get_state_display(),
    }
    record(
        registration,
        action="register",
        sentence=sentence,
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
