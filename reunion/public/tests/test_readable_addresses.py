import pytest
from django.urls import reverse

from reunion import cast
from reunion.registrations.links import token

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    ["staff:registrations:list", "staff:roster:list", "staff:payments:people", "staff:payments:lines"],
)
def test_a_search_with_what_nobody_can_type_is_a_search_without_it(client, name):
    reunion = cast.mamagawa()
    cast.guest(reunion)
    client.force_login(cast.member(reunion))
    address = reverse(name, args=[reunion.slug])
    page = client.get(f"{address}?q=%E9%AB%98%00%E7%94%B0&state=%00&show=%00&grade=%00&page=%00")
    assert page.status_code == 200
    assert page.wsgi_request.GET["q"] == "高田"


def test_a_classmate_is_searched_so_too(client):
    reunion = cast.mamagawa()
    waiting = cast.registration(reunion, state="waiting", family_name="高田")
    client.force_login(cast.member(reunion))
    address = reverse("staff:registrations:decide", args=[reunion.slug, waiting.pk])
    assert client.get(f"{address}?q=%00").status_code == 200


@pytest.mark.parametrize("address", ["photos/%00.jpg", "my/%00/", "signup/done/?receipt=%00", "?x=%00"])
def test_no_open_page_stumbles_over_it(client, address):
    cast.mamagawa()
    assert client.get(f"/mamagawa/{address}").status_code in {200, 302, 404}


def test_the_log_tells_no_key_of_a_personal_page(client, caplog):
    guest = cast.guest(cast.mamagawa())
    key = token(guest)
    for _press in range(32):
        page = client.post(f"/mamagawa/my/{key}/resend/", {"address": "x@mail.example"})
    assert page.status_code == 429
    assert ("/mamagawa/my/…/resend/" in caplog.text, key in caplog.text) == (True, False)
