from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reunion.journal.look_only import LookOnly
from reunion.journal.owners_table import OwnersTable

from .models import (
    Classmate,
    Club,
    Cohort,
    ContactPoint,
    Homeroom,
    MergedRow,
    RosterUpload,
    School,
    SetApart,
    Teacher,
    UploadedRow,
    YearbookAddress,
)
from .searching import search

OF_A_CLASSMATE = [
    "classmate__family_name",
    "classmate__given_name",
    "classmate__family_kana",
    "classmate__given_kana",
    "classmate__current_family_name",
]


@admin.register(School)
class SchoolAdmin(OwnersTable):
    list_display = ["name"]
    search_fields = ["name"]


@admin.register(Cohort)
class CohortAdmin(OwnersTable):
    list_display = ["__str__", "graduated_year", "graduated_month"]
    list_select_related = ["school"]
    search_fields = ["school__name", "graduated_year"]


@admin.register(Homeroom)
class HomeroomAdmin(OwnersTable):
    list_display = ["__str__", "cohort"]
    list_select_related = ["cohort__school"]
    search_fields = ["grade", "label", "cohort__school__name"]


@admin.register(Club)
class ClubAdmin(OwnersTable):
    list_display = ["name", "cohort"]
    list_select_related = ["cohort__school"]
    search_fields = ["name", "cohort__school__name"]


class YearbookAddressInline(LookOnly, admin.StackedInline):
    model = YearbookAddress


class ContactPointInline(LookOnly, admin.TabularInline):
    model = ContactPoint
    extra = 0


@admin.register(Classmate)
class ClassmateAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["name", "homeroom", "number", "kana", "deceased", "do_not_contact", "doubt"]
    list_select_related = ["homeroom"]
    list_filter = ["deceased", "do_not_contact"]
    search_fields = ["family_name", "given_name", "family_kana", "given_kana", "current_family_name"]
    search_help_text = _("名字・名前・かな・クラス・番号・部活・電話・メール")
    inlines = [YearbookAddressInline, ContactPointInline]

    @admin.display(description=_("在学時の名前"), ordering="family_kana")
    def name(self, classmate):
        return classmate.school_name

    @admin.display(description=_("かな"), ordering="family_kana")
    def kana(self, classmate):
        return classmate.school_kana

    def get_search_results(self, request, queryset, search_term):
        """As at the desk."""
        return search(queryset, search_term), False


@admin.register(ContactPoint)
class ContactPointAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["classmate", "kind", "value", "created_at"]
    list_select_related = ["classmate"]
    list_filter = ["kind"]
    search_fields = ["value", *OF_A_CLASSMATE]


@admin.register(YearbookAddress)
class YearbookAddressAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["classmate", "printed_address", "grade", "postal_code", "municipality", "town"]
    list_select_related = ["classmate"]
    list_filter = ["grade"]
    search_fields = ["printed_address", "postal_code", "municipality", "town", *OF_A_CLASSMATE]


@admin.register(Teacher)
class TeacherAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "homeroom", "deceased", "do_not_contact"]
    list_select_related = ["homeroom"]
    list_filter = ["deceased", "do_not_contact"]
    search_fields = ["family_name", "given_name", "family_kana", "given_kana", "postal_code", "address"]


@admin.register(SetApart)
class SetApartAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["first", "second", "said_by", "said_at"]
    list_select_related = ["first", "second", "said_by"]
    search_fields = ["first__family_name", "first__family_kana", "second__family_name", "second__family_kana"]


@admin.register(MergedRow)
class MergedRowAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["classmate"]
    list_select_related = ["classmate"]
    search_fields = OF_A_CLASSMATE


@admin.register(RosterUpload)
class RosterUploadAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["file_name", "cohort", "asked_by", "asked_at", "read_at", "confirmed_at", "taken_in_at"]
    list_select_related = ["cohort__school", "asked_by"]
    search_fields = ["file_name"]


@admin.register(UploadedRow)
class UploadedRowAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["upload", "row", "kind", "name"]
    list_select_related = ["upload"]
    search_fields = ["name"]
