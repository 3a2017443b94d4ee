"""Teachers are guests; of anybody else the committee may take no fee, and says why.

A waived fee is not due, whatever somebody has chosen; what they have paid already is then overpaid. Taking a
waiver back makes the fee due again. Who decided it, when and why stands beside it and in the journal.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .surplus import held


@transaction.atomic
def waive_fee(registration: Registration, *, because: str, actor: User | None) -> Registration:
    held(registration)
    registration = Registration.objects.select_related("reunion").get(pk=registration.pk)
    because = because.strip()
    if not because:
        raise Refused(_("会費をいただかない理由を書いてください。"))
    if registration.is_guest_of_honour:
        raise Refused(_("恩師の方の会費は、はじめからいただきません。"))
    if registration.fee_waived_at is not None:
        raise Refused(_("この方の会費は、もういただかないことになっています。"))
    registration.fee_waived_at, registration.fee_waived_by = timezone.now(), actor
    registration.fee_waived_because = because
    sentence = gettext_lazy("%(who)sの会費をいただかないことにしました：%(because)s")
    return _save(registration, "fee_waived", sentence, actor)


@transaction.atomic
def undo_waiver(registration: Registration, *, actor: User | None) -> Registration:
    held(registration)
    registration = Registration.objects.select_related("reunion").get(pk=registration.pk)
    if registration.fee_waived_at is None:
        raise Refused(_("この方の会費は、もういただくことになっています。"))
    because = registration.fee_waived_because
    registration.fee_waived_at = registration.fee_waived_by = None
    registration.fee_waived_because = ""
    sentence = gettext_lazy("%(who)sの会費を、いただくことに戻しました（前の理由：%(because)s）")
    return _save(registration, "fee_waiver_undone", sentence, actor, because)


def _save(
    registration: Registration, action: str, sentence: Promise, actor: User | None, because: str = ""
) -> Registration:
    fields = ["fee_waived_at", "fee_waived_by", "fee_waived_because", "updated_at"]
    registration.save(update_fields=fields)
    words = {"who": registration.school_name, "because": because or registration.fee_waived_because}
    slug = registration.reunion.slug
    record(registration, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=slug)
    return registration
