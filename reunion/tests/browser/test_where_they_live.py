"""Working through the addresses of the yearbook with the keyboard alone, and for everyone."""

import pytest
from playwright.sync_api import expect

from reunion.roster.models import YearbookAddress
from reunion.roster.tests.test_confirming import NESTED, printed

from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NAMES = ("三浦 茂 みうら しげる", "森 薫 もり かおる", "林 亮 はやし りょう")


@pytest.fixture
def unclear(house):
    texts = (f"{NESTED}100", f"{NESTED}7-2", "不明")
    return [
        printed(house.reunion, names, text=text, room="Z", number=number)
        for number, (names, text) in enumerate(zip(NAMES, texts, strict=True), 1)
    ]


def where(house, address) -> str:
    room = address.classmate.homeroom_id
    return f"{house.desk}roster/addresses/{address.classmate_id}/?show=choose&homeroom={room}"


def decisions(unclear) -> list[str]:
    found = YearbookAddress.objects.in_bulk([address.pk for address in unclear])
    return [found[address.pk].decision for address in unclear]


def press(page, key: str) -> None:
    page.wait_for_timeout(500)
    page.keyboard.press(key)


def test_one_key_chooses_takes_back_and_puts_off(house, visit, unclear):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(where(house, unclear[0]))
    press(page, "2")
    expect(page.locator(".address-old")).to_contain_text("7-2")
    assert decisions(unclear) == ["chosen", "", ""]
    press(page, "u")
    expect(page.locator(".address-old")).to_contain_text("100")
    assert decisions(unclear) == ["", "", ""]
    press(page, "s")
    expect(page.locator(".address-old")).to_contain_text("7-2")
    press(page, "n")
    expect(page.locator("#postal_code")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#postal_code")).to_have_value("1")
    assert decisions(unclear) == ["", "", ""]


def test_the_keys_can_be_switched_off_and_stay_off(house, visit, unclear):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(where(house, unclear[0]))
    page.get_by_role("button", name="キーの操作をやめる").click()
    organizer.go(where(house, unclear[0]))
    expect(page.get_by_role("button", name="キーの操作を使う")).to_be_visible()
    press(page, "2")
    page.wait_for_timeout(500)
    expect(page.locator(".address-old")).to_contain_text("100")
    assert decisions(unclear) == ["", "", ""]


def test_without_javascript_a_press_opens_the_next(house, visit, unclear):
    organizer = visit(PHONE, java_script_enabled=False)
    organizer.signs_in(house.organizer)
    page = organizer.go(where(house, unclear[0]))
    page.locator(".address-offer").nth(1).click()
    expect(page.locator(".address-old")).to_contain_text("7-2")
    page.get_by_role("button", name="同じ町の1件も同じにする").click()
    expect(page.locator(".address-old")).to_contain_text("不明")
    assert decisions(unclear) == ["chosen", "chosen", ""]


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_pages_are_for_everyone(house, visit, unclear, viewport):
    organizer = visit(viewport)
    organizer.signs_in(house.organizer)
    page = organizer.go(where(house, unclear[0]))
    page.locator(".address-offer").nth(1).click()
    page.wait_for_load_state()
    found = barriers(page) + sideways(page) + small_targets(page) + small_text(page, least=17)
    page = organizer.go(f"{where(house, unclear[2])}&postal_code=2720021")
    found += barriers(page) + sideways(page) + small_targets(page) + small_text(page, least=17)
    page = organizer.go(f"{house.desk}roster/addresses/")
    found += barriers(page) + sideways(page) + small_targets(page) + small_text(page, least=17)
    assert found == []
