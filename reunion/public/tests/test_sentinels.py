"""Nobody's data stands on a page that is open to all.

Every text of every row of every table is overwritten with a character that no page of ours uses, except the
few that are meant for everyone. Then a stranger follows every link there is, also with the forms.
"""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import models

from reunion import cast
from reunion.events.models import LineGroup, Reunion
from reunion.lib.code_picture import code_of
from reunion.registrations.models import Registration

pytestmark = pytest.mark.django_db

SECRET = "鼈"
SECRET_NUMBER = 31977
FOR_EVERYONE = {
    "roster.School": {"name"},
    "roster.Homeroom": {"grade", "label"},
    "roster.Classmate": {"family_name"},
    "roster.Teacher": {"family_name", "honorific"},
    "events.Reunion": {"slug", "name", "greeting", "contact_email", "contact_phone"},
    "events.ProgramItem": {"name", "place", "note"},
    "events.Venue": {"name", "address", "access", "map_url", "phone"},
    "events.VenueBooking": {"room"},
    "events.Photo": {"caption"},
}


def plant(marker: str) -> int:
    """Overwrites every text that is not for everyone; answers in how many columns."""
    planted = 0
    for model in apps.get_models():
        if not model.__module__.startswith("reunion."):
            continue
        assert model.objects.exists(), f"no row of {model._meta.label}: add one to cast.full_house"
        public = FOR_EVERYONE.get(model._meta.label, set())
        for field in model._meta.fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not is_text or field.name in public:
                continue
            for row in model.objects.all():
                model.objects.filter(pk=row.pk).update(**{field.name: f"{marker}{row.pk}"})
            planted += 1
    return planted


def links(base: str, page: str) -> set[str]:
    found = re.findall(r'(?:href|src|action)="([^"]+)"', page)
    here = {urldefrag(urljoin(base, link.replace("&amp;", "&"))).url for link in found}
    return {link for link in here if urlsplit(link).netloc == "testserver"}


def crawl(client, start: str = "http://testserver/") -> dict[str, str]:
    """Every page a stranger reaches by links, as one text with its headers."""
    seen, waiting = {}, {start}
    while waiting:
        url = waiting.pop()
        answer = client.get(url.removeprefix("http://testserver"))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen[url] = f"{url}\n{dict(answer.headers)}\n{body.decode(errors='replace')}"
        target = {urljoin(url, answer["Location"])} if answer.has_header("Location") else set()
        waiting |= {
            link for link in links(url, seen[url]) | target if link not in seen and "/static/" not in link
        }
    return seen


def test_no_open_page_shows_anybodys_data(client):
    reunion = cast.full_house(SECRET, number=SECRET_NUMBER)
    assert plant(SECRET) > 60
    pages = crawl(client)
    assert f"http://testserver/{reunion.slug}/signup/" in pages
    for beside in ("calendar.ics", "print/", "privacy/"):
        assert f"http://testserver/{reunion.slug}/{beside}" in pages
    assert "秋山" in pages[f"http://testserver/{reunion.slug}/"]
    leaks = [url for url, page in pages.items() if SECRET in page or str(SECRET_NUMBER) in page]
    assert leaks == []


@pytest.mark.parametrize("state", ["draft", "closed", "past"])
def test_nor_in_any_other_state_of_the_reunion(client, state):
    reunion = cast.full_house(SECRET, number=SECRET_NUMBER)
    plant(SECRET)
    Reunion.objects.update(state=state)
    pages = crawl(client) | crawl(client, f"http://testserver/{reunion.slug}/")
    assert [url for url, page in pages.items() if SECRET in page] == []


def test_nor_do_the_forms_tell_who_is_there(client):
    reunion = cast.full_house(SECRET, number=SECRET_NUMBER)
    plant(SECRET)
    name = Registration.objects.filter(classmate__family_name__contains=SECRET).get().classmate
    for email in ("", f"{SECRET}1", "a@example.jp"):
        answer = client.post(
            f"/{reunion.slug}/signup/",
            {"family_name": "池田", "given_name": "茂", "email": email, "attending": "yes", "step": "send"},
        )
        assert name.family_name not in answer.content.decode()
    codes = client.post("/accounts/login/code/", {"email": f"{SECRET}1"}, follow=True).content.decode()
    assert SECRET not in codes.replace(f"{SECRET}1", "")


def test_no_open_page_shows_a_line_group(client):
    """Neither its address nor its picture; nobody without a link of their own may join."""
    reunion = cast.full_house()
    cast.guest(reunion, show_surname=True)
    groups = LineGroup.objects.filter(reunion=reunion)
    assert groups.filter(for_staff=True).exists()
    pages = crawl(client)
    assert len(pages) > 5
    pictures = [code_of(group.invitation_url) for group in groups]
    shown = ["line.me/ti/g", *pictures]
    assert [url for url, page in pages.items() if any(part in page for part in shown)] == []
