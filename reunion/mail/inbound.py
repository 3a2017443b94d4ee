"""What guests write to the organizers: each letter once, each answered once or set aside.

A letter is taken in while the reunion can be seen, also after the deadline and after the day. The same press
twice is one letter. The journal tells that something came and who dealt with it, never what was written: a
guest may have written anything, even somebody's address. An answer goes by mail where the contact is a mail
address that can work; otherwise it is kept as what was said on the telephone. Nobody is sent a mail when a
letter comes: it stands on the committee's first page until somebody has dealt with it.
"""

from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateformat import format as date_in_words
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .letters import render
from .models import InboundLetter
from .models import about as text_about
from .outbox import enqueue
from .placeholders import Value
from .risk import assess, tidy
from .vocabulary import of_reunion
from .wording import Texts

ANSWER = "answer"
REACH = "reach"  # `about` of a letter from somebody who knows how to reach a classmate
MOST_QUOTED = 200


@transaction.atomic
def receive(
    reunion: Reunion,
    *,
    kind: str,
    name: str,
    contact: str,
    text: str,
    about: models.Model | str | None = None,
    submission: UUID,
) -> InboundLetter:
    """`about` is what the letter speaks of, such as a registration, or a word such as REACH."""
    if reunion.state == Reunion.State.DRAFT:
        raise Refused(_("この同窓会のページは、まだ準備中です。"))
    letter, is_new = InboundLetter.objects.get_or_create(
        submission=submission,
        defaults={
            "reunion": reunion,
            "kind": kind,
            "name": name,
            "contact": contact,
            "text": text,
            "about": text_about(about) if isinstance(about, models.Model) else about or "",
        },
    )
    if is_new:
        _note(letter, "receive letter", gettext_lazy("「%(kind)s」が届きました"))
    return letter


@transaction.atomic
def answer(letter: InboundLetter, *, text: str, actor: User) -> InboundLetter:
    """By mail, or as a note of what was said; the same answer twice is one answer."""
    locked = _locked(letter)
    if text and locked.answer == text:
        return locked
    if not text.strip():
        raise Refused(_("返事を書いてから、ボタンを押してください。"))
    if locked.answer:
        raise Refused(_("この便りには、もう返事をしました。続きは、相手の方に直接お知らせください。"))
    locked.answer, locked.answered_at = text, timezone.now()
    locked.save(update_fields=["answer", "answered_at"])
    if mail_address(locked):
        _send(locked)
    _note(locked, "answer letter", gettext_lazy("「%(kind)s」に返事をしました"), actor)
    return locked


@transaction.atomic
def set_aside(letter: InboundLetter, *, actor: User) -> InboundLetter:
    """Dealt with, without an answer; one may still be given later."""
    locked = _locked(letter)
    if locked.answered_at is None:
        locked.answered_at = timezone.now()
        locked.save(update_fields=["answered_at"])
        _note(locked, "set letter aside", gettext_lazy("「%(kind)s」を、返事なしで済みにしました"), actor)
    return locked


def mail_address(letter: InboundLetter) -> str:
    """Where an answer goes by mail; empty when it must be given in another way."""
    if "@" not in letter.contact or assess(letter.contact).level in {"malformed", "dead"}:
        return ""
    return tidy(letter.contact)


def _locked(letter: InboundLetter) -> InboundLetter:
    return InboundLetter.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=letter.pk)


def _send(letter: InboundLetter) -> None:
    reunion = letter.reunion
    written = render(ANSWER, values_of(letter), texts=Texts.of(reunion))
    enqueue(
        reunion,
        key=f"{ANSWER}:{letter.pk}",
        kind=ANSWER,
        about=letter,
        recipient=mail_address(letter),
        recipient_name=letter.name,
        subject=written.subject,
        body=written.body,
        held=written.fault,
    )


@translation.override(settings.LANGUAGE_CODE)
def values_of(letter: InboundLetter) -> dict[str, Value]:
    """What stands for each name in braces in the answer."""
    return {
        **of_reunion(letter.reunion),
        "お名前": letter.name,
        "お返事": letter.answer,
        "いただいたお便り": brief(letter.text),
        "お便りの日": date_in_words(timezone.localtime(letter.received_at), "n月j日（D）"),
        "質問のページ": settings.SITE_URL + reverse("public:question", args=[letter.reunion.slug]),
    }


def brief(text: str) -> str:
    """The beginning of what the guest wrote, set in by a space, so that they know what is answered."""
    shown = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
    return "\n".join(f"　{line}".rstrip() for line in shown.splitlines() if line.strip())


def _note(letter: InboundLetter, action: str, sentence: Promise, actor: User | None = None) -> None:
    words = {"kind": InboundLetter.Kind(letter.kind).label}
    slug = letter.reunion.slug
    record(letter, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=slug)
