"""An announcement in a browser: each of its pages is for everyone, and its numbers grow while one looks."""

import pytest
from django.utils import timezone

from reunion.mail.models import Message
from reunion.mail.unsubscribing import unsubscribe_url
from reunion.notices.models import Announcement

from .test_desk_pages import problems
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-desk")]


@pytest.fixture
def sent(house) -> Announcement:
    return Announcement.objects.get(audience="coming")


@pytest.fixture
def organizer(house, visit):
    visitor = visit(LAPTOP)
    visitor.signs_in(house.organizer)
    return visitor


def place(house, announcement) -> str:
    return f"{house.desk}notices/{announcement.pk}/"


def test_from_the_form_to_the_question_whether_to_send_it_again(house, organizer, sent):
    page = organizer.go(f"{house.desk}notices/new/")
    page.get_by_label("件名").fill(sent.subject)
    page.get_by_label("本文").fill("｛お名まえ｝さん")
    page.get_by_role("button", name="人数と見え方を確かめる").click()
    page.wait_for_selector("[data-error-summary]")
    found = {"form with a mistake": problems(page)}
    page.get_by_label("本文").fill(sent.text)
    page.get_by_role("button", name="人数と見え方を確かめる").click()
    page.wait_for_selector("text=こう届きます")
    found["draft"] = problems(page)
    page.get_by_role("button", name="名に送る").click()
    page.wait_for_selector("text=同じ文章を、")
    found["sent before"] = problems(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_the_numbers_grow_while_one_looks_until_all_is_sent(house, organizer, sent):
    page = organizer.go(place(house, sent))
    assert problems(page) == {}
    page.set_viewport_size(LAPTOP)
    waiting = Message.objects.filter(batch=sent.batch, state="queued")
    assert page.locator("progress").get_attribute("value") == "1"
    Message.objects.filter(pk=waiting.first().pk).update(state="sent", sent_at=timezone.now())
    page.wait_for_selector("progress[value='2']")
    waiting.update(state="sent", sent_at=timezone.now())
    Announcement.objects.filter(pk=sent.pk).update(state="done")
    page.wait_for_selector("[role=status]:has-text('送り終わりました')")
    assert page.locator("[data-fresh-stop]").is_hidden()


def test_whoever_wants_quiet_stops_the_numbers(house, organizer, sent):
    page = organizer.go(place(house, sent))
    page.get_by_role("button", name="自動で数え直すのを止める").click()
    everybody = Message.objects.filter(batch=sent.batch)
    everybody.update(state="sent", sent_at=timezone.now())
    page.wait_for_timeout(5000)
    assert page.locator("progress").get_attribute("value") == "1"
    page.get_by_role("link", name="新しい数字を見る").click()
    page.wait_for_selector(f"progress[value='{everybody.count()}']")


def test_out_of_the_announcements_and_back_without_javascript(house, visit, sent, live_server, settings):
    settings.SITE_URL = ""
    visitor = visit(PHONE, java_script_enabled=False)
    page = visitor.go(unsubscribe_url(Message.objects.filter(batch=sent.batch).first()))
    page.get_by_role("button", name="お知らせを止める").click()
    page.get_by_role("button", name="やはり受け取る").click()
    assert page.get_by_role("button", name="お知らせを止める").is_visible()


def test_the_way_out_is_for_everyone(house, visit, sent, settings):
    settings.SITE_URL = ""
    address = unsubscribe_url(Message.objects.filter(batch=sent.batch).first())
    page = visit(PHONE).go(address)
    found = {"asked": problems(page)}
    page.get_by_role("button", name="お知らせを止める").click()
    page.wait_for_selector("text=お知らせを止めました")
    found["done"] = problems(page)
    assert {where: what for where, what in found.items() if what} == {}
