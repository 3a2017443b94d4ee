from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

EMPTY_PATH = "/bench/empty/"


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path(EMPTY_PATH[1:], empty), path("", include("reunion.urls"))]
