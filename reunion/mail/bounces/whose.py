"""Which of our letters a returned mail is about, and how surely.

A return path of its own proves it; a Message-ID of ours shows that the writer has seen that letter; the
address alone can be known to anybody and proves nothing, so whoever blocks addresses must look at
`matched_by`. Of several recipients the one whose letter it is comes first, then the first that failed. A
letter that was passed on may be refused for an address that is not ours: then `is_its_recipient` is false.
"""

from dataclasses import dataclass
from enum import StrEnum

from reunion.mail.models import Message

from .reading import Judged, Returned
from .return_path import letter_number


class MatchedBy(StrEnum):
    RETURN_PATH = "return_path"
    MESSAGE_ID = "message_id"
    RECIPIENT = "recipient"
    NOTHING = ""


@dataclass(frozen=True)
class Found:
    judged: Judged
    message: Message | None = None
    matched_by: MatchedBy = MatchedBy.NOTHING

    @property
    def recipient(self) -> str:
        return self.judged.recipient or (self.message.recipient if self.message else "")

    @property
    def is_its_recipient(self) -> bool:
        return self.message is not None and _same(self.recipient, self.message.recipient)

    @property
    def is_proved(self) -> bool:
        """The refusal names our own letter and the person it went to; a stranger cannot make that up."""
        sure = self.matched_by in {MatchedBy.RETURN_PATH, MatchedBy.MESSAGE_ID}
        return sure and self.is_its_recipient

    @property
    def may_block(self) -> bool:
        return self.is_proved and self.judged.may_block


def whose(returned: Returned) -> Found:
    message, matched_by = _by_return_path(returned) or _by_message_id(returned) or (None, MatchedBy.NOTHING)
    if message is None:
        return _by_recipient(returned)
    theirs = (judged for judged in returned.judged if _same(judged.recipient, message.recipient))
    return Found(next(theirs, returned.first), message, matched_by)


def _by_return_path(returned: Returned) -> tuple[Message, MatchedBy] | None:
    numbers = [number for address in returned.went_to if (number := letter_number(address)) is not None]
    message = Message.objects.filter(pk__in=numbers).first() if numbers else None
    return (message, MatchedBy.RETURN_PATH) if message else None


def _by_message_id(returned: Returned) -> tuple[Message, MatchedBy] | None:
    ids = [message_id[:200] for message_id in returned.message_ids]
    known = (
        {message.message_id: message for message in Message.objects.filter(message_id__in=ids)} if ids else {}
    )
    return next(((known[one], MatchedBy.MESSAGE_ID) for one in ids if one in known), None)


def _by_recipient(returned: Returned) -> Found:
    """The latest letter to one of the addresses; a refused letter that never left cannot come back."""
    for judged in returned.judged[:20]:
        if judged.recipient:
            letters = Message.objects.filter(recipient__iexact=judged.recipient[:254]).exclude(sent_at=None)
            message = letters.order_by("-sent_at", "-pk").first()
            if message:
                return Found(judged, message, MatchedBy.RECIPIENT)
    return Found(returned.first)


def _same(one: str, other: str) -> bool:
    return one.replace('"', "").lower() == other.replace('"', "").lower()
