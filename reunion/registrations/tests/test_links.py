import pytest

from reunion import cast
from reunion.registrations.links import from_token, personal_url, token
from reunion.registrations.signing_up import Reply, register

pytestmark = pytest.mark.django_db


def signed_up(reunion):
    return register(reunion, reply=Reply(True, "高田", "裕子"))


def test_a_token_leads_to_its_registration():
    reunion = cast.mamagawa()
    registration = signed_up(reunion)
    assert from_token(reunion, token(registration)) == registration
    assert personal_url(registration) == (f"https://reunion.example/mamagawa/my/{token(registration)}/")
    assert len(token(registration)) < 32


def test_a_token_of_another_reunion_leads_nowhere():
    reunion, other = cast.mamagawa(), cast.mamagawa("other")
    assert from_token(other, token(signed_up(reunion))) is None


@pytest.mark.parametrize("broken", ["", "1", "1.1.", "1.1.AAAAAAAAAAAAAAAAAAAAAA", "..", "１.１.あ"])
def test_a_changed_token_leads_nowhere(broken):
    reunion = cast.mamagawa()
    signed_up(reunion)
    assert from_token(reunion, broken) is None


def test_the_number_in_a_token_cannot_be_changed():
    reunion = cast.mamagawa()
    first, second = signed_up(reunion), signed_up(reunion)
    _number, rest = token(first).split(".", 1)
    number, _rest = token(second).split(".", 1)
    assert from_token(reunion, f"{number}.{rest}") is None


def test_a_raised_revision_ends_older_links():
    reunion = cast.mamagawa()
    registration = signed_up(reunion)
    old = token(registration)
    registration.link_revision += 1
    registration.save()
    assert from_token(reunion, old) is None
    assert from_token(reunion, token(registration)) == registration


def test_a_link_outlives_a_change_of_the_secret_key(settings):
    reunion = cast.mamagawa()
    registration = signed_up(reunion)
    old = token(registration)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, just as long and random"
    assert from_token(reunion, old) == registration
    assert token(registration) != old
