"""On the way to Google or LINE; when such a house does not answer, the page says so and shows another way."""

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from requests import RequestException


@login_not_required
def go_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return login(request, provider_id)
    except RequestException as error:
        return render_authentication_error(request, None, exception=error)
