"""Whether the mailbox of returned mail can still be read; when not for some hours, the committee is told.

A server that is away for a moment is no news. After three hours without one good look refusals and replies
pile up unseen, and somebody has to put it right. What went wrong is kept as the step and the kind of error,
never with the words of the server or the password. Another mailbox in the settings begins anew.
"""

import datetime as dt
import hashlib

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import MailboxWatch

PATIENCE = dt.timedelta(hours=3)


def note_read() -> None:
    _note(read_at=timezone.now(), failing_since=None, trouble="")


def note_trouble(trouble: str) -> None:
    watch = _watch()
    since = watch.failing_since if watch and watch.failing_since else timezone.now()
    _note(failing_since=since, trouble=trouble[:120])


def unread_for_hours() -> MailboxWatch | None:
    """None while all is well, or while nobody has set a mailbox."""
    return unread_now().first() if settings.BOUNCE_MAILBOX_URL else None


def unread_now() -> QuerySet[MailboxWatch]:
    """The same as a list of one, or of none."""
    return MailboxWatch.objects.filter(mailbox=_mark(), failing_since__lte=timezone.now() - PATIENCE)


def sentence_about(watch: MailboxWatch) -> str:
    """What to put right, for whoever looks after the system."""
    if watch.trouble.startswith("LOGIN"):
        return _("受信箱にログインできません。名前とパスワードを確かめてください。")
    if watch.trouble.startswith(("connecting", "STARTTLS")):
        return _("受信箱のサーバーにつながりません。サーバーの名前と、動いているかを確かめてください。")
    return _("受信箱のサーバーの答えがおかしいので、読めません。フォルダーの名前を確かめてください。")


def _note(**news) -> None:
    MailboxWatch.objects.update_or_create(mailbox=_mark(), defaults=news)


def _watch() -> MailboxWatch | None:
    return MailboxWatch.objects.filter(mailbox=_mark()).first()


def _mark() -> str:
    """Stands for the whole address with its password, and tells nothing of it."""
    url, key = settings.BOUNCE_MAILBOX_URL, settings.SECRET_KEY
    return hashlib.sha256(f"{key}\n{url}".encode()).hexdigest()
