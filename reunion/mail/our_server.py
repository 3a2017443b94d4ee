"""A fault of our own stops the whole queue, and is shown until a letter has got past our server again.

When nothing connects, nobody signs us in, or a receiver says that our domain or our server is at fault, the
next letter would fare no better. All real letters then wait, and after the wait they try one at a time: the
first that gets through lets the others follow. The letter that met the fault comes last, so that one which
provokes it cannot stand in front of the queue for ever. A demo has its own folder and waits for nobody.

When the fault is told by a letter that came back, our server takes the next one as gladly as before, so its
yes proves nothing. Then one letter tries, to the same receiver where one waits, and only when it has not come
back within half an hour do the others follow.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.events.models import Reunion

from .bounces.stage import BEFORE_THE_RECIPIENT
from .models import Attempt, Message, MessageQuerySet
from .patience import LEASE, next_try_of_ours
from .refusals import CHECK, FOLDER, judged_answer

BEHIND_THE_OTHERS = dt.timedelta(seconds=1)
TIME_TO_COME_BACK = dt.timedelta(minutes=30)
RETURNED = Attempt.Outcome.RETURNED
SAME_NEWS = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Trouble:
    """Our own server sends nothing: what it said, and since when letters wait for it."""

    sentence: str
    server_words: str
    at: dt.datetime


def faults(reunion: Reunion) -> QuerySet[Attempt]:
    """All that ever were; without any there is no trouble."""
    return _concerning(reunion).filter(is_ours=True)


def trouble(reunion: Reunion) -> Trouble | None:
    """None once any letter has got past our own server again, or none waits for it."""
    fault = _last_fault(_concerning(reunion))
    if fault is None or not reunion.letters.unfinished().exists():
        return None
    return Trouble(_sentence_of(fault), f"{fault.code or ''} {fault.words}".strip(), fault.at)


def _sentence_of(fault: Attempt) -> str:
    if fault.outcome != RETURNED:
        return sentence_about(fault.stage, fault.code, fault.words, recipient=fault.message.recipient)
    bounce = fault.message.bounces.our_fault().first()
    sentence = _(
        "送ったメールが、こちら側の理由で戻ってきました。%(reason)s"
        "ほかのメールは止めて、30分に一通ずつ試しています。"
    )
    return sentence % {"reason": bounce.reason if bounce else ""}


def sentence_about(stage: str, code: int | None, words: str, *, recipient: str) -> str:
    if code is None or code < 500:
        return _("会のメールサーバーにつながりません。つながりしだい、自動で送ります。")
    if stage in BEFORE_THE_RECIPIENT or stage == FOLDER:
        return _("会のメールサーバーが送信を断っています。設定を直すと、自動で送ります。")
    reason = judged_answer(stage, code, words, recipient=recipient).reason
    return _("%(reason)sそれまで、すべてのメールを送らずに待ちます。") % {"reason": reason}


def may_try(message: Message) -> bool:
    """In trouble only when no other letter is trying. Ask in the transaction that claims it."""
    if message.reunion.is_demo:
        return True
    fault = _last_fault(_real())
    if fault is None:
        return True
    # Whoever asks second waits here until the first has claimed its letter.
    list(Attempt.objects.select_for_update().filter(pk=fault.pk))
    if _trying_since(fault).exists():
        return False
    return fault.outcome != RETURNED or _may_try_after_return(message, fault)


def _may_try_after_return(message: Message, fault: Attempt) -> bool:
    tried = _sent_since(fault).order_by("-at", "-pk").first()
    if tried is not None:
        let_all_wait(tried.at + TIME_TO_COME_BACK)
        return False
    domain = f"@{fault.message.recipient.rpartition('@')[2]}"
    if message.recipient.lower().endswith(domain.lower()):
        return True
    return not Message.objects.due().filter(reunion__is_demo=False, recipient__iendswith=domain).exists()


def stop_for(message: Message, *, stage: str, words: str) -> None:
    """The letter came back and says that any other would; several such at once stop no longer than one."""
    last = _last_return(_real())
    is_news = last is None or last.at < timezone.now() - SAME_NEWS
    Attempt.objects.create(message=message, outcome=RETURNED, stage=stage, words=words[:500], is_ours=True)
    if is_news:
        let_all_wait(timezone.now() + next_try_of_ours(1, plain_no=True))


def _trying_since(fault: Attempt) -> MessageQuerySet:
    """On their way, and claimed or still held after the fault: a worker killed before it blocks nobody."""
    on_their_way = Message.objects.filter(state=Message.State.SENDING, leased_until__gte=timezone.now())
    return on_their_way.filter(reunion__is_demo=False, leased_until__gt=fault.at + LEASE)


def let_all_wait(until: dt.datetime) -> None:
    real = Reunion.objects.filter(is_demo=False)
    waiting = Message.objects.filter(state=Message.State.QUEUED, reunion__in=real, due_at__lt=until)
    waiting.update(due_at=until)


def _concerning(reunion: Reunion) -> QuerySet[Attempt]:
    return Attempt.objects.filter(message__reunion=reunion) if reunion.is_demo else _real()


def _real() -> QuerySet[Attempt]:
    return Attempt.objects.filter(message__reunion__is_demo=False)


def _last_fault(attempts) -> Attempt | None:
    """None when a later attempt has got past our server, and nothing has come back for a while."""
    return _last_no(attempts) or _last_return(attempts)


def _last_no(attempts) -> Attempt | None:
    """Of those said to our face."""
    last = _latest(attempts.filter(is_ours=True).exclude(outcome=RETURNED))
    if last is None:
        return None
    later = attempts.filter(is_ours=False, at__gte=last.at, pk__gt=last.pk).exclude(stage=CHECK)
    return None if later.exists() else last


def _last_return(attempts) -> Attempt | None:
    last = _latest(attempts.filter(is_ours=True, outcome=RETURNED))
    if last is None:
        return None
    has_stayed = _sent_since(last).filter(at__lte=timezone.now() - TIME_TO_COME_BACK)
    return None if has_stayed.exists() else last


def _sent_since(fault: Attempt) -> QuerySet[Attempt]:
    """Not the letter itself: it may have been noted as sent after it had come back."""
    sent = _real().filter(outcome=Attempt.Outcome.SENT, at__gte=fault.at, pk__gt=fault.pk)
    return sent.exclude(message=fault.message_id)


def _latest(attempts) -> Attempt | None:
    return attempts.select_related("message").order_by("-at", "-pk").first()
