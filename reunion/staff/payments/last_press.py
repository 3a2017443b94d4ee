"""The treasurer's last press, kept for the way back: one press undoes it, whether it was for one line or for
all that were certain.

It lives in the session of the browser that pressed. Each has a mark of its own, which the button sends along,
so that an old page undoes nothing that was pressed later.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

KEY = "last_payment_press"
CONFIRMED, SET_ASIDE = "confirmed", "set_aside"


@dataclass(frozen=True)
class LastPress:
    reunion: str
    kind: str
    lines: list[int]
    sentence: str
    mark: str


def remember(request: HttpRequest, *, kind: str, lines: Iterable[int], sentence: str) -> None:
    request.session[KEY] = {
        "reunion": request.reunion.slug,
        "kind": kind,
        "lines": list(lines),
        "sentence": sentence,
        "mark": secrets.token_hex(8),
    }


def last_press(request: HttpRequest) -> LastPress | None:
    kept = request.session.get(KEY)
    return LastPress(**kept) if kept and kept["reunion"] == request.reunion.slug else None


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
