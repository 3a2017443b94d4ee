from django.contrib import admin

from .models import Attempt, Message


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class AttemptInline(ReadOnly, admin.TabularInline):
    model = Attempt
    extra = 0


@admin.register(Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["created_at", "reunion", "kind", "recipient", "state", "risk", "attempt_count"]
    list_filter = ["state", "risk", "kind"]
    list_select_related = ["reunion"]
    search_fields = ["recipient", "recipient_name", "key"]
    inlines = [AttemptInline]


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "message", "outcome", "stage", "code", "words"]
    list_filter = ["outcome", "is_ours"]
    list_select_related = ["message"]
