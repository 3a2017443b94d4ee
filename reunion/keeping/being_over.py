"""When a reunion is over, and when it is settled.

Over: its day has gone by, and nobody can sign up any more. Settled: its books are closed, no refund waits,
and nothing a family or a classmate told us waits for a decision, for it would be lost. A reunion without any
money needs no closing.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.outreach import family_answers, unwilling
from reunion.payments.closing.books import settlement_of
from reunion.payments.closing.models import Expense, OtherIncome
from reunion.payments.models import HandBookedPayment, Refund, StatementLine

CLOSED = (Reunion.State.CLOSED, Reunion.State.PAST)


def is_over(reunion: Reunion) -> bool:
    return reunion.state in CLOSED and reunion.held_on < timezone.localdate()


def must_be_over(reunion: Reunion) -> None:
    if reasons := why_not_over(reunion):
        raise Refused(reasons[0])


def must_be_settled(reunion: Reunion) -> None:
    """Every reason in one answer."""
    must_be_over(reunion)
    if reasons := why_not_settled(reunion):
        raise Refused(" ".join(reasons))


def why_not_over(reunion: Reunion) -> list[str]:
    reasons = []
    if reunion.state not in CLOSED:
        reasons.append(_("まだ受付が終わっていません。会が終わって、受付を終了にしてからお使いください。"))
    if reunion.held_on >= timezone.localdate():
        reasons.append(_("まだ開催日が過ぎていません。会が終わってからお使いください。"))
    return reasons


def why_not_settled(reunion: Reunion) -> list[str]:
    reasons = []
    if has_money(reunion) and not settlement_of(reunion).is_closed:
        reasons.append(_("決算がまだ閉じていません。会費の「決算」で閉じてください。"))
    if Refund.objects.owed().filter(registration__reunion=reunion).exists():
        reasons.append(_("まだ返していないお金があります。返金を済ませてください。"))
    if family_answers.waiting(reunion).exists():
        reasons.append(_("ご家族からのお知らせで、まだ決めていないものがあります。"))
    if unwilling.undecided(reunion).exists():
        reasons.append(_("「連絡を望まない」と言った方を、どうするかがまだ決まっていません。"))
    return reasons


def has_money(reunion: Reunion) -> bool:
    rows = (
        StatementLine.objects.filter(reunion=reunion),
        HandBookedPayment.objects.standing().filter(registration__reunion=reunion),
        Expense.objects.standing().filter(reunion=reunion),
        OtherIncome.objects.standing().filter(reunion=reunion),
    )
    return any(found.exists() for found in rows)


def others_of_the_year(reunion: Reunion) -> list[Reunion]:
    """Other reunions of the same year that still need to know who belongs to it."""
    return list(
        Reunion.objects.filter(cohort=reunion.cohort_id, forgetting__isnull=True).exclude(pk=reunion.pk)
    )
