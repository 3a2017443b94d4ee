from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import Batch, Card, NextStationery, Printout


@admin.register(Batch)
class BatchAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["id", "reunion", "name", "made_at", "made_by"]
    list_select_related = ["reunion", "made_by"]
    search_fields = ["name", "reunion__name", "reunion__slug"]


@admin.register(Card)
class CardAdmin(LookOnly, admin.ModelAdmin):
    """Without the code, which opens somebody's own form."""

    list_display = ["batch", "number", "family_name", "given_name", "postal_code"]
    list_select_related = ["batch"]
    search_fields = ["family_name", "given_name", "kana", "postal_code", "batch__name"]
    exclude = ["code"]


@admin.register(NextStationery)
class NextStationeryAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["reunion", "sender_name", "postage"]
    list_select_related = ["reunion"]
    search_fields = ["sender_name", "reunion__name", "reunion__slug"]


@admin.register(Printout)
class PrintoutAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["batch", "what", "stock", "done", "total", "asked_at", "made_at"]
    list_select_related = ["batch"]
    search_fields = ["batch__name", "batch__reunion__name"]
