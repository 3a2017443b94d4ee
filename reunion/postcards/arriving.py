"""A card has arrived: somebody opened what it points to.

A code is the same on every card of a classmate, in LINE and on the telephone, so it tells whose card it is,
not which: the newest that was posted and has not come back is said to have arrived, once. A card shared by
brothers and sisters arrives for all of them, whoever's code it was. Where no card is on its way nothing
happens. A card that came back stays returned.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record
from reunion.outreach.models import ContactLog, SignupLink

from . import card_log
from .models import Card


@transaction.atomic
def arrived(link: SignupLink) -> None:
    cards = Card.objects.of_reunion(link.reunion).of_classmate(link.classmate).posted()
    cards = cards.filter(returned_at=None).select_related("batch__reunion")
    card = cards.newest_posted_first().select_for_update(of=("self", "batch")).first()
    if card is None or card.arrived_at is not None:
        return
    card.arrived_at = timezone.now()
    card.save(update_fields=["arrived_at"])
    card_log.write(card, result=ContactLog.Result.ARRIVED, at=card.arrived_at)
    record(
        card,
        action="arrived",
        sentence=gettext_lazy("%(name)sさんあてのはがき%(number)sが届きました（案内が開かれました）"),
        words={"name": card.full_name, "number": card.short_number},
        reunion_slug=card.batch.reunion.slug,
    )
