"""Whose a reply is, its state and its fees follow from rules and are changed at the desk."""

from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import ChosenItem, Companion, Consent, Registration

NAMES = ["reference", "family_name", "given_name", "family_kana", "given_kana", "current_family_name"]
OF_A_REGISTRATION = [f"registration__{name}" for name in NAMES]


class ChosenItemInline(LookOnly, admin.TabularInline):
    model = ChosenItem
    extra = 0


class CompanionInline(LookOnly, admin.TabularInline):
    """Who comes along; how many count, and where, stands with the items."""

    model = Companion
    extra = 0


class ConsentInline(LookOnly, admin.TabularInline):
    model = Consent
    extra = 0


@admin.register(Registration)
class RegistrationAdmin(LookOnly, admin.ModelAdmin):
    """Without what the personal link is signed with."""

    list_display = ["reference", "family_name", "given_name", "state", "channel", "reunion", "signed_up_at"]
    list_filter = ["reunion", "state", "channel"]
    list_select_related = ["reunion"]
    search_fields = [*NAMES, "email", "second_email", "phone", "transfer_name"]
    exclude = ["submission", "link_revision", "proof"]
    inlines = [ChosenItemInline, CompanionInline, ConsentInline]


@admin.register(ChosenItem)
class ChosenItemAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["registration", "item", "fee", "companions", "waiting_since"]
    list_select_related = ["registration", "item"]
    search_fields = ["item__name", *OF_A_REGISTRATION]


@admin.register(Companion)
class CompanionAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["registration", "name"]
    list_select_related = ["registration"]
    search_fields = ["name", *OF_A_REGISTRATION]


@admin.register(Consent)
class ConsentAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["registration", "purpose", "given_at", "withdrawn_at"]
    list_select_related = ["registration"]
    list_filter = ["purpose"]
    search_fields = ["wording", *OF_A_REGISTRATION]
