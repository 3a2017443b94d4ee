"""What was planned under each head, and what the hall charges: the treasurer's plan, changed as a whole."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion, VenueBooking
from reunion.journal.recording import record

from .models import BudgetLine
from .noting import must_be_open


@transaction.atomic
def plan(reunion: Reunion, *, yen_by_head: Mapping[str, int | None], actor: User) -> None:
    """A head without an amount has no plan."""
    must_be_open(reunion)
    for head, yen in yen_by_head.items():
        if yen is None:
            BudgetLine.objects.filter(reunion=reunion, head=head).delete()
        else:
            BudgetLine.objects.update_or_create(reunion=reunion, head=head, defaults={"amount": yen})
    _journal(reunion, "budget", gettext_lazy("予算を決めました"), actor)


@transaction.atomic
def set_hall_price(hall: VenueBooking, *, expected_heads: int | None, actor: User) -> VenueBooking:
    """Keeps what the hall charges, already validated, and nothing else of the venue."""
    must_be_open(hall.reunion)
    hall.save(update_fields=[hall.price_that_counts, "fixed_price", "guaranteed_heads", "guarantee_until"])
    Reunion.objects.filter(pk=hall.reunion_id).update(expected_heads=expected_heads)
    _journal(hall.reunion, "hall_price", gettext_lazy("会場の料金を書きました"), actor)
    return hall


def _journal(reunion: Reunion, action: str, sentence, actor: User) -> None:
    record(reunion, action=action, sentence=sentence, actor=actor, reunion_slug=reunion.slug)
