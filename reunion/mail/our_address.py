"""The address from which everything is sent: one for the whole installation, whatever the reunion.

It is told by DEFAULT_FROM_EMAIL, with or without a name before it.
"""

from email.utils import parseaddr

from django.conf import settings


def own_address() -> str:
    """The bare address."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
