"""Whoever gets an announcement may stop all further ones with one press, without a login (RFC 8058).

The link names the letter and is signed with the installation's key, so that it shows nothing about the
person and nobody can make one for somebody else. An address is stopped in one reunion, in small letters,
and at once: it is asked again just before each announcement leaves. Letters about the person's own
registration go on.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer, b62_decode, b62_encode
from django.db.models import QuerySet
from django.urls import reverse

from .models import Message, Unsubscribe

SIGNER_OPTIONS = {"sep": ".", "salt": "reunion.mail.unsubscribing"}


def unsubscribe_url(message: Message) -> str:
    path = reverse("public:unsubscribe", args=[message.reunion.slug, token(message)])
    return settings.SITE_URL + path


def token(message: Message) -> str:
    return Signer(**SIGNER_OPTIONS).sign(b62_encode(message.pk))


def from_token(token: str) -> Message | None:
    """The letter it names; None for a link that we never made."""
    try:
        number = b62_decode(Signer(**SIGNER_OPTIONS).unsign(token))
    except BadSignature:
        return None
    return Message.objects.select_related("reunion").filter(pk=number).first()


def unsubscribe(message: Message) -> None:
    """Pressed twice it is the same."""
    Unsubscribe.objects.get_or_create(reunion=message.reunion, address=message.recipient.lower())


def subscribe_again(message: Message) -> None:
    _of(message).delete()


def has_unsubscribed(message: Message) -> bool:
    return _of(message).exists()


def _of(message: Message) -> QuerySet[Unsubscribe]:
    return Unsubscribe.objects.filter(reunion=message.reunion_id, address=message.recipient.lower())
