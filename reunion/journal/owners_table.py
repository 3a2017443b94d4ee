"""What the owner of the installation changes in /admin/: who may sign in, schools, years, classes, clubs.

Each change leaves its line in the journal. A thing is deleted only while nothing hangs on it but mere set-up,
so that no reunion takes its replies, its money or its letters with it. There is no deleting of many at once.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .recording import record

ADDED = gettext_lazy("管理画面で%(kind)s「%(name)s」を加えました")
CHANGED = gettext_lazy("管理画面で%(kind)s「%(name)s」を変えました")
DELETED = gettext_lazy("管理画面で%(kind)s「%(name)s」を消しました")


class OwnersTable(admin.ModelAdmin):
    is_kept = False
    actions = None
    show_full_result_count = False
    list_per_page = 50

    def name_in_journal(self, thing: models.Model) -> str:
        return str(thing)

    def log_addition(self, request, obj, message):
        self._note(request, obj, "admin_added", ADDED)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._note(request, obj, "admin_changed", CHANGED)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for thing in queryset:
            self._note(request, thing, "admin_deleted", DELETED)
        return super().log_deletions(request, queryset)

    @transaction.atomic
    def delete_view(self, request, object_id, extra_context=None) -> HttpResponse:
        found = self.model._base_manager.select_for_update().filter(pk=unquote(object_id)).first()
        allowed = found is not None and self.has_delete_permission(request, found)
        if allowed and (kinds := self.kept_on(found)):
            words = {"name": found, "kinds": "、".join(kinds)}
            messages.error(request, _("「%(name)s」には%(kinds)sがあるので、消せません。") % words)
            place = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return redirect(reverse(place, args=[object_id]))
        return super().delete_view(request, object_id, extra_context)

    def kept_on(self, thing: models.Model) -> list[str]:
        """The kinds of rows that hang on it and must stay."""
        relations = [each for each in thing._meta.related_objects if self._stays(each)]
        return [
            str(each.related_model._meta.verbose_name)
            for each in relations
            if each.related_model._base_manager.filter(**{each.field.name: thing}).exists()
        ]

    def get_deleted_objects(self, objs, request):
        """What is left of it is mere set-up, for which no permission of its own is needed."""
        named, counts, _permissions, protected = super().get_deleted_objects(objs, request)
        return named, counts, set(), protected

    def _stays(self, relation) -> bool:
        on_delete = getattr(relation, "on_delete", None)  # none, where many meet many
        if on_delete in (models.SET_NULL, models.PROTECT):
            return on_delete is models.PROTECT
        return getattr(self.admin_site._registry.get(relation.related_model), "is_kept", True)

    def _note(self, request: HttpRequest, thing: models.Model, action: str, sentence: Promise) -> None:
        words = {"kind": thing._meta.verbose_name, "name": self.name_in_journal(thing)}
        slug = getattr(thing, "slug", "")
        record(thing, action=action, sentence=sentence, words=words, actor=request.user, reunion_slug=slug)
