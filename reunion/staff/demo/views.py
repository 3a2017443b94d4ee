from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from reunion.team.demo_sign_in import demo_members

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The members of the demo, one button each. Without a demo there is no such page."""
    members = demo_members().prefetch_related("homerooms")
    if request.method == "POST":
        number = request.POST.get("member", "")
        member = get_object_or_404(members, pk=number if number.isdecimal() else 0)
        login(request, member.user, backend=BACKEND)
        UserSession.objects.create_from_request(request)
        return redirect("staff:home:home", member.reunion.slug)
    if not members.exists():
        raise Http404
    return render(request, "staff/demo/sign_in.html", {"members": members})
