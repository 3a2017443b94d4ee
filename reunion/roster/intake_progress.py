"""How far a file is on its way into the roster, for whoever waits before the page.

While rows are written the database may let nobody else write, so this stands in the cache: it is a sign that
somebody is at work, good for two minutes, and no more than a sign. Whether a file was read or taken in, its
own row says. Where the sign is lost, another worker may begin too; only one of them can end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

SECONDS = 120
ROWS_PER_SIGN = 200


class Step(StrEnum):
    READING = "reading"
    LOOKING_UP = "looking_up"
    COMPARING = "comparing"
    WRITING = "writing"


SENTENCES = {
    Step.READING: _("ファイルを読んでいます"),
    Step.LOOKING_UP: _("いまの住所を調べています"),
    Step.COMPARING: _("名簿と照らし合わせています"),
    Step.WRITING: _("名簿に書いています"),
}
Progress = Callable[[Step, int, int], None]


@dataclass(frozen=True)
class HowFar:
    step: Step
    done: int
    total: int

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.step])


def unseen(step: Step, done: int, total: int) -> None:
    """For whoever does not wait before a page."""


def begin(upload_id: int) -> bool:
    """False while somebody else is at it."""
    return cache.add(_key(upload_id), HowFar(Step.READING, 0, 0), SECONDS)


def sign_for(upload_id: int) -> Progress:
    def sign(step: Step, done: int, total: int) -> None:
        if done % ROWS_PER_SIGN == 0:
            cache.set(_key(upload_id), HowFar(step, done, total), SECONDS)

    return sign


def end(upload_id: int) -> None:
    cache.delete(_key(upload_id))


def how_far(upload_id: int) -> HowFar | None:
    """None while nobody has begun."""
    return cache.get(_key(upload_id))


def _key(upload_id: int) -> str:
    return f"roster-upload:{upload_id}"
