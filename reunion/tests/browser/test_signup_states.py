"""The signup form in every state: no barrier, and what script adds to it works."""

import pytest
from playwright.sync_api import expect

from reunion.registrations.models import Registration

from .guest import check, fill_in, send
from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DOCOMO = "yuko..58@docomo.ne.jp"


def form(visitor, house):
    visitor.go(f"{house.page}signup/")


def unfolded(visitor, house):
    form(visitor, house)
    for summary in visitor.page.locator("details.fold > summary").all():
        summary.click()


def carrier(visitor, house):
    form(visitor, house)
    fill_in(visitor.page, email=DOCOMO)
    visitor.page.locator("[name=phone]").focus()


def confirmed_carrier(visitor, house):
    carrier(visitor, house)
    check(visitor.page)


def full(visitor, house):
    house.reunion.program_items.update(places=0)
    form(visitor, house)


def full_at_the_last_press(visitor, house):
    house.reunion.program_items.update(places=None)
    form(visitor, house)
    fill_in(visitor.page)
    check(visitor.page)
    visitor.page.wait_for_selector("button[value=send]")
    house.reunion.program_items.update(places=0)
    send(visitor.page)
    visitor.page.wait_for_selector("button[value=wait]")
    house.reunion.program_items.update(places=None)


def no_way_to_reach(visitor, house):
    form(visitor, house)
    fill_in(visitor.page, email="", phone="")
    check(visitor.page)


def slip(visitor, house):
    form(visitor, house)
    fill_in(visitor.page, email="")
    check(visitor.page)
    send(visitor.page)
    visitor.page.wait_for_selector(".slip")


def teachers_form(visitor, house):
    visitor.go(f"{house.page}signup/teacher/")


def teachers_slip(visitor, house):
    teachers_form(visitor, house)
    visitor.page.locator("[name=attending][value=yes]").check()
    visitor.page.locator("[name=family_name]").fill("原田")
    check(visitor.page)
    send(visitor.page)
    visitor.page.wait_for_selector(".slip")


STATES = [
    unfolded,
    carrier,
    confirmed_carrier,
    full,
    full_at_the_last_press,
    no_way_to_reach,
    slip,
    teachers_form,
    teachers_slip,
]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_state_of_the_form_is_for_everyone(house, visit, language):
    visitor = visit(PHONE)
    visitor.speaks(language)
    found = {}
    for state in STATES:
        state(visitor, house)
        page = visitor.page
        page.emulate_media(color_scheme="light")
        found[state.__name__, "light"] = barriers(page)
        found[state.__name__, "small"] = sideways(page) + small_targets(page) + small_text(page, least=18)
        page.emulate_media(color_scheme="dark")
        found[state.__name__, "dark"] = barriers(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_whoever_declines_sees_nothing_about_the_day(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}signup/")
    day, next_time = page.locator("[name=items]").first, page.locator("[name=keep_for_next_time]")
    expect(day).to_be_visible()
    expect(next_time).to_be_hidden()
    page.locator("[name=attending][value=no]").check()
    expect(day).to_be_hidden()
    expect(next_time).to_be_visible()


def test_a_carriers_notice_appears_when_the_address_has_been_typed(house, visit):
    visitor = visit(LAPTOP)
    carrier(visitor, house)
    notice = visitor.page.locator("[data-carrier]:visible")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("docomoのメールは、届かないことがあります")
    expect(visitor.page.locator("[name=line_is_fine]")).to_be_visible()
    fill_in(visitor.page, email="ｙｕｋｏ＠ｅｘａｍｐｌｅ．ｊｐ")
    visitor.page.locator("[name=phone]").focus()
    expect(notice).to_have_count(0)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_the_way_to_a_second_way_of_contact_keeps_everything(house, visit, with_script):
    guest = visit(PHONE, java_script_enabled=with_script)
    page = guest.go(f"{house.page}signup/")
    fill_in(page, email=DOCOMO)
    check(page)
    page.locator("button[formaction]").click()
    page.wait_for_url("**#second-way")
    expect(page.locator("#second-way")).to_be_in_viewport()
    assert page.locator("[name=email]").input_value() == DOCOMO
    page.locator("#second-way:not([open]) > summary").click() if not with_script else None
    page.locator("[name=line_is_fine]").check()
    check(page)
    expect(page.locator("button[formaction]")).to_have_count(0)
    send(page)
    expect(page.locator(".done")).to_be_visible()
    assert Registration.objects.get(email=DOCOMO).line_is_fine


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_switching_the_language_keeps_the_form(house, visit, with_script):
    page = visit(PHONE, java_script_enabled=with_script).go(f"{house.page}signup/")
    fill_in(page, phone="")
    page.locator("button[name=language]").click()
    page.wait_for_selector("html[lang=en]")
    assert page.locator("[name=note]").input_value() == "四十年ぶりです。"
    check(page)
    page.locator("button[name=language]").click()
    page.wait_for_selector("html[lang=ja]")
    expect(page.get_by_role("heading", name="この内容でよろしいですか")).to_be_visible()


def test_the_slip_is_printed_on_one_sheet(house, visit):
    visitor = visit(PHONE)
    slip(visitor, house)
    sheet = visitor.page.pdf(format="A4")
    assert sheet.count(b"/Type /Page\n") == 1
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".slip")).to_be_visible()
    for hidden in ("header.board", ".done", "#line-text", "footer"):
        expect(visitor.page.locator(hidden)).to_be_hidden()
