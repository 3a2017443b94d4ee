from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import Agreement, Forgetting


@admin.register(Forgetting)
class ForgettingAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["reunion", "at", "by", "with_roster"]
    search_fields = ["reunion__name", "reunion__slug"]
    list_select_related = ["reunion", "by"]


@admin.register(Agreement)
class AgreementAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "given_at"]
    list_select_related = ["classmate", "teacher"]
    search_fields = ["classmate__family_name", "classmate__given_name", "teacher__family_name"]
