from django.contrib import admin

from .models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["recorded_at", "actor_name", "reunion_slug", "action", "sentence"]
    list_filter = ["action"]
    search_fields = ["sentence", "actor_name", "thing"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
