"""The treasurer's evening without JavaScript: one press, the figure on the first page, and the way back."""

import pytest
from playwright.sync_api import expect

from reunion import cast
from reunion.payments.models import Allocation
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho

from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def paid_people(visitor, house) -> int:
    """The large number of the figure 入金 on the first page."""
    page = visitor.go(f"{house.desk}home/")
    return int(page.locator(".figure", has_text="入金").locator("b").inner_text())


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_one_press_confirms_what_is_certain_and_another_takes_one_back(house, visit, viewport):
    organizer = visit(viewport, java_script_enabled=False)
    organizer.signs_in(house.organizer)
    before = paid_people(organizer, house)
    page = organizer.go(f"{house.desk}payments/")
    page.get_by_role("button", name="確実な2件をまとめて確定").click()
    expect(page.get_by_text("2件、合わせて24,000円を確定しました。")).to_be_visible()
    assert paid_people(organizer, house) == before + 2
    page = organizer.go(f"{house.desk}payments/?grade=matched")
    page.locator(".evidence").get_by_role("button", name="取り消す").first.click()
    expect(page.get_by_text("確定を取り消しました")).to_be_visible()
    assert paid_people(organizer, house) == before + 1


def current(page) -> str:
    return page.locator(".evidence-current .evidence-payer").inner_text()


def test_the_keyboard_alone_confirms_goes_on_and_takes_back(house, visit):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(f"{house.desk}payments/")
    expect(page.locator("[data-keys-help]")).to_be_visible()
    first = current(page)
    page.keyboard.press("ArrowRight")
    second = current(page)
    page.keyboard.press("ArrowLeft")
    assert current(page) == first != second
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    expect(page.locator(".last-press")).to_contain_text("確定しました")
    assert current(page) == second
    expect(page.locator(".evidence-current [data-main]")).to_be_focused()
    expect(page.locator(".evidence-current")).to_be_in_viewport()
    page.wait_for_timeout(500)
    page.keyboard.press("u")
    expect(page.locator(".last-press")).to_contain_text("1件の確定を取り消しました。")
    assert current(page) == first
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()


def test_an_impatient_second_enter_confirms_nothing_more(house, visit):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    before = paid_people(organizer, house)
    page = organizer.go(f"{house.desk}payments/")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".last-press")).to_be_visible()
    assert paid_people(organizer, house) == before + 1


def test_who_does_not_want_the_keys_turns_them_off_for_good(house, visit):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(f"{house.desk}payments/")
    page.get_by_role("button", name="キーの操作をやめる").click()
    page = organizer.go(f"{house.desk}payments/")
    before = current(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("/")
    assert current(page) == before
    expect(page.locator("#search-q")).not_to_be_focused()


@pytest.fixture
def namesakes(house):
    """Two of one name, and a transfer that may be of either."""
    guests = [cast.guest(house.reunion, "山本 和子 やまもと かずこ", room=room) for room in "AB"]
    data = yucho(("20261203", 99, 8000, "ヤマモト　カズコ"))
    take_in(house.reunion, data=data, file_name="namesakes.csv", actor=None)
    return guests


def test_a_digit_picks_a_namesake_and_going_back_books_nothing_twice(house, visit, namesakes):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    page = organizer.go(f"{house.desk}payments/?q=ヤマモト")
    expect(page.locator(".evidence [data-number]")).to_have_count(2)
    page.keyboard.press("2")
    expect(page.locator(".last-press")).to_contain_text("確定しました")
    page.go_back()
    page.wait_for_timeout(500)
    page.keyboard.press("1")
    page.wait_for_load_state()
    booked = Allocation.objects.filter(registration__in=namesakes)
    assert [share.registration for share in booked] == [namesakes[1]]


def test_with_the_tab_key_alone_a_line_is_confirmed(house, visit):
    organizer = visit(LAPTOP)
    organizer.signs_in(house.organizer)
    before = paid_people(organizer, house)
    page = organizer.go(f"{house.desk}payments/")
    button = page.locator(".evidence [data-main]").first
    for _press in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    expect(button).to_be_focused()
    expect(button).to_be_in_viewport(ratio=1)
    page.wait_for_timeout(500)
    page.keyboard.press("Space")
    expect(page.locator(".last-press")).to_contain_text("確定しました")
    assert paid_people(organizer, house) == before + 1
