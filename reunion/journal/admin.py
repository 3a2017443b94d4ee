from django.contrib import admin

from .look_only import LookOnly
from .models import Entry


@admin.register(Entry)
class EntryAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["recorded_at", "actor_name", "reunion_slug", "action", "sentence"]
    list_filter = ["action"]
    search_fields = ["sentence", "actor_name", "thing"]
