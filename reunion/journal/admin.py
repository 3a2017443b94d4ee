"""The journal; and who may sign in, since changing that leaves its line here."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from reunion.accounts.models import User

from .look_only import LookOnly
from .models import Entry
from .owners_table import OwnersTable


@admin.register(Entry)
class EntryAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["recorded_at", "actor_name", "reunion_slug", "action", "sentence"]
    list_filter = ["action"]
    search_fields = ["sentence", "actor_name", "thing", "reunion_slug"]


@admin.register(User)
class UserAdmin(OwnersTable, DjangoUserAdmin):
    """Nobody is deleted: what they did stays theirs. Who is not active is out at the next request."""

    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("できること"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        return False

    def name_in_journal(self, thing):
        return thing.name or f"No. {thing.pk}"

    def save_model(self, request, obj, form, change):
        """An address that is no longer theirs receives no more numbers."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()
