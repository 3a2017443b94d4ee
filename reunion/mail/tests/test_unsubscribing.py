"""Announcements can be stopped by their reader, and only by their reader."""

from reunion import cast
from reunion.mail.models import Unsubscribe
from reunion.mail.unsubscribing import from_token, has_unsubscribed, subscribe_again, token, unsubscribe


def test_the_link_finds_its_letter_and_shows_nothing_of_the_person(letter):
    message = letter()
    assert from_token(token(message)) == message
    assert "hanako" not in token(message)


def test_a_link_somebody_made_up_finds_nothing(letter):
    number, seal = token(letter()).split(".")
    for invented in ("", "1", f"{number}.", f"{number}.{seal[:-1]}x", f"9{number}.{seal}", f".{seal}"):
        assert from_token(invented) is None


def test_a_link_lives_on_under_an_older_key(letter, settings):
    message = letter()
    sent = token(message)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]
    assert from_token(sent) == message


def test_pressed_twice_it_is_the_same_and_counts_for_this_reunion_only(letter):
    message = letter(recipient="Hanako@Example.jp")
    unsubscribe(message)
    unsubscribe(message)
    assert Unsubscribe.objects.get().address == "hanako@example.jp"
    assert has_unsubscribed(letter(key="other:1", recipient="hanako@example.jp"))
    assert not has_unsubscribed(letter(key="other:2", recipient="taro@example.jp"))
    elsewhere = letter.func(cast.mamagawa("other"), **letter.keywords | {"key": "other:3"})
    assert not has_unsubscribed(elsewhere)


def test_who_comes_back_gets_them_again(letter):
    message = letter()
    unsubscribe(message)
    subscribe_again(message)
    assert not has_unsubscribed(message)
