"""What is erased of those who signed up, and of our tries to reach people.

A registration stays as a number among others, for the sums: when it came, whether it comes, its fees and what
was paid. It is nobody's any more, has another reference, and the link to its personal page opens nothing. A
teacher's has no fee afterwards, since it would be owed by nobody. One that nobody has decided about counts as
cancelled. Companions, consents, calls, codes and what families told us are gone.
"""

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Now
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.outreach.models import ContactLog, SignupLink
from reunion.registrations.models import ChosenItem, Companion, Consent, Registration, State

from .parts import ERASED, Part, gone

GUESTS = _("申込（名前・連絡先・ひとことなど。金額は残ります）")
EMPTY = (
    *("unknown_class", "given_name", "family_kana", "given_kana", "current_family_name"),
    *("current_family_kana", "email", "second_email", "phone", "transfer_name", "note", "needs"),
    *("can_reach", "waiting_reason", "proof"),
)


def guests(reunion: Reunion) -> list[Part]:
    own = {"registration__reunion": reunion}
    return [
        gone(_("同伴の方の名前"), Companion.objects.filter(**own)),
        gone(_("同意の記録"), Consent.objects.filter(**own)),
        gone(_("電話やLINEで声をかけた記録"), ContactLog.objects.filter(reunion=reunion)),
        gone(_("申込用の短いアドレスと、ご家族の返事"), SignupLink.objects.filter(reunion=reunion)),
        Part(GUESTS, Registration.objects.filter(reunion=reunion, forgotten_at=None), _forget),
    ]


def _forget(rows: QuerySet[Registration]) -> None:
    numbers = list(rows.values_list("pk", flat=True))
    ChosenItem.objects.filter(registration__in=numbers, registration__teacher__isnull=False).update(
        fee=0, companion_fee=0
    )
    rows.exclude(fee_waived_because="").update(fee_waived_because=ERASED)
    undecided = When(state=State.WAITING, then=Value(State.CANCELLED.value))
    rows.update(
        **dict.fromkeys(EMPTY, ""),
        proven_at=None,
        family_name=ERASED,
        is_teacher=Case(When(teacher__isnull=False, then=Value(True)), default=F("is_teacher")),
        state=Case(undecided, default=F("state")),
        reference=Concat(Value("Z"), Cast("pk", CharField())),
        link_revision=F("link_revision") + 1,
        homeroom=None,
        classmate=None,
        teacher=None,
        line_is_fine=False,
        show_surname=False,
        keep_for_next_time=False,
        forgotten_at=Now(),
    )
