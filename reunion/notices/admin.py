from django.contrib import admin

from reunion.journal.look_only import LookOnly

from .models import Announcement


@admin.register(Announcement)
class AnnouncementAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["created_at", "reunion", "subject", "audience", "state", "recipients"]
    list_filter = ["state", "audience"]
    list_select_related = ["reunion"]
    search_fields = ["subject"]
