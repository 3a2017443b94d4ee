"""From the public page to 完了, as people of sixty do it: on a phone, on a laptop, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from reunion.registrations.models import Registration, State

from .guest import TYPED, check, fill_in, send, typed
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def registration_of(house) -> Registration:
    return Registration.objects.get(reunion=house.reunion, email=TYPED["email"])


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_guest_signs_up_within_three_page_loads(house, visit, viewport, with_script):
    guest = visit(viewport, java_script_enabled=with_script)
    page = guest.go(house.page)
    page.locator(f"a[href='{house.page}signup/']").first.click()
    expect(page.locator("[aria-current=step]")).to_contain_text("入力")
    guest.loads = 0
    fill_in(page)
    check(page)
    expect(page.get_by_text("090-1234-5678").or_(page.get_by_text(TYPED["phone"]))).to_be_visible()
    send(page)
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    assert guest.loads <= 3
    registration = registration_of(house)
    assert (registration.state, registration.classmate.family_name) == (State.COMING, "加藤")
    assert list(registration.chosen_items.values_list("item__kind", flat=True).order_by("item__kind")) == [
        "after_party",
        "main",
    ]


def tab_to(page, selector: str) -> None:
    """Walks on with the Tab key, as far as a patient person would."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def test_the_keyboard_alone_is_enough(house, visit):
    guest = visit(LAPTOP)
    page = guest.go(house.page)
    tab_to(page, f"a[href='{house.page}signup/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signup/")
    tab_to(page, "[name=attending]")
    page.keyboard.press("Space")
    tab_to(page, "[name=homeroom]")
    page.keyboard.press("ArrowDown")
    for name in ("family_name", "given_name", "family_kana", "given_kana", "email", "phone"):
        tab_to(page, f"[name={name}]")
        page.keyboard.insert_text(TYPED[name])
    tab_to(page, "[name=items]")
    page.keyboard.press("Space")
    tab_to(page, "button[value=check]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=send]")
    tab_to(page, "button[value=send]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    assert registration_of(house).homeroom.label == "A"


def test_whatever_has_the_focus_can_be_seen(house, visit):
    """The ring is drawn, and the button that sticks to the lower edge hides nothing that has the focus."""
    page = visit(PHONE).go(f"{house.page}signup/")
    hidden = []
    for _step in range(40):
        page.keyboard.press("Tab")
        hidden += page.evaluate("""() => {
          const it = document.activeElement;
          if (it === document.body) return [];
          const shown = it.matches('[type=radio], [type=checkbox]') ? it.labels[0] : it;
          const box = shown.getBoundingClientRect();
          const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const seen = middle && (shown.contains(middle) || middle.contains(shown));
          const ring = [it, shown].some(drawn => getComputedStyle(drawn).outlineStyle !== 'none');
          return seen && ring ? [] : [`${it.name || it.textContent}: seen ${seen}, ring ${ring}`];
        }""")
    assert hidden == []


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_the_browsers_back_button_keeps_what_was_typed(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}signup/")
    fill_in(page)
    check(page)
    page.wait_for_selector("button[value=send]")
    page.go_back()
    page.wait_for_selector("button[value=check]")
    assert typed(page) == TYPED
    check(page)
    send(page)
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    assert registration_of(house).note == TYPED["note"]


def test_back_also_keeps_everything_after_a_mistake(house, visit):
    page = visit(PHONE).go(f"{house.page}signup/")
    fill_in(page, phone="090-12")
    check(page)
    page.fill("[name=phone]", TYPED["phone"])
    check(page)
    page.wait_for_selector("button[value=send]")
    page.go_back()
    page.wait_for_selector("button[value=check]")
    assert typed(page) == TYPED
    page.go_forward()
    send(page)
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    assert registration_of(house).state == State.COMING


def test_the_button_back_on_the_page_keeps_what_was_typed(house, visit):
    page = visit(PHONE).go(f"{house.page}signup/")
    fill_in(page)
    check(page)
    page.locator("button[value=change]").click()
    page.wait_for_selector("button[value=check]")
    assert typed(page) == TYPED
    assert page.locator("[name=attending]:checked").input_value() == "yes"


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_mistake_keeps_what_was_typed_and_leads_to_its_field(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}signup/")
    fill_in(page, phone="090-12", given_name="")
    check(page)
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("電話番号が10桁か11桁になっていません。例 090-1234-5678")
    assert typed(page) == TYPED | {"phone": "090-12", "given_name": ""}
    if with_script:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="電話番号").click()
    expect(page.locator("[name=phone]")).to_be_focused()
    assert not Registration.objects.filter(reunion=house.reunion, email=TYPED["email"]).exists()


def test_two_quick_presses_sign_up_once(house, visit):
    page = visit(PHONE).go(f"{house.page}signup/")
    fill_in(page)
    check(page)
    page.locator("button[value=send]").dblclick()
    expect(page.get_by_role("heading", name="お知らせを受け取りました")).to_be_visible()
    assert registration_of(house).state == State.COMING


def test_the_pages_are_dressed(house, visit):
    """Style sheets really arrive: without them every other look at a page would see a bare one."""
    page = visit(PHONE).go(f"{house.page}signup/")
    assert page.evaluate("getComputedStyle(document.body.querySelector('.board')).backgroundColor") == (
        "rgb(36, 80, 60)"
    )
