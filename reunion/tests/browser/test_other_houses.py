"""Google and LINE in a browser: the content policy lets the press through, and the pages are for everyone."""

import pytest
from allauth.socialaccount.models import SocialAccount

from reunion.team.inviting import invite
from reunion.team.models import Member, Role
from reunion.tests.other_house import OtherHouse

from .test_desk_pages import problems
from .visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-invitations")]
VOUCHED = {"sub": "g1", "name": "宮本 緑", "email": "midori@example.jp", "email_verified": True}


@pytest.fixture
def other(settings):
    with OtherHouse() as other:
        other.becomes_google_and_line(settings)
        yield other


def forgive_the_way_there(visitor, other) -> None:
    """The press leads to another host, which no other page may ask anything of."""
    visitor.complaints[:] = [each for each in visitor.complaints if other.address not in each]


def test_an_invitation_is_accepted_with_google(house, other, visit):
    link = invite(house.reunion, role=Role.TREASURER, name="宮本", actor=house.organizer)
    other.person = VOUCHED
    visitor = visit(PHONE)
    page = visitor.go(f"/invitation/{link.code}/")
    assert problems(page) == {}
    page.get_by_role("button", name="Googleで入る").click()
    page.wait_for_url(f"**/invitation/{link.code}/")
    assert problems(page) == {}
    page.get_by_role("button", name="引き受ける").click()
    page.wait_for_url("**/staff/mamagawa/home/")
    assert Member.objects.get(user__email="midori@example.jp").role == Role.TREASURER
    forgive_the_way_there(visitor, other)


def test_the_ways_in_and_what_is_connected(house, other, visit):
    visitor = visit()
    found = {"sign-in": problems(visitor.go("/accounts/login/"))}
    for name in ("oidc/line/login/", "3rdparty/login/cancelled/"):
        found[name] = problems(visitor.go(f"/accounts/{name}"))
    visitor.signs_in(house.organizer)
    SocialAccount.objects.create(
        user=house.organizer, provider="line", uid="u1", extra_data={"id_token": {"name": "安藤"}}
    )
    found["connected"] = problems(visitor.go("/accounts/3rdparty/"))
    found["error"] = problems(visitor.go("/accounts/oidc/line/login/callback/?error=x"))
    assert {name: what for name, what in found.items() if what} == {}
