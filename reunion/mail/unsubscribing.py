"""Whoever gets an announcement may stop all further ones with one press, without a login (RFC 8058).

The link names the letter by its key and is signed with the installation's key, so that it shows nothing
about the person, nobody can make one for somebody else, and it can stand in the letter's own text. An
address is stopped in one reunion, in small letters, and at once: announcements that wait for it are held at
the same moment, and it is asked again just before each one leaves. Who takes it back gets what was held for
it in the last days. Letters about the person's own registration go on.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.journal.recording import record

from .holding import Because, Hold, release
from .models import Message, Unsubscribe

HELD_BACK = _("ご本人が一斉連絡を止めたため、送りません。")
UNDECIDED = (Message.State.QUEUED, Message.State.PAUSED)


class ShortSigner(Signer):
    """The first 22 characters of the signature are 132 bits, far more than anybody can guess."""

    def signature(self, value, key=None):
        return super().signature(value, key)[:22]


def unsubscribe_url(message: Message) -> str:
    """The letter needs no row yet: its key and its reunion are enough."""
    path = reverse("public:unsubscribe", args=[message.reunion.slug, token(message)])
    return settings.SITE_URL + path


def token(message: Message) -> str:
    return _signer().sign(message.key.replace(":", "_"))


def from_token(token: str) -> Message | None:
    """The letter it names; None for a link that we never made."""
    try:
        key = _signer().unsign(token).replace("_", ":")
    except BadSignature:
        return None
    return Message.objects.select_related("reunion__cohort__school").filter(key=key).first()


def _signer() -> ShortSigner:
    return ShortSigner(sep=".", salt="reunion.mail.unsubscribing")


@transaction.atomic
def unsubscribe(message: Message) -> None:
    """Pressed twice it is the same."""
    address = message.recipient.lower()
    _row, is_new = Unsubscribe.objects.get_or_create(reunion=message.reunion, address=address)
    if is_new:
        _hold_waiting(message)
        _note(message, "unsubscribed", _("%(name)sさんが、一斉連絡を止めました"))


@translation.override(settings.LANGUAGE_CODE)
def _hold_waiting(message: Message) -> None:
    waiting = Message.objects.filter(reunion=message.reunion, state__in=UNDECIDED).exclude(batch="")
    to_them = waiting.filter(recipient__iexact=message.recipient)
    to_them.update(**Hold(str(HELD_BACK), Because.UNSUBSCRIBED).as_fields)


@transaction.atomic
def subscribe_again(message: Message) -> None:
    gone, _rows = _of(message).delete()
    if gone:
        theirs = Q(recipient__iexact=message.recipient) | (Q(about=message.about) & ~Q(about=""))
        release(Message.objects.filter(theirs, reunion=message.reunion), because=Because.UNSUBSCRIBED)
        _note(message, "subscribed again", _("%(name)sさんが、一斉連絡をまた受け取ることにしました"))


def has_unsubscribed(message: Message) -> bool:
    return _of(message).exists()


def unsubscribed(reunion: Reunion) -> set[str]:
    """The addresses, in small letters, to which no announcement of this reunion goes."""
    return set(Unsubscribe.objects.filter(reunion=reunion).values_list("address", flat=True))


def _of(message: Message) -> QuerySet[Unsubscribe]:
    return Unsubscribe.objects.filter(reunion=message.reunion_id, address=message.recipient.lower())


def _note(message: Message, action: str, sentence: Promise) -> None:
    words = {"name": message.recipient_name}
    record(message, action=action, sentence=sentence, words=words, reunion_slug=message.reunion.slug)
