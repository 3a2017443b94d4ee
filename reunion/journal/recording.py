"""Every change of the roster, of a registration or of money leaves a line that says who did it.

The entry is written in the transaction of the change: both stand or neither does. It names its object by
text and keeps the actor's name as it was, so that it outlives both. It holds no mail address, no
telephone number and no account number: the journal is read by more people than those.
"""

from django.db import models

from reunion.accounts.models import User

from .models import Entry


def record(
    thing: models.Model, *, action: str, sentence: str, actor: User | None = None, reunion_slug: str = ""
) -> Entry:
    """`action` is a short English word for filters; `sentence` is what a person reads, in Japanese."""
    return Entry.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else "",
        reunion_slug=reunion_slug,
        thing=f"{thing._meta.label_lower}:{thing.pk}",
        action=action,
        sentence=sentence[:300],
    )
