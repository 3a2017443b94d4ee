"""Who waits for a receipt, and whose receipts say more than is true now; quick for ten thousand guests.

Waiting is who has paid everything and has no receipt for all of it. Beyond is whose receipts say more than
was owed and paid: a payment was undone, or they cancelled. The same as receipts.py states for a list, to the
yen, reckoned from the sums of the whole reunion.
"""

from collections.abc import Mapping

from django.db.models import Sum

from reunion.events.models import Reunion
from reunion.payments.totals import Sums

from .models import Receipt


def receipt_piles(reunion: Reunion, sums: Mapping[int, Sums]) -> dict[str, set[int]]:
    """Registration ids, by the name of the pile; one query."""
    written = Receipt.objects.valid().filter(reunion=reunion).order_by().values("registration")
    receipted = dict(written.annotate(yen=Sum("amount")).values_list("registration_id", "yen"))
    earned = {key: min(each.due, each.paid) for key, each in sums.items()}
    return {
        "waiting": {
            key
            for key, each in sums.items()
            if each.due > 0 and each.open == 0 and receipted.get(key, 0) < earned[key]
        },
        "beyond": {key for key, yen in receipted.items() if yen > earned.get(key, 0)},
    }
