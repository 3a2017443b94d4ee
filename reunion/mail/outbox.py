"""A letter enters the outbox once, in the transaction of the change it tells about.

The key makes it once: whoever writes a letter with a key that is already there gets that letter, and
nothing new is sent. Text, sender and Message-ID are fixed here. A letter whose address cannot work or is
known dead is kept but held, with the reason. The worker is woken after the commit; if nobody can be woken,
the sweep finds the row, and the page the person waits for is neither broken nor slow. Who writes a letter
never sends it. A letter that has not left yet can be withdrawn; its row stays and says why.
"""

import datetime as dt
import logging
from email.utils import make_msgid
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import KombuError

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from . import health, risk
from .holding import Because, Hold
from .models import Attempt, Message, MessageQuerySet
from .models import about as text_about
from .our_address import own_address
from .placeholders import tidy
from .refusals import CHECK
from .tasks import deliver

logger = logging.getLogger(__name__)

LONGEST_NAME = 120
NOT_LEFT = (Message.State.QUEUED, Message.State.PAUSED, Message.State.HELD)


def enqueue(
    reunion: Reunion,
    *,
    key: str,
    kind: str,
    about: models.Model,
    recipient: str,
    recipient_name: str,
    subject: str,
    body: str,
    reply_to: str = "",
    from_address: str = "",
    held: str = "",
    due_at: dt.datetime | None = None,
) -> Message:
    """`key` names the letter for ever, such as `bank-info:12:1`; `kind` is one of kinds.py.

    `held` is a sentence that says why it must wait for a person; it does not leave before `due_at`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        fate = _fate_of(recipient)
    if held and fate.get("held_because") != Because.ADDRESS:
        fate |= Hold(held, Because.WORDS).as_fields
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "reunion": reunion,
            "kind": kind,
            "about": text_about(about),
            "recipient_name": recipient_name[:120],
            "subject": " ".join(subject.splitlines())[:200],
            "body": body,
            "from_address": from_address or sender_of(reunion),
            "reply_to": reply_to or reunion.contact_email,
            "message_id": make_msgid(domain=own_address().rpartition("@")[2]),
            **fate,
            **({"due_at": due_at} if due_at else {}),
        },
    )
    if is_new and message.state == Message.State.QUEUED and due_at is None:
        wake_after_commit(message)
    return message


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
@transaction.atomic
def withdraw(letters: MessageQuerySet, *, reason: Promise | str) -> int:
    """Those that have not left; one that a worker holds right now goes. Gives how many were withdrawn."""
    waiting = letters.filter(state__in=NOT_LEFT).exclude(held_because=Because.OVERTAKEN).order_by("pk")
    numbers = list(waiting.select_for_update().values_list("pk", flat=True))
    Message.objects.filter(pk__in=numbers).update(**Hold(str(reason)).as_fields)
    held = [Attempt(message_id=number, outcome=Attempt.Outcome.HELD, stage=CHECK) for number in numbers]
    Attempt.objects.bulk_create(held)
    return len(numbers)


def _fate_of(recipient: str) -> dict:
    """Address, risk and state of a new letter to this address."""
    address = risk.tidy(recipient)
    assessed = risk.assess(recipient)
    fate = {
        "recipient": address[:254],
        "risk": assessed.level,
        "carrier": assessed.carrier,
        "risk_reason": assessed.reason[:200],
    }
    if not address or assessed.level in {Message.Risk.DEAD, Message.Risk.MALFORMED}:
        sentence = _("送らずに止めています。%(reason)s") % {"reason": assessed.reason}
        return fate | Hold(sentence, Because.ADDRESS).as_fields
    dead = health.why_held(address)
    return fate | Hold(dead, Because.DEAD).as_fields if dead else fate


def sender_of(reunion: Reunion, *, author: str = "") -> str:
    """The reunion's name, or its author's, before our own address; never somebody else's domain."""
    name = _harmless(reunion.name)
    if author:
        name = f"{_harmless(author)}（{name}）"
    return f'"{name[:LONGEST_NAME]}" <{own_address()}>'


def _harmless(name: str) -> str:
    """Nothing that could end the name or begin another header."""
    return " ".join(tidy(name).replace("\\", "").replace('"', "").split())


def wake_after_commit(message: Message) -> None:
    transaction.on_commit(partial(_wake, message.pk))


def _wake(message_id: int) -> None:
    try:
        deliver.delay(message_id)
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken for letter %s (%s); the sweep will send it", message_id, error)


@transaction.atomic
def send_again(message: Message, *, actor: User) -> Message:
    """A refused or held letter goes once more, under its old Message-ID."""
    locked = Message.objects.select_for_update().select_related("reunion").get(pk=message.pk)
    if locked.risk == Message.Risk.MALFORMED:
        raise Refused(_("このアドレスには送れません。申込のメールアドレスを直すと、新しいメールが出ます。"))
    if not locked.can_go_again:
        raise Refused(_("このメールはもう送ったか、いま送る順番を待っています。"))
    if health.is_dead(locked.recipient):
        raise Refused(_("届かない宛先です。使えると分かったら、先に「この宛先は使えます」を押してください。"))
    locked.state, locked.outcome, locked.held_because = Message.State.QUEUED, "", ""
    locked.due_at, locked.deferred_since, locked.attempt_count = timezone.now(), None, 0
    locked.save(
        update_fields=["state", "outcome", "held_because", "due_at", "deferred_since", "attempt_count"]
    )
    record(
        locked,
        action="send again",
        sentence=gettext_lazy("%(name)sさんへのメール「%(subject)s」をもう一度送るようにしました"),
        words={"name": locked.recipient_name, "subject": locked.subject},
        actor=actor,
        reunion_slug=locked.reunion.slug,
    )
    wake_after_commit(locked)
    return locked


def waiting_for_settings(reunion: Reunion) -> int:
    """How many letters wait because the installation has no EMAIL_URL; 0 when nothing is missing."""
    if settings.EMAIL_CONFIGURED or reunion.is_demo:
        return 0
    return reunion.letters.unfinished().count()
