"""A pile of cards that came back, by number and reason, with the keyboard alone; and what cards brought."""

import pytest
from playwright.sync_api import expect

from reunion.postcards.models import Card
from reunion.postcards.tests.piles import people_at_home, posted_batch

from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def batch(house):
    people_at_home(house.reunion, 6)
    return posted_batch(house.reunion, days_ago=30)


def test_five_cards_are_noted_with_ten_keys_each(house, visit, batch):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(f"{house.desk}postcards/returned/")
    numbers = list(batch.cards.values_list("number", flat=True)[:5])
    for number, reason in zip(numbers, "12345", strict=True):
        page.keyboard.type(f"{batch.pk}ー{number}")
        page.keyboard.press("Enter")
        with page.expect_navigation():
            page.keyboard.press(reason)
        expect(page.locator("main")).to_contain_text(f"{batch.pk}-{number}")
    noted = Card.objects.filter(batch=batch).returned().order_by("number")
    reasons = ["unknown", "incomplete", "moved", "kept", "refused"]
    assert list(noted.values_list("number", "returned_reason")) == list(zip(numbers, reasons, strict=True))


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_pages_of_cards_are_for_everyone(house, visit, batch, viewport):
    card = batch.cards.first()
    organizer = visit(viewport)
    organizer.signs_in(house.organizer)
    found = []
    for place in (
        "returned/", f"returned/?code={card.code}", f"{batch.pk}/", "brought/", "brought/posted/",
        "left-out/answered/", "answers/", "",
    ):  # fmt: skip
        page = organizer.go(f"{house.desk}postcards/{place}")
        found += [(place, each) for each in barriers(page) + sideways(page) + small_targets(page)]
        found += [(place, each) for each in small_text(page, least=14)]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_behind_a_card_is_for_everyone(house, visit, batch, scheme, language):
    family = visit(PHONE, color_scheme=scheme)
    page = family.go(f"/c/{batch.cards.first().code}/")
    if language == "en":
        page.get_by_role("button", name="English").first.click()
        page.wait_for_load_state()
    assert barriers(page) + sideways(page) + small_targets(page) + small_text(page, least=17) == []
