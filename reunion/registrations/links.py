"""The address of a guest's own page, which works without a login.

The link names the registration and the revision of its link, signed with the installation's key (or with an
older one that still counts). Raising the revision makes every link sent before it invalid. The same link can
be sent again at any time, because nothing about it is stored. It is kept short: people copy it from paper.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer, b62_decode, b62_encode
from django.urls import reverse

from reunion.events.models import Reunion

from .models import Registration


class ShortSigner(Signer):
    """The first 22 characters of the signature are 132 bits, far more than anybody can guess."""

    def signature(self, value, key=None):
        return super().signature(value, key)[:22]


SIGNER_OPTIONS = {"sep": ".", "salt": "reunion.registrations.links"}


def token(registration: Registration) -> str:
    value = f"{b62_encode(registration.pk)}.{b62_encode(registration.link_revision)}"
    return ShortSigner(**SIGNER_OPTIONS).sign(value)


def from_token(reunion: Reunion, token: str) -> Registration | None:
    """None when the link was changed, belongs to another reunion, or was withdrawn."""
    try:
        number, revision = ShortSigner(**SIGNER_OPTIONS).unsign(token).split(".")
    except BadSignature:
        return None
    return Registration.objects.filter(
        reunion=reunion, pk=b62_decode(number), link_revision=b62_decode(revision)
    ).first()


def personal_url(registration: Registration) -> str:
    path = reverse("public:personal", args=[registration.reunion.slug, token(registration)])
    return settings.SITE_URL + path
