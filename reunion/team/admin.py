from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import CalendarAddress, Invitation, Member


@admin.register(Member)
class MemberAdmin(LookOnly, admin.ModelAdmin):
    """Who joins, changes role or leaves is told to the organizers, which the desk does."""

    is_kept = False
    list_display = ["user", "reunion", "role"]
    list_select_related = ["user", "reunion"]
    list_filter = ["role"]
    search_fields = ["user__name", "user__email", "surname", "reunion__name", "reunion__slug"]


@admin.register(Invitation)
class InvitationAdmin(LookOnly, admin.ModelAdmin):
    """The code is not shown: it lets somebody in."""

    is_kept = False
    list_display = ["name", "reunion", "role", "invited_by", "made_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["reunion", "invited_by"]
    list_filter = ["role"]
    search_fields = ["name", "email"]
    exclude = ["code"]


@admin.register(CalendarAddress)
class CalendarAddressAdmin(LookOnly, admin.ModelAdmin):
    """Whose address there is, never the address itself."""

    is_kept = False
    list_display = ["member", "made_at"]
    list_select_related = ["member__user"]
    search_fields = ["member__user__name", "member__user__email"]
    exclude = ["token"]
