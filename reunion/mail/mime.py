"""How a letter looks on the wire: one plain text in UTF-8 as base64, to one person.

Base64, because Django's own choice is 8bit without announcing it, and because carriers cut lines of more
than 1,000 bytes. No HTML: some people have their phone refuse it. The Message-ID is the one fixed when the
letter entered the outbox, so that a letter sent twice is recognised as one. Auto-Submitted keeps absence
notes from answering; what somebody writes to a business has none. Only announcements can be stopped, with one
press and without a login (RFC 8058).
"""

from email.charset import BASE64, Charset
from email.header import Header
from email.utils import format_datetime

from django.core.mail import EmailMessage
from django.utils import timezone

from .models import Message
from .unsubscribing import unsubscribe_url

# A business may sort away what a machine sends.
WRITTEN_BY_A_PERSON = {"business"}

UTF8_AS_BASE64 = Charset("utf-8")
UTF8_AS_BASE64.header_encoding = BASE64
UTF8_AS_BASE64.body_encoding = BASE64


def as_mail(message: Message) -> EmailMessage:
    mail = EmailMessage(
        subject=_on_the_first_line(message.subject),
        body=message.body,
        from_email=message.from_address,
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Date": format_datetime(timezone.localtime()),
            "Message-ID": message.message_id,
            **({} if message.kind in WRITTEN_BY_A_PERSON else {"Auto-Submitted": "auto-generated"}),
            **_way_to_stop(message),
        },
    )
    mail.encoding = UTF8_AS_BASE64
    return mail


def _way_to_stop(message: Message) -> dict[str, str]:
    if not message.batch:
        return {}
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(message)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _on_the_first_line(subject: str) -> str:
    """Encoded words short enough for the first to stand beside `Subject:`; otherwise the line starts empty,
    and some readers show the fold as a space."""
    if subject.isascii():
        return subject
    return " ".join(Header(subject, UTF8_AS_BASE64, header_name="Subject").encode().split())
