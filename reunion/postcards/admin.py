from django.contrib import admin

from .models import Batch, Card, NextStationery, Printout


@admin.register(Batch)
class BatchAdmin(admin.ModelAdmin):
    list_display = ["id", "reunion", "name", "made_at", "made_by"]
    list_select_related = ["reunion", "made_by"]


@admin.register(Card)
class CardAdmin(admin.ModelAdmin):
    list_display = ["batch", "number", "family_name", "given_name", "postal_code"]
    list_select_related = ["batch"]
    search_fields = ["family_name", "given_name", "kana", "postal_code"]
    raw_id_fields = ["classmate", "teacher", "joint_classmates"]


@admin.register(NextStationery)
class NextStationeryAdmin(admin.ModelAdmin):
    list_display = ["reunion", "sender_name", "postage"]
    list_select_related = ["reunion"]


@admin.register(Printout)
class PrintoutAdmin(admin.ModelAdmin):
    list_display = ["batch", "what", "stock", "done", "total", "asked_at", "made_at"]
    list_select_related = ["batch"]
