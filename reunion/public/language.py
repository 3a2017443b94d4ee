"""Pages speak Japanese until somebody chooses otherwise.

A guest's browser may well be set to English; the page is for classmates, so only the switch counts.
The choice is a cookie of its own, which is why answers vary by cookie. A page with a form that must not be
lost takes the choice with that form instead.
"""

from functools import wraps

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ChosenLanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def chosen_in_form(request: HttpRequest) -> str:
    """The language whose button was pressed in the form of the page; "" when another one was."""
    chosen = request.POST.get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def switched_in_form(view):
    """Decorator of a page with a form: with the button for a language it comes again in that one."""

    @wraps(view)
    def switched(request: HttpRequest, *args, **kwargs):
        language = chosen_in_form(request)
        with translation.override(language or translation.get_language()):
            response = view(request, *args, **kwargs)
        return remember_language(response, language) if language else response

    return switched


def without_errors(form: Form) -> Form:
    """A form nobody has looked through yet: all that was typed is there, and nothing is complained about."""
    form._errors = {}
    return form


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """An answer that is already in this language; the next pages will be too."""
    response.headers["Content-Language"] = language
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response
