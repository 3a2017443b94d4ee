from django.contrib import admin

from .models import Classmate, Club, Cohort, ContactPoint, Homeroom, School, Teacher, YearbookAddress


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
