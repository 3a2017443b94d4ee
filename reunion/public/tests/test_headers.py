"""The headers that scanners of public sites ask for, on every kind of answer."""

import pytest

from reunion import cast

pytestmark = pytest.mark.django_db

ASKED_FOR = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = (
    "/mamagawa/",
    "/mamagawa/privacy/",
    "/mamagawa/print/",
    "/mamagawa/calendar.ics",
    "/mamagawa/signup/",
    "/nowhere/",
    "/static/css/base.css",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_headers_that_are_asked_for(client, path):
    cast.mamagawa()
    answer = client.get(path, secure=True)
    assert {name: answer.headers.get(name) for name in ASKED_FOR} == ASKED_FOR
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_the_content_policy_allows_nothing_inline_and_no_other_host(client):
    cast.mamagawa()
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in client.get("/mamagawa/")["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert "unsafe" not in str(policy)


def test_only_the_preview_may_be_shown_by_others(client):
    cast.mamagawa()
    assert client.get("/mamagawa/preview.png")["Cross-Origin-Resource-Policy"] == "cross-origin"
