"""An announcement is written down, looked at and put right before anybody gets it.

Nothing is kept that could not be sent: words in braces that mean nothing, a lone brace, a subject that is too
long, an account number typed by hand. What is sent already is never changed. The mail to try goes to the
writer alone, with the writer's own name and the public page in place of a guest's.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue
from reunion.roster.models import Homeroom

from .models import Announcement
from .senders import from_of, reply_to_of
from .wording import for_trying, wrong_words

TEST = "announcement-test"


@dataclass(frozen=True)
class Draft:
    """What the form holds."""

    subject: str
    text: str
    audience: str
    homeroom: Homeroom | None = None
    sender: str = Announcement.Sender.REUNION
    occasion: str = ""


@transaction.atomic
def write_down(reunion: Reunion, *, draft: Draft, submission: UUID, author: User) -> Announcement:
    """The same form handed in twice is one announcement."""
    made, _is_new = Announcement.objects.get_or_create(
        submission=submission, defaults={"reunion": reunion, "author": author, **_checked(reunion, draft)}
    )
    return made


@transaction.atomic
def put_right(announcement: Announcement, *, draft: Draft) -> Announcement:
    locked = held_draft(announcement)
    for name, value in _checked(locked.reunion, draft).items():
        setattr(locked, name, value)
    locked.save()
    return locked


@transaction.atomic
def throw_away(announcement: Announcement) -> None:
    held_draft(announcement).delete()


def held_draft(announcement: Announcement) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("reunion__cohort__school")
    locked = rows.filter(pk=announcement.pk).first()
    if locked is None or locked.state != Announcement.State.DRAFT:
        raise Refused(_("この一斉連絡は、もう送り始めています。"))
    return locked


def _checked(reunion: Reunion, draft: Draft) -> dict:
    for sentences in wrong_with(reunion, draft).values():
        raise Refused(sentences[0])
    return vars(draft) | {"digest": digest_of(draft.subject, draft.text)}


def wrong_with(reunion: Reunion, draft: Draft) -> dict[str, list[str]]:
    """What keeps it from being written down, a sentence each, by the field of the form."""
    wrong = wrong_words(reunion, subject=draft.subject, text=draft.text)
    if draft.homeroom is not None and draft.homeroom.cohort_id != reunion.cohort_id:
        wrong["homeroom"] = [_("この学年のクラスではありません。")]
    elif draft.homeroom is not None and draft.audience == Announcement.Audience.TEACHERS:
        wrong["homeroom"] = [_("恩師に送るときは、クラスを選ばずにおいてください。")]
    return wrong


def digest_of(subject: str, text: str) -> str:
    """The same for texts that differ in nothing a reader would see."""
    seen = "".join(unicodedata.normalize("NFKC", f"{subject}\n{text}").split()).casefold()
    return hashlib.sha256(seen.encode()).hexdigest()


@transaction.atomic
def try_out(announcement: Announcement, *, writer: User) -> Message:
    """A copy to the writer's own address; each press sends one."""
    rows = Announcement.objects.select_for_update(of=("self",))
    locked = rows.select_related("reunion__cohort__school", "author").get(pk=announcement.pk)
    written = for_trying(locked, name=str(writer))
    earlier = Message.objects.filter(key__startswith=f"{TEST}:{locked.pk}:").count()
    return enqueue(
        locked.reunion,
        key=f"{TEST}:{locked.pk}:{earlier + 1}",
        kind=TEST,
        about=locked,
        recipient=writer.email,
        recipient_name=str(writer),
        subject=_("（試し送り）%(subject)s") % {"subject": written.subject},
        body=written.body,
        from_address=from_of(locked),
        reply_to=reply_to_of(locked),
    )
