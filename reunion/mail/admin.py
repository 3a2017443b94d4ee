from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import (
    AddressHealth,
    Attempt,
    Bounce,
    Business,
    BusinessLetter,
    DomainCheck,
    InboundLetter,
    LetterTemplate,
    MailboxWatch,
    Message,
    RoundTrip,
    Unsubscribe,
)


class AttemptInline(LookOnly, admin.TabularInline):
    model = Attempt
    extra = 0


@admin.register(Message)
class MessageAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["created_at", "reunion", "kind", "recipient", "state", "risk", "attempt_count"]
    list_filter = ["state", "risk", "kind"]
    list_select_related = ["reunion"]
    search_fields = ["recipient", "recipient_name"]
    exclude = ["claim"]
    inlines = [AttemptInline]


@admin.register(Attempt)
class AttemptAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "message", "outcome", "stage", "code", "words"]
    list_filter = ["outcome", "is_ours"]
    list_select_related = ["message"]
    search_fields = ["message__recipient", "message__recipient_name", "words"]


@admin.register(InboundLetter)
class InboundLetterAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["received_at", "reunion", "kind", "name", "answered_at"]
    list_filter = ["kind"]
    list_select_related = ["reunion"]
    search_fields = ["name", "contact"]


@admin.register(LetterTemplate)
class LetterTemplateAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["name", "reunion", "subject", "changed_at"]
    list_select_related = ["reunion"]
    search_fields = ["name", "subject"]


@admin.register(Bounce)
class BounceAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["received_at", "recipient", "outcome", "stage", "matched_by", "source"]
    list_filter = ["outcome", "source"]
    search_fields = ["recipient"]


@admin.register(AddressHealth)
class AddressHealthAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["address", "state", "since", "reason", "decided_by"]
    list_filter = ["state"]
    list_select_related = ["decided_by"]
    search_fields = ["address"]


@admin.register(Unsubscribe)
class UnsubscribeAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["address", "reunion", "at"]
    list_select_related = ["reunion"]
    search_fields = ["address"]


@admin.register(DomainCheck)
class DomainCheckAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["domain", "checked_at"]
    search_fields = ["domain"]


@admin.register(MailboxWatch)
class MailboxWatchAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["read_at", "failing_since", "trouble"]
    search_fields = ["trouble"]


@admin.register(RoundTrip)
class RoundTripAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["created_at", "sent_at", "returned_at", "outcome"]
    search_fields = ["message_id"]


@admin.register(Business)
class BusinessAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["name", "reunion", "person", "email"]
    list_select_related = ["reunion"]
    search_fields = ["name", "person", "email"]


@admin.register(BusinessLetter)
class BusinessLetterAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["written_at", "reunion", "business", "purpose", "subject", "writer_name"]
    list_filter = ["purpose"]
    list_select_related = ["reunion", "business"]
    search_fields = ["subject", "business__name"]
