"""What is erased of the books: who paid, never how much.

Every line, booking, refund, receipt, bill and sum stays as it is, and so does the report. What the bank wrote
about a payer, names of who took or advanced money, the name on a receipt, accounts and photos of bills go.
What was bought and from whom stays: a report without it would be none.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reunion.events.models import AccountChange, BankAccount, Reunion
from reunion.payments.closing.models import CashMove, Expense, OtherIncome, Receipt, Settlement
from reunion.payments.closing.receipts import PROVISO
from reunion.payments.models import (
    HandBookedPayment,
    PaymentNotice,
    Proposal,
    Refund,
    RememberedColumns,
    Statement,
    StatementLine,
)

from .parts import Part, emptied, gone, renamed

LINES = _("入出金明細の振込人と説明（金額は残ります）")
TAKEN = _("現金を受け取った人・渡した人の名前")
RECEIPTS = _("領収書の宛名")
BILLS = _("支出と収入に書いた人の名前と、領収書の写真")


def money(reunion: Reunion) -> list[Part]:
    own, guest = {"reunion": reunion}, {"registration__reunion": reunion}
    lines = StatementLine.objects.filter(**own)
    by_hand = HandBookedPayment.objects.filter(**guest)
    receipts = Receipt.objects.filter(**own)
    bills = Expense.objects.filter(**own)
    return [
        gone(_("振り込みと申込を結ぶ候補"), Proposal.objects.filter(line__in=lines)),
        gone(_("入金をお知らせした記録"), PaymentNotice.objects.filter(**guest)),
        gone(_("覚えていた明細の列"), RememberedColumns.objects.filter(**own)),
        emptied(LINES, lines, payer="", text="", raw="", reason="", bank_id=""),
        emptied(_("明細のファイル名"), Statement.objects.filter(**own), file_name=""),
        renamed(TAKEN, by_hand, "taken_by"),
        renamed(TAKEN, by_hand, "handed_over_to"),
        emptied(TAKEN, by_hand, note=""),
        emptied(_("返金先の口座"), Refund.objects.filter(**guest), account="", note=""),
        renamed(RECEIPTS, receipts, "addressee"),
        emptied(RECEIPTS, receipts, issuer="", proviso=PROVISO),
        *_bills(bills),
        emptied(BILLS, OtherIncome.objects.filter(**own), what=""),
        emptied(BILLS, CashMove.objects.filter(**own), note=""),
        emptied(
            _("決算報告書の名前と言葉"),
            Settlement.objects.filter(**own),
            treasurer="",
            auditor="",
            remark="",
        ),
        gone(_("口座を変えた記録"), AccountChange.objects.filter(**own)),
        emptied(_("会の口座の番号と名義"), BankAccount.objects.filter(**own), number="", holder_kana=""),
    ]


def _bills(bills: QuerySet[Expense]) -> Iterable[Part]:
    return renamed(BILLS, bills, "advanced_by"), emptied(BILLS, bills, proof="")
