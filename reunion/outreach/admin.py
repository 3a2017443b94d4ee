from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reunion.journal.look_only import LookOnly

from .models import ContactLog, FamilyAnswer, SignupLink

OF_A_CLASSMATE = [
    "classmate__family_name",
    "classmate__given_name",
    "classmate__family_kana",
    "classmate__given_kana",
    "classmate__current_family_name",
]


@admin.register(ContactLog)
class ContactLogAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "reunion", "registration", "classmate", "user", "way", "result"]
    list_filter = ["way", "result"]
    list_select_related = ["reunion", "registration", "classmate", "user"]
    search_fields = ["note", "registration__reference", "registration__family_name", *OF_A_CLASSMATE]


@admin.register(SignupLink)
class SignupLinkAdmin(LookOnly, admin.ModelAdmin):
    """Without the code, which opens somebody's own form."""

    list_display = ["classmate", "reunion", "made_at", "replaced_at"]
    list_select_related = ["reunion", "classmate"]
    search_fields = OF_A_CLASSMATE
    exclude = ["code"]


@admin.register(FamilyAnswer)
class FamilyAnswerAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "whose", "what", "outcome", "decided_at", "decided_by"]
    list_filter = ["what", "outcome"]
    list_select_related = ["link__classmate", "decided_by"]
    search_fields = ["note", *[f"link__{name}" for name in OF_A_CLASSMATE]]
    exclude = ["link"]

    @admin.display(description=_("同窓生"))
    def whose(self, answer):
        return answer.link.classmate
