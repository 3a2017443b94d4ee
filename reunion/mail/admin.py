from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import Attempt, InboundLetter, Message


class AttemptInline(LookOnly, admin.TabularInline):
    model = Attempt
    extra = 0


@admin.register(Message)
class MessageAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["created_at", "reunion", "kind", "recipient", "state", "risk", "attempt_count"]
    list_filter = ["state", "risk", "kind"]
    list_select_related = ["reunion"]
    search_fields = ["recipient", "recipient_name", "key"]
    inlines = [AttemptInline]


@admin.register(Attempt)
class AttemptAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "message", "outcome", "stage", "code", "words"]
    list_filter = ["outcome", "is_ours"]
    list_select_related = ["message"]


@admin.register(InboundLetter)
class InboundLetterAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["received_at", "reunion", "kind", "name", "answered_at"]
    list_filter = ["kind"]
    list_select_related = ["reunion"]
    search_fields = ["name", "contact"]
