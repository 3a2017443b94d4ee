"""The owner's pages at /admin/: entered by the door of the desk, and with a second step.

There is no second door: who is not signed in comes in at /accounts/. Everything stands there that the desk
guards with a second step, so it was shown in this session within the last hour; an owner without one is led
to set it up first. Only our own tables are there: those of the libraries hold keys, such as the secret of an
app that shows digits.
"""

from collections.abc import Iterable

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from .second_step import WAY_BACK, ask_for_it, has_second_step, shown_lately

COUNTS_FOR_SECONDS = 60 * 60


class OwnersSite(AdminSite):
    site_header = _("管理画面")
    site_title = _("管理画面")
    index_title = _("すべての表")
    site_url = "/staff/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        ours = [model for model in models if model.__module__.startswith("reunion.")]
        super().register(ours, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            return self._second_step(request) or view(request, *args, **kwargs)

        return super().admin_view(guarded, cacheable)

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Whoever gets here is signed in already: an owner goes on, anybody else has no business here."""
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def _second_step(self, request: HttpRequest) -> HttpResponse | None:
        if not self.has_permission(request):
            return None
        if shown_lately(request, seconds=COUNTS_FOR_SECONDS):
            request.session.pop(WAY_BACK, None)
            return None
        if not has_second_step(request.user):
            return redirect(f"{reverse('doors:second_step')}?{urlencode({'next': request.get_full_path()})}")
        return ask_for_it(request)
