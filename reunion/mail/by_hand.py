"""What a letter says, for somebody who passes it on by hand where the mail may not arrive.

Without our signature and the way out of announcements, and with whole lines, since a telephone cuts them
itself. Only what is still true is passed on: whatever would keep the letter here at the last moment keeps it
here too, except that its address is of no use, which is why somebody passes it on.
"""

from .holding import Because, Hold
from .models import Message
from .signals import before_sending
from .wrapping import unwrap

UNFIT = (Message.Because.WORDS, Message.Because.BROKEN)
FOR_NO_GUEST = {"business", "committee", "announcement-test", "invitation"}
# Who still owes what changes by the hour: the treasurer's page writes this text anew.
WRITTEN_ANEW = {"reminder"}


def text_by_hand(message: Message) -> str:
    """Empty when there is nothing to pass on, its words have a fault, or it is no longer true."""
    if not may_be_passed_on(message) or message.held_because in UNFIT:
        return ""
    if any(map(_keeps_it, _last_looks(message))):
        return ""
    return unwrap(message.body.split("\n--\n")[0]).strip()


def may_be_passed_on(message: Message) -> bool:
    return message.kind not in FOR_NO_GUEST | WRITTEN_ANEW


def _last_looks(message: Message) -> list[Hold | str | Exception | None]:
    return [answer for _receiver, answer in before_sending.send_robust(Message, message=message)]


def _keeps_it(answer: Hold | str | Exception | None) -> bool:
    """A look that failed keeps it as well."""
    return bool(answer) and getattr(answer, "because", "") != Because.DEAD
