"""Every page for guests: no barrier, no scrolling to the side, nothing too small.

In both languages, light and dark, and 320 px wide, which is also 1280 px enlarged to 400 %.
"""

import pytest

from .guest import check, fill_in, send
from .looking import barriers, sideways, small_targets, small_text
from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def form(visitor, house):
    visitor.go(f"{house.page}signup/")


def form_with_mistakes(visitor, house):
    form(visitor, house)
    visitor.page.locator("[name=phone]").fill("090-12")
    visitor.page.locator("[name=email]").fill("a@docomo.ne.jo")
    check(visitor.page)
    visitor.page.wait_for_selector("[data-error-summary]")


def confirmation(visitor, house):
    form(visitor, house)
    fill_in(visitor.page)
    check(visitor.page)
    visitor.page.wait_for_selector("button[value=send]")


def done(visitor, house):
    confirmation(visitor, house)
    send(visitor.page)
    visitor.page.wait_for_selector(".done")


def lost_link_with_mistake(visitor, house):
    visitor.go(f"{house.page}link/")
    visitor.page.locator("[name=address]").fill("a@docomo.ne.jo")
    visitor.page.locator("#link .button").click()
    visitor.page.wait_for_selector("[data-error-summary]")


def lost_link_asked_for(visitor, house):
    visitor.go(f"{house.page}link/")
    visitor.page.locator("[name=address]").fill("nobody@example.jp")
    visitor.page.locator("#link .button").click()
    visitor.page.wait_for_url("**/link/done/")


def at(path):
    return lambda visitor, house: visitor.go(path.format(house=house))


PAGES = {
    "landing": at("{house.page}"),
    "choice of reunions": at("/"),
    "form": form,
    "form with mistakes": form_with_mistakes,
    "confirmation": confirmation,
    "done": done,
    "closed": at("/closed/signup/"),
    "landing of a closed reunion": at("/closed/"),
    "privacy": at("{house.page}privacy/"),
    "personal page": at("{house.personal_page}"),
    "lost link": at("{house.page}link/"),
    "lost link with a mistake": lost_link_with_mistake,
    "lost link asked for": lost_link_asked_for,
    "unknown link": at("{house.page}my/abc/"),
    "not found": at("/nothing-here/"),
    "sign-in": at("/accounts/login/"),
    "sign-in by mail": at("/accounts/login/code/"),
    "demo sign-in": at("/staff/demo/"),
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_public_page_is_for_everyone(house, visit, language):
    visitor = visit(PHONE)
    visitor.speaks(language)
    found = {}
    for name, open_page in PAGES.items():
        open_page(visitor, house)
        page = visitor.page
        page.emulate_media(color_scheme="light")
        found[name, "light"] = barriers(page)
        found[name, "sideways"] = sideways(page)
        found[name, "small"] = small_targets(page) + small_text(
            page, least=17 if page.locator("html.staff").count() else 18
        )
        page.emulate_media(color_scheme="dark")
        found[name, "dark"] = barriers(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("page_name", ["landing", "form", "personal page", "unknown link"])
def test_the_language_can_be_switched_everywhere(house, visit, page_name):
    """Also where the page may name no origin, as on a guest's own page."""
    visitor = visit(PHONE)
    PAGES[page_name](visitor, house)
    address = visitor.page.url
    visitor.page.locator("button[name=language]").click()
    visitor.page.wait_for_selector("html[lang=en]")
    assert visitor.page.url == address
