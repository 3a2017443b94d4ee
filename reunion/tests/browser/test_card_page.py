"""The page behind a card's code: three seconds before somebody's eyes count, a hidden page does not."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from reunion.outreach.models import FamilyAnswer
from reunion.outreach.signup_links import links_of
from reunion.postcards.models import Batch, Card
from reunion.roster.models import Classmate

from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HIDDEN = "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })"


@pytest.fixture
def card(house) -> Card:
    reunion = house.reunion
    person = Classmate.objects.filter(cohort=reunion.cohort, deceased=False, do_not_contact=False).first()
    code = links_of(reunion, classmates=[person])[person.pk]
    batch = Batch.objects.create(
        reunion=reunion, name="x", posted_on=timezone.localdate(), printed_at=timezone.now()
    )
    details = {"family_name": person.family_name, "printed_address": "x", "code": code}
    return Card.objects.create(batch=batch, number=1, classmate=person, **details)


def has_arrived(card: Card) -> bool:
    card.refresh_from_db()
    return card.arrived_at is not None


def test_three_seconds_before_somebodys_eyes(card, visit):
    page = visit(PHONE).go(f"/c/{card.code}/")
    with page.expect_response("**/seen/", timeout=8000):
        assert not has_arrived(card)
    assert has_arrived(card)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_hidden_page_does_not_count(card, visit):
    visitor = visit(PHONE)
    visitor.page.add_init_script(HIDDEN)
    visitor.go(f"/c/{card.code}/").wait_for_timeout(5000)
    assert not has_arrived(card)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_family_presses_and_takes_back(card, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"/c/{card.code}/")
    page.locator("button[value=deceased]").click()
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_role("heading", name="取り消しました")).to_be_visible()
    assert FamilyAnswer.objects.get(link__code=card.code).outcome == "withdrawn"
