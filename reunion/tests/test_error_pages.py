"""When something goes wrong, a kind page says what to do and leads back; it never shows our insides."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import include, path

from reunion import cast
from reunion import urls as house

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
INSIDES = ("Traceback", "SECRET", "insides", "DEBUG", "Django", "kanji@")


def breaks(error):
    @login_not_required
    def view(request):
        raise error

    return view


urlpatterns = [
    path("400/", breaks(SuspiciousOperation("insides"))),
    path("403/", breaks(PermissionDenied("insides"))),
    path("404/", breaks(Http404("insides"))),
    path("500/", breaks(ZeroDivisionError("insides"))),
    path("", include(house)),
]


@pytest.fixture
def visitor():
    """A browser that sees what the server answers, and whose forms are checked as in earnest."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        (400, "うまく受け取れませんでした"),
        (403, "この画面は開けません"),
        (404, "ページが見つかりません"),
        (500, "申し訳ありません"),
    ],
)
def test_each_error_has_a_kind_page_with_a_way_back(visitor, code, heading):
    answer = visitor.get(f"/{code}/")
    assert (answer.status_code, answer["Content-Language"]) == (code, "ja")
    assert f"<h1>{heading}</h1>" in answer.text
    assert '<a class="button" href="/' in answer.text
    assert [word for word in INSIDES if word in answer.text] == []
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_a_form_that_had_been_open_too_long_says_so(visitor):
    cast.mamagawa()
    answer = visitor.post("/mamagawa/question/", {"text": "x"})
    assert answer.status_code == 403
    assert "まだ何も登録されていません。" in answer.text
    assert '<a class="button" href="/' in answer.text
    assert [word for word in INSIDES if word in answer.text] == []


def test_a_host_that_is_not_ours_gets_the_page_too(visitor):
    answer = visitor.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "<h1>うまく受け取れませんでした</h1>" in answer.text
    assert "evil.example" not in answer.text


def test_an_error_page_speaks_the_language_that_was_chosen(visitor, settings):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for code in (400, 403, 404, 500):
        assert '<html lang="en"' in visitor.get(f"/{code}/").text
