"""The pages about mail in the states that no link leads to, and each way to one guest: for everyone."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import DomainCheck, Message, about
from reunion.notices.drafting import Draft, write_down
from reunion.notices.models import Announcement
from reunion.notices.pausing import pause, stop
from reunion.registrations.models import Registration
from reunion.team.models import Member

from .test_desk_pages import problems
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-desk")]

LONG = "長い" * 20
RECORD = "v=DMARC1; p=quarantine; rua=mailto:" + "x" * 120 + "@reunion.example"


@pytest.fixture
def organizer(house, visit):
    visitor = visit(LAPTOP)
    visitor.signs_in(house.organizer)
    return visitor


def nothing_found(found: dict[str, dict]) -> bool:
    return {where: what for where, what in found.items() if what} == {}


def row_of(page, registration: Registration):
    return page.locator("tr", has_text=registration.school_name)


def test_the_board_and_one_guest_who_gives_no_sign(house, organizer):
    silent = cast.guest(
        house.reunion,
        f"{LONG} 﨑子 たかだ ゆうこ",
        room="B",
        phone="090-1234-5678",
        email=f"{'a' * 60}@docomo.ne.jp",
    )
    long_ago = timezone.now() - dt.timedelta(days=9)
    Message.objects.create(
        reunion=house.reunion,
        key="silent",
        kind="bank-info",
        about=about(silent),
        message_id="<silent@reunion.example>",
        recipient=silent.email,
        risk="carrier",
        carrier="docomo",
        state="sent",
        sent_at=long_ago,
    )
    Message.objects.filter(key="silent").update(created_at=long_ago)
    page = organizer.go(f"{house.desk}outreach/")
    found = {"board": problems(page)}
    row_of(page, silent).get_by_role("link", name="連絡する").click()
    page.locator("summary", has_text="電話での話し方").click()
    found["guest"] = problems(page)
    page.get_by_label("ひとこと").fill("あ" * 300)
    page.get_by_role("button", name="伝えた").click()
    page.wait_for_selector("[data-error-summary]")
    found["too long"] = problems(page)
    assert page.get_by_label("ひとこと").input_value() == "あ" * 300
    page.get_by_label("ひとこと").fill("夜に電話しました。")
    page.get_by_role("button", name="不通").click()
    page.wait_for_selector("text=つながらなかったことを書き留めました")
    found["resting"] = problems(page)
    assert nothing_found(found), found


def test_a_class_staff_member_tells_one_guest_with_a_telephone_and_the_keyboard(house, visit):
    visitor = visit(PHONE, has_touch=True)
    staff = Member.objects.get(reunion=house.reunion, role="class_staff")
    visitor.signs_in(staff.user)
    silent = cast.guest(house.reunion, "髙橋 一 たかはし はじめ", room="B", email="", phone="090-1234-5678")
    page = visitor.go(f"{house.desk}outreach/")
    row_of(page, silent).get_by_role("link", name="連絡する").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 伝える")
    links = {
        link.partition(":")[0]
        for link in page.locator(".ways a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    }
    assert links == {"tel", "https", "sms"}
    page.get_by_role("button", name="伝えた").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=髙橋 一さんに伝えたことを書き留めました")
    assert [log.result for log in Registration.objects.get(pk=silent.pk).contact_log.all()] == ["told"]


def test_the_domain_page_with_every_colour(house, organizer, settings):
    settings.EMAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"
    colours = ("green", "yellow", "red", "unknown")
    names = ("spf", "dkim", "dmarc", "ptr")
    DomainCheck.objects.create(
        domain="reunion.example",
        checks=[
            {
                "name": name,
                "colour": colour,
                "found": RECORD,
                "advice": "次の内容に替えます。",
                "record": RECORD,
            }
            for name, colour in zip(names, colours, strict=True)
        ],
    )
    page = organizer.go(f"{house.desk}mail/domain/")
    page.wait_for_selector("text=赤　直すところがあります")
    for summary in page.locator("summary").all():
        summary.click()
    assert problems(page) == {}


def test_the_letter_editor_with_mistakes(house, organizer):
    page = organizer.go(f"{house.desk}mail/wording/thanks/")
    page.fill("#id_subject", "長" * 90)
    page.fill("#id_body", "お世話になっております。\n｛なぞ｝\n｛" + "あ" * 500)
    page.get_by_role("button", name="この文面を保存する").click()
    page.wait_for_selector("[data-error-summary]")
    assert "｛なぞ｝という言葉はありません。" in page.locator("[data-error-summary]").inner_text()
    assert "用件から始めます" in page.locator("#preview").inner_text()
    assert page.locator("#id_subject").input_value() == "長" * 90
    page.locator("summary", has_text="置きかえる言葉").click()
    assert problems(page) == {}


@pytest.mark.parametrize("rule", [pause, stop])
def test_an_announcement_that_is_halted_and_the_lists_behind_its_numbers(house, organizer, rule):
    sent = Announcement.objects.get(audience="coming")
    rule(sent, actor=house.organizer)
    place = f"{house.desk}notices/{sent.pk}/"
    page = organizer.go(place)
    found = {"halted": problems(page)}
    page.locator(".todo a").last.click()
    page.wait_for_selector("h1:has-text('一通ずつの様子')")
    found["letters"] = problems(page)
    draft = Draft("髙橋" * 15, "あ" * 900, "all")
    made = write_down(house.reunion, draft=draft, submission=uuid.uuid4(), author=house.organizer)
    found["draft"] = problems(organizer.go(f"{house.desk}notices/{made.pk}/"))
    found["readers"] = problems(organizer.go(f"{house.desk}notices/{made.pk}/readers/"))
    assert nothing_found(found), found
