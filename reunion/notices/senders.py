"""From whom an announcement comes, and to whom an answer goes.

The address is always our own, whoever writes: another domain in From would not arrive. Before it stands the
reunion's name, or the writer's with the reunion's behind. Answers go to the reunion's contact address, since
volunteers change, unless the writer wants them.
"""

from reunion.mail.outbox import sender_of

from .models import Announcement

Sender = Announcement.Sender


def from_of(announcement: Announcement) -> str:
    writes_as_themselves = announcement.sender != Sender.REUNION and announcement.author
    return sender_of(announcement.reunion, author=str(announcement.author) if writes_as_themselves else "")


def reply_to_of(announcement: Announcement) -> str:
    own = announcement.author.email if announcement.author else ""
    wants_replies = announcement.sender == Sender.AUTHOR_REPLIES
    return (own if wants_replies else "") or announcement.reunion.contact_email or own
