from django.contrib import admin

from .models import Member


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["user", "reunion", "role"]
    list_select_related = ["user", "reunion"]
    list_filter = ["role"]
    raw_id_fields = ["user"]
