"""Where a refund went is nobody's business once it has arrived.

The account that a guest named for a refund is erased by itself 90 days after the refund was paid out, given
up or taken back: long enough to ask the bank about a transfer that did not arrive. A refund that still waits
keeps its account. What was refunded, when and how stays. When a reunion's personal data is purged, all its
accounts go at once.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reunion.events.models import Reunion

from .models import Refund

KEPT_FOR = dt.timedelta(days=90)


def forget_old_accounts() -> int:
    """Of all reunions; answers how many accounts were erased."""
    long_ago = timezone.localdate() - KEPT_FOR
    settled = Q(undone_at__isnull=True, paid_out_on__lte=long_ago, settled_at__date__lte=long_ago)
    settled |= Q(undone_at__isnull=True, state=Refund.State.GIVEN_UP, settled_at__date__lte=long_ago)
    rows = Refund.objects.filter(settled | Q(undone_at__date__lte=long_ago))
    return rows.exclude(account="").update(account="")


@transaction.atomic
def forget_accounts(reunion: Reunion) -> int:
    """Every account typed for a refund of this reunion, also of those that still wait; answers how many."""
    rows = Refund.objects.filter(registration__reunion=reunion).exclude(account="")
    return rows.update(account="")
