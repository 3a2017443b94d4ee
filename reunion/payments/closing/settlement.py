"""Closing the books, and opening them again.

Only books that add up can be closed: the bank's balance is known and agrees, and every transfer is decided
about. What guests or the committee still owe each other may stay open; the report says so. What is closed is
kept as figures, so that the report handed out stays the report; whatever moves afterwards is shown beside it.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.milestones import step_is_done, step_was_taken_back
from reunion.events.models import Milestone, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .account_check import AccountCheck
from .books import Books, books_and_check, settlement_of
from .models import Settlement
from .noting import must_be_open


def reported(settlement: Settlement, now: Books) -> Books:
    """What the report says: the figures of the closing, or the books as they are."""
    return Books.from_figures(settlement.figures) if settlement.is_closed else now


def what_is_missing(check: AccountCheck) -> list[str]:
    """Sentences that say what must be done before the books can be closed."""
    words = {
        "lines": check.undecided_lines,
        "yen": f"{check.undecided_yen:,}",
        "difference": f"{abs(check.difference):,}",
    }
    missing = []
    if check.bank is None:
        missing.append(
            _("会の口座の残高が、まだ分かりません。明細を取り込むか、通帳の残高を書いてください。")
        )
    if check.undecided_lines:
        missing.append(_("照合のすんでいない明細が%(lines)s件（%(yen)s円）あります。") % words)
    if check.difference > 0:
        missing.append(_("銀行の残高のほうが、帳簿より%(difference)s円多くなっています。") % words)
    if check.difference < 0:
        missing.append(_("銀行の残高のほうが、帳簿より%(difference)s円少なくなっています。") % words)
    return missing


def what_may_explain(check: AccountCheck) -> list[str]:
    """Sentences that say where a difference between bank and books may come from."""
    words = {
        "first": f"{check.first_balance or 0:,}",
        "carried": f"{check.carried_over:,}",
        "unwritten": f"{check.unwritten_yen:,}",
        "unseen": f"{check.unseen_yen:,}",
        "aside": f"{check.set_aside_yen:,}",
    }
    reasons = {
        _(
            "明細の始まる前に、口座に%(first)s円ありました。「前回からの繰越」は%(carried)s円と書いてあります。"
        ): (check.first_balance is not None and check.first_balance != check.carried_over),
        _("支出に書いていない出金が、明細に%(unwritten)s円あります。"): check.unwritten_yen > 0,
        _("帳簿には書いてあり、明細にまだ出てこない出金が%(unseen)s円あります。"): check.unseen_yen > 0,
        _(
            "会費ではないとした入金が%(aside)s円あります。ご祝儀などなら、収入に書きます。"
        ): check.set_aside_yen > 0,
    }
    return [sentence % words for sentence, is_so in reasons.items() if is_so and check.difference]


@transaction.atomic
def describe(reunion: Reunion, *, details: Mapping[str, object], actor: User) -> Settlement:
    """Names, words, and the balance of the passbook."""
    must_be_open(reunion)
    settlement = settlement_of(reunion)
    for name, value in details.items():
        setattr(settlement, name, value)
    settlement.save()
    _journal(settlement, "settlement", gettext_lazy("決算報告書の名前や残高を書きました"), actor)
    return settlement


@transaction.atomic
def close(reunion: Reunion, *, actor: User) -> Settlement:
    must_be_open(reunion)
    settlement = settlement_of(reunion)
    books, check = books_and_check(reunion, settlement)
    if missing := what_is_missing(check):
        raise Refused(" ".join([_("まだ決算を閉じられません。"), *missing]))
    settlement.figures = books.as_figures()
    settlement.closed_at, settlement.closed_by = timezone.now(), actor
    settlement.save()
    step_is_done(reunion, step=Milestone.Step.SETTLEMENT)
    _journal(settlement, "settlement_closed", gettext_lazy("決算を閉じました"), actor)
    return settlement


@transaction.atomic
def reopen(reunion: Reunion, *, actor: User) -> Settlement:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    settlement = settlement_of(reunion)
    if not settlement.is_closed:
        raise Refused(_("決算は、もう開いています。"))
    settlement.closed_at = settlement.closed_by = settlement.figures = None
    settlement.save()
    step_was_taken_back(reunion, step=Milestone.Step.SETTLEMENT)
    _journal(settlement, "settlement_reopened", gettext_lazy("決算を開き直しました"), actor)
    return settlement


def _journal(settlement: Settlement, action: str, sentence, actor: User) -> None:
    record(settlement, action=action, sentence=sentence, actor=actor, reunion_slug=settlement.reunion.slug)
