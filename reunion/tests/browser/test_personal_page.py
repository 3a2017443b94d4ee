"""A guest's own page in a real browser: its forms send no origin, its script watches for three seconds."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import LineGroup, RefundStep, Reunion
from reunion.payments.models import HandBookedPayment
from reunion.registrations.links import token
from reunion.registrations.models import Registration, State

from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HIDDEN = "Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})"
A_LITTLE_LONGER = 4_000


def own(guest, door=""):
    return f"/{guest.reunion.slug}/my/{token(guest)}/{door}"


def proof_of(guest):
    return Registration.objects.values_list("proof", flat=True).get(pk=guest.pk)


def state_of(guest):
    return Registration.objects.values_list("state", flat=True).get(pk=guest.pk)


def counted(visitor):
    """The addresses that proofs are sent to, as they are sent."""
    sent = []
    visitor.page.on(
        "request", lambda request: sent.append(request.url) if request.url.endswith("/received/") else None
    )
    return sent


@pytest.fixture
def guest(transactional_db):
    reunion = cast.mamagawa()
    reunion.program_items.filter(kind="main").update(companion_fee=5000)
    return cast.guest(reunion, items=("main", "after_party"), needs="車いす", phone="090-1111-2222")


def test_a_page_that_was_looked_at_says_so_once(guest, visit):
    visitor = visit(PHONE)
    sent = counted(visitor)
    visitor.go(own(guest))
    visitor.page.wait_for_timeout(1_500)
    assert (proof_of(guest), sent) == ("", [])
    visitor.page.wait_for_timeout(A_LITTLE_LONGER)
    assert (proof_of(guest), len(sent)) == ("seen", 1)
    assert visitor.context.cookies() == []


def test_a_page_nobody_looks_at_says_nothing(guest, visit):
    visitor = visit(PHONE)
    visitor.page.add_init_script(HIDDEN)
    sent = counted(visitor)
    visitor.go(own(guest))
    visitor.page.wait_for_timeout(A_LITTLE_LONGER)
    assert (proof_of(guest), sent) == ("", [])


def test_nor_when_a_member_looks(guest, visit):
    visitor = visit(LAPTOP)
    visitor.signs_in(cast.member(guest.reunion))
    sent = counted(visitor)
    visitor.go(own(guest))
    visitor.page.wait_for_timeout(A_LITTLE_LONGER)
    assert (proof_of(guest), sent) == ("", [])


@pytest.mark.parametrize("with_script", [True, False])
def test_everything_can_be_pressed_with_and_without_script(guest, visit, with_script):
    visitor = visit(PHONE, java_script_enabled=with_script)
    page = visitor.go(own(guest))
    page.get_by_role("button", name="届きました").click()
    page.wait_for_selector("text=届いたことが分かり")
    page.get_by_role("link", name="内容を直す").click()
    page.locator("[name=items]").last.uncheck()
    page.locator("[name=note]").fill("遅れて参ります。")
    page.get_by_role("button", name="この内容に直す").click()
    page.wait_for_selector("text=お申し込みの内容を直しました。")
    page.get_by_role("link", name="連絡先を直す").click()
    page.locator("[name=phone]").fill("０９０－３３３３－４４４４")
    page.get_by_role("button", name="この内容に直す").click()
    page.wait_for_selector("text=連絡先を直しました。")
    page.get_by_role("button", name="名字を載せてよい").click()
    page.wait_for_selector("text=名字を案内ページに載せます。")
    page.get_by_role("link", name="申し込みを取り消す").click()
    page.get_by_role("button", name="申し込みを取り消す").click()
    page.wait_for_selector("text=お申し込みを取り消しました。")
    found = Registration.objects.get(pk=guest.pk)
    assert (found.state, found.proof, found.note, found.phone, found.show_surname) == (
        State.CANCELLED,
        "pressed",
        "遅れて参ります。",
        "090-3333-4444",
        True,
    )
    assert visitor.context.cookies() == []


def test_the_keyboard_alone_is_enough(guest, visit):
    page = visit(PHONE).go(own(guest, "cancel/"))
    button = page.get_by_role("button", name="申し込みを取り消す")
    for _press in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("text=お申し込みを取り消しました。")
    assert state_of(guest) == State.CANCELLED


def scenes(guest):
    """Every page behind a link, in every state it can be in."""
    reunion = guest.reunion
    LineGroup.objects.create(reunion=reunion, invitation_url="https://line.me/ti/g/x")
    RefundStep.objects.create(reunion=reunion, until=timezone.localdate(), percent=50)
    names = ("石井 浩", "鈴木 恵子", "加藤 明", "佐藤 実")
    paid, overpaid, waitlisted, cancelled = (
        cast.guest(reunion, f"{name} かな かな", show_surname=True) for name in names
    )
    for person, yen in ((paid, 8000), (overpaid, 9000), (cancelled, 8000)):
        HandBookedPayment.objects.create(
            registration=person, amount=yen, received_on=timezone.localdate(), taken_by="鈴木"
        )
    waitlisted.chosen_items.update(waiting_since=timezone.now())
    Registration.objects.filter(pk=waitlisted.pk).update(state=State.WAITLISTED)
    Registration.objects.filter(pk=cancelled.pk).update(state=State.CANCELLED, refund_percent=50)
    people = {
        "owes": guest,
        "paid": paid,
        "overpaid": overpaid,
        "waitlisted": waitlisted,
        "cancelled": cancelled,
        "waiting": cast.registration(
            reunion, state=State.WAITING, family_name="村上", given_name="誠", reference="9001"
        ),
        "declined": cast.guest(reunion, "高橋 実 かな かな", state=State.DECLINED, attending=False),
        "teacher": cast.registration(
            reunion,
            teacher=cast.teacher(reunion),
            is_teacher=True,
            family_name="原田",
            given_name="正",
            reference="9002",
        ),
    }
    doors = ("change/", "contact/", "resend/", "cancel/", "ask/", "stored/", "stored/ask/", "?said=moved")
    return (
        {name: own(person) for name, person in people.items()}
        | {door: own(guest, door) for door in doors}
        | {f"teacher {door}": own(people["teacher"], door) for door in ("change/", "contact/", "cancel/")}
        | {f"waiting {door}": own(people["waiting"], door) for door in ("change/", "stored/")}
    )


def wrong_with(page):
    found = {"light": barriers(page), "sideways": sideways(page)}
    found["small"] = small_targets(page) + small_text(page, least=18)
    page.emulate_media(color_scheme="dark")
    found["dark"] = barriers(page)
    page.emulate_media(color_scheme="light")
    return {where: what for where, what in found.items() if what}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_behind_a_link_is_for_everyone(guest, visit, language):
    visitor = visit(PHONE)
    visitor.speaks(language)
    found = {}
    for name, address in scenes(guest).items():
        found[name] = wrong_with(visitor.go(address))
    page = visitor.go(own(guest, "contact/"))
    page.locator("[name=phone]").fill("090-12")
    page.locator("[name=email]").fill("a@docomo.ne.jo")
    page.locator(".buttons-sticky button").click()
    page.wait_for_selector("[data-error-summary]")
    found["with mistakes"] = wrong_with(page)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Reunion.objects.update(state="closed")
    found["closed"] = wrong_with(visitor.go(own(guest)))
    Reunion.objects.update(state="past", signup_deadline=yesterday, held_on=yesterday)
    found["past"] = wrong_with(visitor.go(own(guest)))
    assert {name: what for name, what in found.items() if what} == {}
