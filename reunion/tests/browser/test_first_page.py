"""The first page in a browser: its states, the action at the lower edge, the flyer as one sheet of A4."""

import re

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.public.landing.names import MOST_NAMES_OPEN
from reunion.team.models import Member

from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HIGH_PHONE = {"width": 360, "height": 740}
IN_WINDOW = "it => { const at = it.getBoundingClientRect(); return at.top < innerHeight && at.bottom > 0; }"


def full(reunion):
    reunion.program_items.update(places=1)


def closed(reunion):
    Reunion.objects.filter(pk=reunion.pk).update(state="closed")


def past(reunion):
    Reunion.objects.filter(pk=reunion.pk).update(state="past")


def crowded(reunion):
    for number in range(MOST_NAMES_OPEN):
        cast.guest(reunion, classmate=cast.classmate(reunion, number=number), show_surname=True)


def named(reunion):
    for seat in Member.objects.filter(reunion=reunion):
        room = cast.homeroom(reunion)
        Member.objects.filter(pk=seat.pk).update(
            surname="武者小路", own_homeroom=room, shown_since=timezone.now()
        )


def bare(reunion):
    reunion.registrations.all().update(state="cancelled")
    reunion.venue_bookings.all().delete()


@pytest.mark.parametrize("state", [full, closed, past, crowded, named, bare])
def test_every_state_is_for_everyone(house, visit, state):
    state(house.reunion)
    page = visit(PHONE).go(house.page)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = barriers(page)
    found |= {"sideways": sideways(page), "small": small_targets(page) + small_text(page, least=18)}
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_flyer_is_for_everyone_and_one_sheet(house, visit, language):
    named(house.reunion)
    visitor = visit(PHONE)
    visitor.speaks(language)
    page = visitor.go(f"{house.page}print/")
    found = [*barriers(page), *sideways(page), *small_targets(page), *small_text(page, least=18)]
    assert found == []
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_the_action_comes_from_below_when_the_one_on_the_board_has_gone(house, visit):
    page = visit(HIGH_PHONE, java_script_enabled=True).go(house.page)
    board, below = page.locator(".hero-action .button"), page.locator(".action-bar .button")
    assert (board.evaluate(IN_WINDOW), below.evaluate(IN_WINDOW)) == (True, False)
    for place in ("#who", "#pay", "#contact"):
        page.locator(place).evaluate("it => it.scrollIntoView()")
        assert (board.evaluate(IN_WINDOW), below.evaluate(IN_WINDOW)) == (False, True)
    below.click()
    page.wait_for_url(f"**{house.page}signup/")


def test_on_a_desktop_it_stands_at_the_end(house, visit):
    page = visit(LAPTOP).go(house.page)
    contact, below = page.locator("#contact").bounding_box(), page.locator(".action-bar").bounding_box()
    assert below["y"] > contact["y"]
    assert page.locator(".action-rail").evaluate("it => getComputedStyle(it).position") == "static"


def test_photos_load_when_they_come_near_and_open_large(house, visit):
    visitor = visit(HIGH_PHONE)
    page = visitor.go(house.page)
    picture = page.locator(".photos img").first
    assert picture.get_attribute("alt") == "夕暮れの校舎"
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.photos img').complete")
    assert picture.evaluate("it => it.naturalWidth") > 0
    picture.click()
    page.wait_for_url("**/photos/*.jpg")


def test_without_script_everything_is_there(house, visit):
    crowded(house.reunion)
    page = visit(HIGH_PHONE, java_script_enabled=False).go(house.page)
    page.locator("details.name-class summary").first.click()
    assert page.locator("details.name-class[open] .name-tag").first.is_visible()
