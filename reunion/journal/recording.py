"""Every change of the roster, of a registration or of money leaves a line that says who did it.

The entry is written in the transaction of the change: both stand or neither does. It names its object by
text and keeps the actor's name as it was, so that it outlives both. It holds no mail address, no
telephone number and no account number: the journal is read by more people than those. It is written in
Japanese, whatever language the person at the screen reads: a sentence is handed over untranslated.
"""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from reunion.accounts.models import User

from .models import Entry, name_of


def record(
    thing: models.Model,
    *,
    action: str,
    sentence: Promise | str,
    words: Mapping[str, object] | None = None,
    actor: User | None = None,
    reunion_slug: str = "",
) -> Entry:
    """`action` is a short English word for filters; `words` fill the sentence that a person reads."""
    return Entry.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else "",
        reunion_slug=reunion_slug,
        thing=name_of(thing),
        action=action,
        sentence=_in_japanese(sentence, words)[:300],
    )


@translation.override(settings.LANGUAGE_CODE)
def _in_japanese(sentence: Promise | str, words: Mapping[str, object] | None) -> str:
    return str(sentence) % words if words else str(sentence)
