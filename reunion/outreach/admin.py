from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import ContactLog


@admin.register(ContactLog)
class ContactLogAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["at", "reunion", "registration", "classmate", "user", "way", "result"]
    list_filter = ["way", "result"]
    list_select_related = ["reunion", "registration", "classmate", "user"]
    search_fields = ["note"]
