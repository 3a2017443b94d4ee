from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import ContactLog, FamilyAnswer, SignupLink


@admin.register(ContactLog)
class ContactLogAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "reunion", "registration", "classmate", "user", "way", "result"]
    list_filter = ["way", "result"]
    list_select_related = ["reunion", "registration", "classmate", "user"]
    search_fields = ["note"]


@admin.register(SignupLink)
class SignupLinkAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["code", "reunion", "classmate", "made_at"]
    list_select_related = ["reunion", "classmate"]
    search_fields = ["code"]


@admin.register(FamilyAnswer)
class FamilyAnswerAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "link", "what", "outcome", "decided_at", "decided_by"]
    list_filter = ["what", "outcome"]
    list_select_related = ["link", "decided_by"]
