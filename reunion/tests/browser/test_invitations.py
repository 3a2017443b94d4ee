"""Whoever is invited says yes on a phone, without JavaScript too; no page on the way is a barrier."""

import re

import pytest
from django.core import mail

from reunion.accounts.models import User
from reunion.team.inviting import invite, withdraw
from reunion.team.models import Invitation, Member, Role

from .test_desk_pages import problems
from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-invitations")]


@pytest.fixture
def letter(house):
    """Of a reunion in earnest: mail of the demo stays in a folder."""
    house.reunion.is_demo = False
    house.reunion.save()
    made = {"role": Role.TREASURER, "name": "鈴木", "email": "suzuki@example.jp"}
    return invite(house.reunion, **made, actor=house.organizer)


def page_of(invitation) -> str:
    return f"/invitation/{invitation.code}/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_by_the_link_to_the_desk(house, letter, visit, script):
    link = invite(house.reunion, role=Role.SECRETARIAT, name="大西", actor=house.organizer)
    visitor = visit(PHONE, java_script_enabled=script)
    page = visitor.go(page_of(link))
    page.get_by_label("お名前").fill("大西 博")
    page.get_by_label("メールアドレス").fill("onishi@example.jp")
    page.get_by_role("button", name="引き受ける").click()
    page.get_by_label("数字6桁").fill(re.findall(r"\b\d{6}\b", mail.outbox[-1].body)[0])
    page.get_by_role("button", name="入る", exact=True).click()
    page.wait_for_url("**/staff/mamagawa/home/")
    assert Member.objects.get(user__email="onishi@example.jp").role == Role.SECRETARIAT
    assert "ありがとうございます。" in page.locator("main").inner_text()


def test_every_page_of_an_invitation_is_for_everyone(house, letter, visit):
    link = invite(house.reunion, role=Role.SECRETARIAT, name="大西", actor=house.organizer)
    visitor = visit()
    found = {}
    for name, invitation in (("by link", link), ("by mail", letter)):
        found[name] = problems(visitor.go(page_of(invitation)))
    page = visitor.go(page_of(link))
    page.get_by_role("button", name="引き受ける").click()
    page.wait_for_load_state()
    found["asked again"] = problems(page)
    page = visitor.go(page_of(letter))
    page.get_by_role("button", name="引き受ける").click()
    page.wait_for_url("**/number/")
    found["digits"] = problems(page)
    visitor.signs_in(User.objects.create_user("onishi@example.jp", "correct horse battery", name="大西"))
    for name, invitation in (("signed in", link), ("another address", letter)):
        found[name] = problems(visitor.go(page_of(invitation)))
    withdraw(letter, actor=house.organizer)
    found["closed"] = problems(visitor.go(page_of(letter)))
    visitor.signs_in(house.organizer)
    found["inside"] = problems(visitor.go(page_of(link)))
    assert {name: what for name, what in found.items() if what} == {}
    assert Invitation.objects.open().count() == 2
