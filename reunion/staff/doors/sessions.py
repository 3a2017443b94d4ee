"""One of the reader's own devices is signed out; all others at once is a page of the sign-in library."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    get_object_or_404(UserSession, pk=session_id, user=request.user).end()
    messages.success(request, _("ログアウトしました。"))
    return redirect("usersessions_list")
