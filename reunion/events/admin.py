from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reunion.journal.look_only import LookOnly
from reunion.journal.owners_table import OwnersTable

from .models import (
    AccountChange,
    BankAccount,
    CancellationStep,
    LineGroup,
    Milestone,
    Photo,
    PlanChange,
    ProgramItem,
    RefundStep,
    Reunion,
    Venue,
    VenueBooking,
)

OF_A_REUNION = ["reunion__name", "reunion__slug"]


class ProgramItemInline(LookOnly, admin.TabularInline):
    model = ProgramItem
    extra = 0


@admin.register(Reunion)
class ReunionAdmin(LookOnly, OwnersTable):
    """Changed at the desk; one that was made by mistake may be deleted here, while it is empty."""

    list_display = ["name", "slug", "cohort", "held_on", "state"]
    list_select_related = ["cohort__school"]
    list_filter = ["state"]
    search_fields = ["name", "slug", "cohort__school__name"]
    inlines = [ProgramItemInline]

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(ProgramItem)
class ProgramItemAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["reunion", "name", "kind", "starts_at", "fee", "places"]
    list_select_related = ["reunion"]
    list_filter = ["kind"]
    search_fields = ["name", "place", *OF_A_REUNION]


@admin.register(Venue)
class VenueAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["name", "address", "phone"]
    search_fields = ["name", "address", "phone"]


@admin.register(VenueBooking)
class VenueBookingAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "venue", "room", "state", "held_until"]
    list_select_related = ["reunion", "venue"]
    list_filter = ["state"]
    search_fields = ["venue__name", "room", *OF_A_REUNION]


@admin.register(CancellationStep)
class CancellationStepAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["booking", "days_before", "percent"]
    list_select_related = ["booking__venue"]
    search_fields = ["booking__venue__name"]


@admin.register(Milestone)
class MilestoneAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["reunion", "what", "due_on", "done_on"]
    list_select_related = ["reunion"]
    search_fields = ["name", "step", *OF_A_REUNION]

    @admin.display(description=_("予定"))
    def what(self, milestone):
        return milestone.title


@admin.register(RefundStep)
class RefundStepAdmin(LookOnly, admin.ModelAdmin):
    is_kept = False
    list_display = ["reunion", "until", "percent"]
    list_select_related = ["reunion"]
    search_fields = OF_A_REUNION


@admin.register(LineGroup)
class LineGroupAdmin(LookOnly, admin.ModelAdmin):
    """Without the invitation: whoever has it joins the group."""

    is_kept = False
    list_display = ["reunion", "homeroom", "for_staff"]
    list_select_related = ["reunion", "homeroom"]
    list_filter = ["for_staff"]
    search_fields = ["homeroom__label", *OF_A_REUNION]
    exclude = ["invitation_url"]


@admin.register(Photo)
class PhotoAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "caption", "position", "added_at"]
    list_select_related = ["reunion"]
    search_fields = ["caption", *OF_A_REUNION]
    exclude = ["small", "large"]


@admin.register(BankAccount)
class BankAccountAdmin(LookOnly, admin.ModelAdmin):
    """Setting the account sends letters, which the desk's own page does."""

    is_kept = False
    list_display = ["reunion", "bank", "branch", "in_question"]
    list_select_related = ["reunion"]
    search_fields = ["bank", "branch", *OF_A_REUNION]


@admin.register(AccountChange)
class AccountChangeAdmin(LookOnly, admin.ModelAdmin):
    """Whoever could edit it here could confirm it alone."""

    list_display = ["reunion", "bank", "branch", "proposer_name", "proposed_at", "outcome"]
    list_select_related = ["reunion"]
    list_filter = ["outcome"]
    search_fields = ["bank", "branch", "proposer_name", *OF_A_REUNION]


@admin.register(PlanChange)
class PlanChangeAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "was_held_on", "was_place", "changed_at", "settled_at"]
    list_select_related = ["reunion"]
    search_fields = OF_A_REUNION
