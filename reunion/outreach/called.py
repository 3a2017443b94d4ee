"""What came of calling a classmate who has not answered yet, noted with one press.

Each press is a row that says who, how and with what result; the same press within a minute is one, also of
two helpers. "They come" and "no interest" register nobody: only the classmate can. Whoever wants no news is
off every list at once, and the office decides what follows. Who knows somebody is named, or the note helps
nobody. A press by mistake is taken back by whoever made it or by the office, unless the office has decided on
it. The journal never holds the note.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.roster.models import Classmate

from .family_answers import is_left_alone
from .letters_let_go import let_go
from .models import ContactLog
from .unwilling import is_unwilling

Way, Result = ContactLog.Way, ContactLog.Result
BY_CALL = (Way.LINE, Way.SMS, Way.MAIL, Way.TELEPHONE, Way.FRIEND, Way.TALK)
SAME_PRESS = dt.timedelta(minutes=1)
FRESH_MISTAKE = dt.timedelta(minutes=30)
PRESSES = {
    "no_answer": (Way.TELEPHONE, Result.UNREACHABLE),
    "line": (Way.LINE, Result.TRIED),
    "sms": (Way.SMS, Result.TRIED),
    "told": (Way.TALK, Result.TOLD),
    "will_come": (Way.TALK, Result.WILL_COME),
    "uninterested": (Way.TALK, Result.UNINTERESTED),
    "unwilling": (Way.TALK, Result.UNWILLING),
    "lead": (Way.FRIEND, Result.LEAD),
}


@transaction.atomic
def note_call(
    classmate: Classmate, *, reunion: Reunion, press: str, actor: User, remark: str = ""
) -> ContactLog:
    """`press` is a key of PRESSES. Raises Refused."""
    if press not in PRESSES:
        raise Refused(_("どうだったかを選んでください。"))
    remark = remark.strip()
    if press == "lead" and not remark:
        raise Refused(_("知っている人の名前を書いてから押してください。"))
    way, result = PRESSES[press]
    classmate = Classmate.objects.select_for_update(of=("self",)).get(pk=classmate.pk)
    same = {"reunion": reunion, "classmate": classmate, "way": way, "result": result, "note": remark}
    earlier = ContactLog.objects.filter(**same, at__gt=timezone.now() - SAME_PRESS).first()
    if earlier is not None:
        return earlier
    _check_may_be_called(classmate, reunion)
    log = ContactLog.objects.create(**same, user=actor)
    _journal(log, gettext_lazy("%(name)sさんに声をかけました（%(way)s：%(result)s）"), actor)
    return log


def _check_may_be_called(classmate: Classmate, reunion: Reunion) -> None:
    if classmate.deceased or classmate.do_not_contact:
        raise Refused(_("名簿に、連絡を控える印があります。"))
    if is_left_alone(classmate):
        raise Refused(_("ご家族から、連絡を控えてほしいとのお返事があります。どうするかは事務局が決めます。"))
    if is_unwilling(classmate, reunion):
        raise Refused(_("連絡を望まないと書き留めてあります。どうするかは事務局が決めます。"))


@transaction.atomic
def take_back_call(log: ContactLog, *, actor: User) -> None:
    log = ContactLog.objects.select_for_update(of=("self",)).filter(pk=log.pk).first()
    if log is None:
        return
    if not call_can_be_taken_back(log):
        raise Refused(_("この記録は取り消せません。"))
    _journal(log, gettext_lazy("%(name)sさんに声をかけた記録（%(way)s：%(result)s）を取り消しました"), actor)
    log.delete()
    if log.result == Result.UNWILLING:
        let_go(log.classmate, reunion=log.reunion, because=Message.Because.UNWILLING)


def last_press(reunion: Reunion, *, actor: User) -> ContactLog | None:
    """What this helper noted last, while a mistake is still fresh and can be taken back."""
    mine = ContactLog.objects.filter(reunion=reunion, user=actor, at__gt=timezone.now() - FRESH_MISTAKE)
    log = mine.select_related("classmate").order_by("-at", "-pk").first()
    return log if log is not None and call_can_be_taken_back(log) else None


def call_can_be_taken_back(log: ContactLog) -> bool:
    return log.registration_id is None and log.way in BY_CALL and log.decided_at is None


def _journal(log: ContactLog, sentence: Promise, actor: User) -> None:
    record(
        log.classmate,
        action="outreach",
        sentence=sentence,
        words={
            "name": log.classmate.school_name,
            "way": Way(log.way).label,
            "result": Result(log.result).label,
        },
        actor=actor,
        reunion_slug=log.reunion.slug,
    )
