from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import (
    AccountChange,
    BankAccount,
    CancellationStep,
    Milestone,
    ProgramItem,
    Reunion,
    Venue,
    VenueBooking,
)
from .signals import places_changed


class ProgramItemInline(admin.TabularInline):
    model = ProgramItem
    extra = 0


@admin.register(Reunion)
class ReunionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "cohort", "held_on", "state"]
    list_select_related = ["cohort__school"]
    list_filter = ["state"]
    search_fields = ["name", "slug"]
    inlines = [ProgramItemInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        places_changed.send(ProgramItem, reunion=form.instance)


@admin.register(VenueBooking)
class VenueBookingAdmin(LookOnly, admin.ModelAdmin):
    """To look only: holding and booking are steps of the desk's own pages, which write them down."""

    list_display = ["reunion", "venue", "room", "state", "held_until"]
    list_select_related = ["reunion", "venue"]
    list_filter = ["state"]


@admin.register(CancellationStep)
class CancellationStepAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["booking", "days_before", "percent"]
    list_select_related = ["booking__venue"]


@admin.register(Milestone)
class MilestoneAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "title", "due_on", "done_on"]
    list_select_related = ["reunion"]


@admin.register(BankAccount)
class BankAccountAdmin(LookOnly, admin.ModelAdmin):
    """To look only: setting the account sends letters, which the desk's own page does."""

    list_display = ["reunion", "bank", "branch"]
    list_select_related = ["reunion"]


@admin.register(AccountChange)
class AccountChangeAdmin(LookOnly, admin.ModelAdmin):
    """To look only: whoever could edit it here could confirm it alone."""

    list_display = ["reunion", "bank", "branch", "proposer_name", "proposed_at", "outcome"]
    list_select_related = ["reunion"]
    list_filter = ["outcome"]


admin.site.register(Venue)
