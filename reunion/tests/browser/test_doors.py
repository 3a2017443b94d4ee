"""The pages about who may enter are for everyone; a passkey is registered, lets in and opens an export."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from reunion import cast
from reunion.journal.models import Entry
from reunion.tests.signing_in import sign_in_by_number

from .looking import barriers, sideways, small_targets, small_text
from .visitor import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-doors")]
TOUCHED = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
OUTSIDE = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_signup",
    "account_inactive",
]
INSIDE = [
    "account_email",
    "account_change_password",
    "account_logout",
    "doors:second_step",
    "usersessions_list",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_activate_totp",
]
WITH_A_STEP = [
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
]


@pytest.fixture
def ando(transactional_db):
    return cast.member(cast.mamagawa(), name="安藤")


@pytest.fixture
def enters(visit, client):
    """A visitor whose device has a passkey, and who has signed in by a mailed number."""

    def comes(user, *, seconds_ago: int = 0):
        visitor = visit(LAPTOP)
        key = visitor.context.new_cdp_session(visitor.page)
        key.send("WebAuthn.enable")
        key.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCHED})
        # A passkey belongs to a name; Chromium knows none for an address of digits.
        visitor.server = visitor.server.replace("127.0.0.1", "localhost")
        sign_in_by_number(client, user, seconds_ago=seconds_ago)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.server}
        visitor.context.add_cookies([session])
        return visitor

    return comes


def problems(page) -> dict[str, list[str]]:
    page.set_viewport_size(LAPTOP)
    found = {"laptop": barriers(page) + sideways(page) + small_text(page, least=17)}
    page.set_viewport_size(PHONE)
    found["narrow"] = barriers(page) + sideways(page) + small_targets(page)
    return {where: what for where, what in found.items() if what}


def registers_this_device(page) -> None:
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")


def test_every_page_outside_is_for_everyone(visit, ando):
    visitor = visit()
    found = {name: problems(visitor.go(reverse(name))) for name in OUTSIDE}
    assert found == {name: {} for name in OUTSIDE}


def test_every_page_inside_is_for_everyone(enters, ando):
    visitor = enters(ando)
    found = {name: problems(visitor.go(reverse(name))) for name in INSIDE}
    registers_this_device(visitor.go(reverse("mfa_add_webauthn")))
    found |= {f"then {name}": problems(visitor.go(reverse(name))) for name in WITH_A_STEP}
    assert {name: what for name, what in found.items() if what} == {}


def test_a_number_is_asked_for_and_its_page_is_for_everyone(enters, ando):
    visitor = enters(ando, seconds_ago=3600)
    page = visitor.go(reverse("mfa_add_webauthn"))
    assert "/accounts/mailed-number/" in page.url
    first = problems(page)
    page.get_by_role("button", name="数字をメールで受け取る").click()
    assert (first, problems(page)) == ({}, {})


def test_a_passkey_is_registered_lets_its_owner_in_and_opens_an_export(enters, ando):
    visitor = enters(ando)
    export = reverse("staff:exports:file", args=["mamagawa", "roster", "csv"])
    page = visitor.go(export)
    assert "/accounts/second-step/" in page.url
    page.get_by_role("link", name="この端末を登録する").click()
    registers_this_device(page)
    (device,) = Authenticator.objects.filter(user=ando, type="webauthn")
    assert str(device) == "Linux Chrome"

    page.get_by_role("button", name="ログアウト").click()
    page = visitor.go(reverse("account_login"))
    page.locator("#passkey_login").click()
    page.wait_for_url("**/staff/**")
    with page.expect_download() as download:
        page.evaluate("address => { location.href = address }", export)
    assert download.value.suggested_filename.endswith(".csv")
    assert Entry.objects.filter(action="exported").count() == 1


def test_who_draws_back_is_told_on_the_page(enters, ando):
    visitor = enters(ando)
    page = visitor.go(reverse("mfa_add_webauthn"))
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new Error('NotAllowedError')) }"
    )
    page.locator("#mfa_webauthn_add").click()
    page.locator("[data-passkey-error]").wait_for(state="visible")
    assert not Authenticator.objects.exists()
