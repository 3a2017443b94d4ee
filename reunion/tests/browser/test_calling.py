"""Class staff work through five people of their class on a telephone, with and without script."""

import pytest
from playwright.sync_api import expect

from reunion import cast
from reunion.outreach.models import ContactLog
from reunion.roster.models import ContactPoint

from .looking import barriers, sideways, small_targets, small_text
from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIVE = (
    ("青木 一郎 あおき いちろう", "電話した（出ない）", "unreachable"),
    ("井上 二郎 いのうえ じろう", "LINEを送った", "tried"),
    ("上野 三郎 うえの さぶろう", "伝えた", "told"),
    ("遠藤 四郎 えんどう しろう", "来ると言っている", "will_come"),
    ("大野 五郎 おおの ごろう", "連絡を望まない", "unwilling"),
)


@pytest.fixture
def five(house):
    people = []
    for number, (names, _button, _result) in enumerate(FIVE, start=1):
        people.append(cast.classmate(house.reunion, names, room="B", number=number))
        ContactPoint.objects.create(classmate=people[-1], kind="phone", value="090-1234-5678")
    return people


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_five_people_one_after_the_other(house, five, visit, with_script):
    helper = visit(PHONE, java_script_enabled=with_script)
    helper.signs_in(house.class_staff)
    page = helper.go(f"{house.desk}outreach/class/?show=fresh")
    page.locator(".call-row").first.get_by_role("link", name="声をかける").click()
    for person, (_names, button, _result) in zip(five, FIVE, strict=True):
        expect(page.get_by_role("heading", level=1, name=person.school_name)).to_be_visible()
        expect(page.get_by_role("link", name="電話 090-1234-5678")).to_have_attribute(
            "href", "tel:09012345678"
        )
        expect(page.locator("#invitation")).to_contain_text("/c/")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(f"いま書き留めた：{person.school_name}さん")).to_be_visible()
    noted = ContactLog.objects.filter(classmate__in=five).order_by("pk").values_list("result", flat=True)
    assert list(noted) == [result for _names, _button, result in FIVE]
    page.get_by_role("button", name="取り消す", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="大野 五郎")).to_be_visible()
    assert noted.all().count() == 4


@pytest.mark.parametrize("place", ["class/", "person", "refused"])
def test_the_pages_are_for_everyone(house, five, visit, place):
    helper = visit(PHONE)
    helper.signs_in(house.class_staff)
    page = helper.go(f"{house.desk}outreach/" + ("class/" if place == "class/" else f"person/{five[0].pk}/"))
    if place == "refused":
        page.get_by_role("button", name="知っている人がいる").click()
        expect(page.get_by_role("alert")).to_contain_text("知っている人の名前")
    assert barriers(page) + sideways(page) + small_targets(page) + small_text(page, 16) == []


@pytest.mark.parametrize("place", ["classes/", "unwilling/"])
def test_the_pages_of_the_office_are_for_everyone(house, five, visit, place):
    ContactLog.objects.create(
        reunion=house.reunion, classmate=five[0], user=house.class_staff, way="talk", result="unwilling"
    )
    helper = visit(PHONE)
    helper.signs_in(house.organizer)
    page = helper.go(f"{house.desk}outreach/{place}")
    assert barriers(page) + sideways(page) + small_targets(page) + small_text(page, 16) == []
