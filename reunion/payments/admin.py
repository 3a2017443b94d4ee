"""Money is looked at here and changed at the desk, where every press leaves its line in the journal."""

from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .closing.models import BudgetLine, CashMove, Expense, OtherIncome, Receipt, Settlement
from .models import (
    Allocation,
    HandBookedPayment,
    MatchRun,
    PaymentNotice,
    Proposal,
    Refund,
    RememberedColumns,
    ReminderRound,
    Statement,
    StatementLine,
    SurplusMove,
)

OF_A_REUNION = ["reunion__name", "reunion__slug"]


def _of(registration: str) -> list[str]:
    names = ["reference", "family_name", "given_name", "family_kana", "given_kana", "current_family_name"]
    return [f"{registration}__{name}" for name in names]


OF_A_REGISTRATION = _of("registration")


class ProposalInline(LookOnly, admin.TabularInline):
    model = Proposal
    extra = 0


class AllocationInline(LookOnly, admin.TabularInline):
    model = Allocation
    extra = 0


@admin.register(Statement)
class StatementAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["uploaded_at", "reunion", "bank", "from_on", "to_on", "file_name", "uploaded_by"]
    list_select_related = ["reunion", "uploaded_by"]
    list_filter = ["bank"]
    search_fields = ["file_name", "bank", *OF_A_REUNION]


@admin.register(StatementLine)
class StatementLineAdmin(LookOnly, admin.ModelAdmin):
    list_display = [
        "booked_on",
        "reunion",
        "direction",
        "amount",
        "payer",
        "grade",
        "treatment",
        "ignored_at",
    ]
    list_select_related = ["reunion"]
    list_filter = ["direction", "grade", "treatment"]
    search_fields = ["payer", "bank_id", *OF_A_REUNION]
    inlines = [ProposalInline, AllocationInline]


@admin.register(RememberedColumns)
class RememberedColumnsAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "bank", "confirmed_at", "confirmed_by"]
    list_select_related = ["reunion", "confirmed_by"]
    search_fields = ["bank", *OF_A_REUNION]


@admin.register(Proposal)
class ProposalAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["line", "registration", "amount", "is_alternative", "rank"]
    list_select_related = ["line", "registration"]
    search_fields = ["line__payer", *OF_A_REGISTRATION]


@admin.register(MatchRun)
class MatchRunAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["reunion", "ran_at", "fingerprint"]
    list_select_related = ["reunion"]
    search_fields = OF_A_REUNION


@admin.register(Allocation)
class AllocationAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["booked_at", "line", "registration", "amount", "booked_by", "undone_at", "undone_by"]
    list_select_related = ["line", "registration", "booked_by", "undone_by"]
    search_fields = ["line__payer", *OF_A_REGISTRATION]


@admin.register(HandBookedPayment)
class HandBookedPaymentAdmin(LookOnly, admin.ModelAdmin):
    list_display = [
        "booked_at",
        "registration",
        "amount",
        "received_on",
        "taken_by",
        "booked_by",
        "undone_at",
    ]
    list_select_related = ["registration", "booked_by"]
    search_fields = ["taken_by", "note", *OF_A_REGISTRATION]


@admin.register(SurplusMove)
class SurplusMoveAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["booked_at", "giver", "taker", "amount", "booked_by", "undone_at", "undone_by"]
    list_select_related = ["giver", "taker", "booked_by", "undone_by"]
    search_fields = [*_of("giver"), *_of("taker")]


@admin.register(Refund)
class RefundAdmin(LookOnly, admin.ModelAdmin):
    """Without the guest's own account, which the desk shows to whoever pays it out."""

    list_display = ["booked_at", "registration", "amount", "state", "way", "paid_out_on", "undone_at"]
    list_select_related = ["registration"]
    list_filter = ["state", "way"]
    search_fields = ["note", *OF_A_REGISTRATION]
    exclude = ["account"]


@admin.register(PaymentNotice)
class PaymentNoticeAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["created_at", "registration", "amount", "letter", "told_at", "set_aside_reason"]
    list_select_related = ["registration", "letter"]
    search_fields = OF_A_REGISTRATION


@admin.register(ReminderRound)
class ReminderRoundAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["pressed_at", "reunion", "number", "state", "people", "amount", "pressed_by"]
    list_select_related = ["reunion", "pressed_by"]
    search_fields = OF_A_REUNION


@admin.register(Receipt)
class ReceiptAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["number", "reunion", "amount", "addressee", "issued_at", "issued_by", "voided_at"]
    list_select_related = ["reunion", "issued_by"]
    search_fields = ["number", "addressee", *OF_A_REGISTRATION]


@admin.register(Expense)
class ExpenseAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["paid_on", "reunion", "what", "amount", "category", "paid_from", "noted_by", "struck_at"]
    list_select_related = ["reunion", "noted_by"]
    search_fields = ["what", "payee", "advanced_by", *OF_A_REUNION]


@admin.register(OtherIncome)
class OtherIncomeAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["received_on", "reunion", "kind", "what", "amount", "put_into", "noted_by", "struck_at"]
    list_select_related = ["reunion", "noted_by"]
    search_fields = ["what", *OF_A_REUNION]


@admin.register(CashMove)
class CashMoveAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["moved_on", "reunion", "moved_to", "amount", "noted_by", "struck_at"]
    list_select_related = ["reunion", "noted_by"]
    search_fields = ["note", *OF_A_REUNION]


@admin.register(BudgetLine)
class BudgetLineAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "head", "amount"]
    list_select_related = ["reunion"]
    search_fields = ["head", *OF_A_REUNION]


@admin.register(Settlement)
class SettlementAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "closed_at", "closed_by"]
    list_select_related = ["reunion", "closed_by"]
    search_fields = ["treasurer", "auditor", *OF_A_REUNION]
