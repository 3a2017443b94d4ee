"""What was planned under each head, and what the hall charges: the treasurer's plan, changed as a whole."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record

from .models import BudgetLine, HallPrice
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
def set_hall_price(price: HallPrice, *, actor: User) -> HallPrice:
    """Saves it as it is."""
    must_be_open(price.reunion)
    price.save()
    _journal(price.reunion, "hall_price", gettext_lazy("会場の料金を書きました"), actor)
    return price


def _journal(reunion: Reunion, action: str, sentence, actor: User) -> None:
    record(reunion, action=action, sentence=sentence, actor=actor, reunion_slug=reunion.slug)
