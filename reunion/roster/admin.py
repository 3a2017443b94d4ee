from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import (
    Classmate,
    Club,
    Cohort,
    ContactPoint,
    Homeroom,
    MergedRow,
    School,
    SetApart,
    Teacher,
    YearbookAddress,
)


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    list_display = ["name"]


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):
    list_display = ["__str__", "graduated_year", "graduated_month"]
    list_select_related = ["school"]


@admin.register(Homeroom)
class HomeroomAdmin(admin.ModelAdmin):
    list_display = ["__str__", "cohort"]
    list_select_related = ["cohort__school"]


@admin.register(Club)
class ClubAdmin(admin.ModelAdmin):
    list_display = ["name", "cohort"]
    list_select_related = ["cohort__school"]


class YearbookAddressInline(admin.StackedInline):
    model = YearbookAddress


class ContactPointInline(admin.TabularInline):
    model = ContactPoint
    extra = 0


@admin.register(Classmate)
class ClassmateAdmin(admin.ModelAdmin):
    list_display = ["school_name", "homeroom", "number", "school_kana", "deceased", "do_not_contact", "doubt"]
    list_select_related = ["homeroom"]
    list_filter = ["deceased", "do_not_contact"]
    search_fields = ["family_name", "given_name", "family_kana", "current_family_name"]
    raw_id_fields = ["cohort", "homeroom", "clubs"]
    inlines = [YearbookAddressInline, ContactPointInline]


@admin.register(Teacher)
class TeacherAdmin(admin.ModelAdmin):
    list_display = ["__str__", "homeroom", "deceased", "do_not_contact"]
    list_select_related = ["homeroom"]
    raw_id_fields = ["cohort", "homeroom"]


@admin.register(SetApart)
class SetApartAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["first", "second", "said_by", "said_at"]
    list_select_related = ["first", "second", "said_by"]
    search_fields = ["first__family_name", "first__family_kana", "second__family_name"]
    show_full_result_count = False


@admin.register(MergedRow)
class MergedRowAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["classmate"]
    list_select_related = ["classmate"]
    search_fields = ["classmate__family_name", "classmate__family_kana"]
    show_full_result_count = False
