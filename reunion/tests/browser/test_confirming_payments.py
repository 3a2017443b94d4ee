"""The treasurer's evening without JavaScript: one press, the figure on the first page, and the way back."""

import pytest
from playwright.sync_api import expect

from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def paid_people(visitor, house) -> str:
    """The large number of the figure 入金 on the first page."""
    page = visitor.go(f"{house.desk}home/")
    return page.locator(".figure", has_text="入金").locator("b").inner_text()


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_one_press_confirms_what_is_certain_and_another_takes_one_back(house, visit, viewport):
    organizer = visit(viewport, java_script_enabled=False)
    organizer.signs_in(house.organizer)
    assert paid_people(organizer, house) == "0"
    page = organizer.go(f"{house.desk}payments/")
    page.get_by_role("button", name="確実な2件をまとめて確定").click()
    expect(page.get_by_text("2件、合わせて24,000円を確定しました。")).to_be_visible()
    assert paid_people(organizer, house) == "2"
    page = organizer.go(f"{house.desk}payments/?grade=matched")
    page.get_by_role("button", name="取り消す").first.click()
    expect(page.get_by_text("確定を取り消しました")).to_be_visible()
    assert paid_people(organizer, house) == "1"
