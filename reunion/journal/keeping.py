"""What was worked out from the database is kept in this process for as long as nothing at all is written.

Nothing kept is ever shown without asking the database first (unchanged.py), so nobody has to be told when
something changes, and no figure is older than the request that shows it. Whatever else an answer depends on,
such as the day, belongs in its name. Each thread keeps its own, for it has a connection of its own.
"""

from collections.abc import Callable, Hashable
from threading import local
from typing import TypeVar

from .unchanged import state_of_the_database

MOST_KEPT = 8
Answer = TypeVar("Answer")


class Kept(local):
    def __init__(self) -> None:
        self.answers: dict[Hashable, tuple[tuple, object]] = {}


_kept = Kept()


def while_unchanged(name: Hashable, work: Callable[[], Answer]) -> Answer:
    """What `work` answers, or answered since the last write; one small question more than the work itself."""
    state = state_of_the_database()
    if state is None:
        return work()
    before = _kept.answers.pop(name, None)
    answer = before[1] if before is not None and before[0] == state else work()
    while len(_kept.answers) >= MOST_KEPT:
        _kept.answers.pop(next(iter(_kept.answers)))
    _kept.answers[name] = (state, answer)
    return answer


def forget() -> None:
    """For tests, in which the same ids belong to other rows each time."""
    _kept.answers.clear()
