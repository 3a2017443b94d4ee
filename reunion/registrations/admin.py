from django.contrib import admin

from .models import ChosenItem, Companion, Consent, Registration


class ChosenItemInline(admin.TabularInline):
    model = ChosenItem
    extra = 0
    readonly_fields = ["item", "fee", "companions", "companion_fee", "waiting_since"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class CompanionInline(admin.TabularInline):
    """Who comes along; how many count, and where, stands with the items."""

    model = Companion
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class ConsentInline(admin.TabularInline):
    model = Consent
    extra = 0
    readonly_fields = ["purpose", "wording", "given_at", "withdrawn_at"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """Whose it is, its state and its fees follow from rules and are changed on the desk."""

    list_display = ["reference", "family_name", "given_name", "state", "channel", "reunion", "signed_up_at"]
    list_filter = ["reunion", "state", "channel"]
    list_select_related = ["reunion"]
    search_fields = ["reference", "family_name", "given_name", "family_kana", "given_kana", "email"]
    readonly_fields = [
        "reunion",
        "reference",
        "state",
        "attending",
        "is_teacher",
        "channel",
        "classmate",
        "teacher",
        "homeroom",
        "waiting_reason",
        "submission",
        "link_revision",
        "proof",
        "proven_at",
        "cancelled_at",
        "refund_percent",
        "signed_up_at",
        "updated_at",
    ]
    inlines = [ChosenItemInline, CompanionInline, ConsentInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
