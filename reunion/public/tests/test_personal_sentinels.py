"""A guest's own page shows its own person, and nobody else.

Every text of every row that is there before is overwritten, as for the open pages; then one more guest comes,
and everything is fetched and pressed that their link opens.
"""

import pytest

from reunion import cast
from reunion.events.accounts import set_account
from reunion.events.models import BankAccount, LineGroup
from reunion.registrations.links import token
from reunion.registrations.models import Registration, State
from reunion.registrations.telling import tell

from .test_sentinels import SECRET, SECRET_NUMBER, crawl, plant

pytestmark = pytest.mark.django_db


def others():
    """A house full of other people, of whom one bears the guest's own name."""
    reunion = cast.full_house(SECRET, number=SECRET_NUMBER)
    namesake = cast.guest(reunion, "石井 浩 いしい ひろし", note="x", needs="x", phone="x", can_reach="x")
    namesake.companions.create(name="x")
    plant(SECRET)
    BankAccount.objects.all().delete()
    LineGroup.objects.all().delete()
    reunion.refresh_from_db()
    set_account(reunion, account=cast.ACCOUNT)
    LineGroup.objects.create(
        reunion=reunion, for_staff=True, invitation_url=f"https://line.me/ti/g/{SECRET}staff"
    )
    LineGroup.objects.create(
        reunion=reunion,
        homeroom=cast.homeroom(reunion, "Z"),
        invitation_url=f"https://line.me/ti/g/{SECRET}",
    )
    return reunion


def classmate(reunion):
    guest = cast.guest(reunion, "石井 浩 いしい ひろし", room="B", channel=Registration.Channel.TELEPHONE)
    tell(guest)
    return guest


def stranger(reunion):
    names = {"family_name": "石井", "given_name": "浩", "homeroom": cast.homeroom(reunion, "B")}
    guest = cast.registration(reunion, state=State.WAITING, email="hiroshi@mail.example", **names)
    tell(guest)
    return guest


def teacher(reunion):
    return cast.registration(reunion, teacher=cast.teacher(reunion, family_name="石井"), is_teacher=True)


@pytest.mark.parametrize("arrives", [classmate, stranger, teacher])
@pytest.mark.parametrize("reunion_state", ["open", "closed", "past"])
def test_a_link_opens_its_own_person_only(client, arrives, reunion_state):
    reunion = others()
    guest = arrives(reunion)
    type(reunion).objects.update(state=reunion_state)
    own = f"http://testserver/{reunion.slug}/my/{token(guest)}/"
    pages = crawl(client, own)
    assert {f"{own}stored/", f"{own}stored/file/", f"{own}stored/ask/"} <= set(pages)
    leaks = [url for url, page in pages.items() if SECRET in page or str(SECRET_NUMBER) in page]
    assert leaks == []


@pytest.mark.parametrize("arrives", [classmate, stranger, teacher])
def test_nor_do_its_forms(client, arrives):
    reunion = others()
    guest = arrives(reunion)
    own = f"/{reunion.slug}/my/{token(guest)}/"
    typed = {
        "attending": "yes",
        "email": "x@mail.example",
        "address": "y@mail.example",
        "text": "教えてください",
        "submission": str(guest.submission),
        "purpose": "show_surname",
        "answer": "yes",
        "how": "pressed",
    }
    for door in ("change/", "contact/", "resend/", "ask/", "stored/ask/", "consent/", "received/", "cancel/"):
        for form in ({}, typed):
            page = client.post(own + door, form, follow=True).content.decode()
            assert (door, SECRET in page, str(SECRET_NUMBER) in page) == (door, False, False)
