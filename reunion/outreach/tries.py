"""What came of a try to reach a guest: told, not reached, or their mail sent to another address.

Each try is a row that says who tried whom and how; the same press twice within a minute, also of two helpers,
is one try. Nobody is noted who has died or does not want to hear from us. A press by mistake is taken back:
its row goes, the journal keeps that there was one. A mail that has left cannot be taken back. The journal
never holds the note, for people write numbers and addresses into notes.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.contacting import send_to
from reunion.registrations.deciding import held
from reunion.registrations.models import Registration

from .models import ContactLog

Way, Result = ContactLog.Way, ContactLog.Result
BY_HAND = (Way.LINE, Way.SMS, Way.MAIL, Way.TELEPHONE, Way.FRIEND)
SAME_PRESS = dt.timedelta(minutes=1)


def may_be_contacted(registration: Registration) -> bool:
    person = registration.classmate or registration.teacher
    return person is None or not (person.deceased or person.do_not_contact)


@transaction.atomic
def note(registration: Registration, *, way: str, result: str, actor: User, remark: str = "") -> ContactLog:
    registration = _held_alive(registration)
    if way not in BY_HAND:
        raise Refused(_("どうやって連絡したかを選んでください。"))
    same = {"registration": registration, "way": way, "result": result, "note": remark}
    earlier = ContactLog.objects.filter(**same, at__gt=timezone.now() - SAME_PRESS).first()
    if earlier is not None:
        return earlier
    return _write(registration, way=way, result=result, actor=actor, remark=remark)


@transaction.atomic
def send_elsewhere(registration: Registration, *, address: str, actor: User) -> ContactLog:
    """The address becomes the second one, and the letter of the moment goes to both."""
    registration = _held_alive(registration)
    if send_to(registration, address=address, actor=actor) is None:
        raise Refused(_("今日はもう3通送っています。あすになってから、もう一度お試しください。"))
    return _write(registration, way=Way.RESENT, result=Result.TRIED, actor=actor)


@transaction.atomic
def take_back(log: ContactLog, *, actor: User) -> None:
    if not can_be_taken_back(log):
        raise Refused(_("この記録は取り消せません。"))
    _journal(log, gettext_lazy("%(name)sさんに連絡した記録（%(way)s：%(result)s）を取り消しました"), actor)
    log.delete()


def can_be_taken_back(log: ContactLog) -> bool:
    return log.registration_id is not None and log.way in BY_HAND


def _held_alive(registration: Registration) -> Registration:
    registration = held(registration)
    if not may_be_contacted(registration):
        raise Refused(_("名簿に、連絡を控える印があります。"))
    return registration


def _write(registration: Registration, *, way: str, result: str, actor: User, remark: str = "") -> ContactLog:
    log = ContactLog.objects.create(
        reunion=registration.reunion,
        registration=registration,
        classmate=registration.classmate,
        user=actor,
        way=way,
        result=result,
        note=remark,
    )
    _journal(log, gettext_lazy("%(name)sさんに連絡しました（%(way)s：%(result)s）"), actor)
    return log


def _journal(log: ContactLog, sentence: Promise, actor: User) -> None:
    record(
        log.registration,
        action="outreach",
        sentence=sentence,
        words={
            "name": log.registration.school_name,
            "way": Way(log.way).label,
            "result": Result(log.result).label,
        },
        actor=actor,
        reunion_slug=log.reunion.slug,
    )
