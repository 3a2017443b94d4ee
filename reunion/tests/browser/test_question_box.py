"""The question box on the narrowest phone: with and without JavaScript, by keyboard alone, for everyone."""

import pytest
from playwright.sync_api import Page, expect

from reunion.mail.models import InboundLetter

from .looking import barriers, sideways, small_targets, small_text
from .test_signing_up import tab_to
from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TYPED = {
    "name": "加藤 明",
    "contact": "ａｋｉｒａ＠example.jp",
    "text": "駐車場はありますか。\n足が悪いので、近くまで車で行きたいのです。",
}
THANKS = "お便りを受け取りました"


def write(page: Page, **changes: str) -> None:
    for name, text in (TYPED | changes).items():
        page.locator(f"[name={name}]").fill(text)


def send(page: Page) -> None:
    page.get_by_role("button", name="幹事に送る").click()


def typed(page: Page) -> dict[str, str]:
    return {name: page.locator(f"[name={name}]").input_value() for name in TYPED}


def written(house) -> list[tuple[str, str, str, str]]:
    """What has come besides the letters of the furnished house."""
    letters = InboundLetter.objects.filter(reunion=house.reunion).order_by("id")[2:]
    return [(letter.name, letter.contact, letter.text, letter.about) for letter in letters]


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_guest_writes_to_the_organizers(house, visit, with_script):
    guest = visit(PHONE, java_script_enabled=with_script)
    page = guest.go(f"{house.page}question/")
    expect(page.locator("[name=website]")).to_be_hidden()
    write(page)
    send(page)
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert written(house) == [("加藤 明", "akira@example.jp", TYPED["text"], "")]


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_mistake_keeps_every_word_and_leads_to_its_field(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}question/?about=reach")
    write(page, name="", contact="090-12")
    send(page)
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("お名前を書いてください。")
    if with_script:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="お返事の宛先").click()
    expect(page.locator("[name=contact]")).to_be_focused()
    assert typed(page) == TYPED | {"name": "", "contact": "090-12"}
    page.fill("[name=name]", "加藤")
    page.fill("[name=contact]", "")
    send(page)
    expect(page.get_by_text("宛先がないため、お返事はできません。")).to_be_visible()
    assert written(house) == [("加藤", "", TYPED["text"], "reach")]


def test_the_keyboard_alone_is_enough(house, visit):
    page = visit(PHONE).go(f"{house.page}question/")
    for name in TYPED:
        tab_to(page, f"[name={name}]")
        page.keyboard.insert_text(TYPED[name])
    tab_to(page, "form#question button:not([name])")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert len(written(house)) == 1


def test_the_enter_key_in_a_line_sends_and_does_not_switch_the_language(house, visit):
    page = visit(PHONE).go(f"{house.page}question/")
    write(page)
    page.locator("[name=name]").press("Enter")
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "ja"


def test_two_quick_presses_are_one_letter_and_the_way_back_keeps_every_word(house, visit):
    page = visit(PHONE).go(f"{house.page}question/")
    write(page)
    page.get_by_role("button", name="幹事に送る").dblclick()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    page.go_back()
    page.wait_for_selector("[name=text]")
    assert len(written(house)) == 1
    assert typed(page) == TYPED
    page.fill("[name=text]", "電車で行きます。")
    send(page)
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert [letter[2] for letter in written(house)] == [TYPED["text"], "電車で行きます。"]


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_the_language_is_switched_without_losing_a_word(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}question/")
    write(page, contact="")
    page.locator("button[name=language]").click()
    page.wait_for_selector("html[lang=en]")
    assert typed(page) == TYPED | {"contact": ""}
    page.reload()
    page.wait_for_selector("html[lang=en]")
    assert written(house) == []


def empty(page: Page) -> None:
    """As it opens."""


def with_mistakes(page: Page) -> None:
    page.fill("[name=contact]", "yuko@gmial.com")
    press(page)
    page.wait_for_selector("[data-error-summary]")


def too_many(page: Page) -> None:
    address = page.url
    for _letter in range(4):
        page.goto(address)
        write(page, contact="suzuki@example.jp")
        press(page)
        page.wait_for_selector(".done, [data-error-summary]")
    page.wait_for_selector("[data-error-summary]")


def thanks(page: Page) -> None:
    write(page, contact="")
    press(page)
    page.wait_for_selector(".done")


def press(page: Page) -> None:
    page.locator("form#question button:not([name])").click()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_state_is_for_everyone(house, visit, language):
    visitor = visit(PHONE)
    visitor.speaks(language)
    found = {}
    for question in ("question/", "question/?about=reach"):
        for state in (empty, with_mistakes, too_many, thanks):
            page = visitor.go(f"{house.page}{question}")
            state(page)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found[question, state.__name__, scheme] = barriers(page)
            found[question, state.__name__] = (
                sideways(page) + small_targets(page) + small_text(page, least=18)
            )
    assert {where: what for where, what in found.items() if what} == {}


def test_closed_and_past_reunions_take_letters_too(house, visit):
    page = visit(PHONE).go(f"/{house.closed.slug}/question/")
    write(page)
    send(page)
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    assert InboundLetter.objects.get(reunion=house.closed).text == TYPED["text"]
