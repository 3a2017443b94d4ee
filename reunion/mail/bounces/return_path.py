"""A return path of its own for each letter: `returned-<number>-<seal>@…`.

The seal can only be made with our secret key, so a refusal that comes to such an address is about that
letter, and a stranger cannot invent one. Small letters only: some servers write addresses small.
"""

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PURPOSE = "reunion.mail.return_path"
LENGTH_OF_SEAL = 16
OURS = re.compile(rf"^returned-(?P<number>\d{{1,18}})-(?P<seal>[0-9a-f]{{{LENGTH_OF_SEAL}}})@", re.IGNORECASE)


def return_path(message_number: int, *, domain: str) -> str:
    return f"returned-{message_number}-{_seal(message_number, settings.SECRET_KEY)}@{domain}"


def letter_number(address: str) -> int | None:
    """The number of the letter that has this return path, or None when we never made it."""
    found = OURS.match(address)
    if found is None:
        return None
    number, seal = int(found["number"]), found["seal"].lower()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return number if any(constant_time_compare(seal, _seal(number, key)) for key in keys) else None


def _seal(number: int, key: str) -> str:
    return salted_hmac(PURPOSE, str(number), secret=key, algorithm="sha256").hexdigest()[:LENGTH_OF_SEAL]
