from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reunion.team.access import EVERYONE, for_roles, reunions_of


def reunions(request: HttpRequest) -> HttpResponse:
    """Straight to the desk when there is one reunion; a choice when there are more."""
    mine = list(reunions_of(request.user))
    if len(mine) == 1:
        return redirect("staff:home:home", mine[0].slug)
    return render(request, "staff/reunions.html", {"reunions": mine})


@for_roles(EVERYONE)
def to_home(request: HttpRequest) -> HttpResponse:
    return redirect("staff:home:home", request.reunion.slug)
