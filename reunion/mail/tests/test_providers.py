"""A letter handed to a mail provider: what it is given, and what its answers mean."""

import pytest

from reunion.mail.bounces.return_path import letter_number, return_path
from reunion.mail.delivery import deliver

from .provider import Provider

INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive.\n"
    "Found inactive addresses: hanako@example.jp.\n"
    "Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual "
    "suppression."
)


@pytest.fixture
def provider(settings):
    provider = Provider()
    settings.EMAIL_CONFIGURED = True
    settings.MAIL_PROVIDER = "postmark"
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": provider.url,
        "IGNORE_UNSUPPORTED_FEATURES": True,
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
    }
    yield provider
    provider.close()


def attempts_of(message):
    return list(message.attempts.values_list("outcome", "stage", "code", "is_ours"))


def test_the_provider_gets_the_letter_and_we_its_number(letter, provider):
    message = letter(subject="髙橋﨑𠮷様へ", body="髙﨑𠮷 様\n\n会費は8,000円です。\n")
    assert deliver(message.pk) == "sent"
    [given] = provider.letters
    assert (given["To"], given["Subject"]) == ("hanako@example.jp", "髙橋﨑𠮷様へ")
    assert given["TextBody"] == "髙﨑𠮷 様\n\n会費は8,000円です。\n"
    headers = {header["Name"]: header["Value"] for header in given["Headers"]}
    assert headers["Message-ID"] == message.message_id
    assert headers["Auto-Submitted"] == "auto-generated"
    assert letter_number(given["Metadata"]["letter"]) == message.pk
    assert given["TrackOpens"] is False
    message.refresh_from_db()
    assert message.provider_id == "b7bc2f4a-e38e-4336-af7d-e6c392c2f817"
    assert attempts_of(message) == [("sent", "end of DATA", None, False)]


@pytest.mark.parametrize(
    ("status", "answer", "outcome", "state", "noted"),
    [
        (401, {"ErrorCode": 10, "Message": "Bad token"}, "later", "queued", ("connect", 535, True)),
        (429, {"ErrorCode": 429, "Message": "Slow"}, "later", "queued", ("connect", None, True)),
        (500, {"ErrorCode": 500, "Message": "Oops"}, "later", "queued", ("connect", None, True)),
        (413, {"ErrorCode": 1, "Message": "Too big"}, "later", "queued", ("unknown", 413, False)),
        (
            422,
            {"ErrorCode": 406, "Message": INACTIVE},
            "refused",
            "refused",
            ("unknown", 550, False),
        ),
        (
            422,
            {"ErrorCode": 406, "Message": "Words that nobody understands"},
            "later",
            "queued",
            ("unknown", None, False),
        ),
    ],
)
def test_each_answer_of_a_provider_is_understood(letter, provider, status, answer, outcome, state, noted):
    message = letter()
    provider.status, provider.answer = status, answer
    assert deliver(message.pk) == outcome
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (state, "")
    assert attempts_of(message) == [(outcome, *noted)]


def test_a_provider_that_is_not_there_makes_all_wait(letter, provider):
    provider.close()
    message = letter()
    assert deliver(message.pk) == "later"
    assert attempts_of(message) == [("later", "connect", None, True)]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("taro..x@docomo.ne.jp", "taro..x@docomo.ne.jp"),
        ("taro.@docomo.ne.jp", "taro.@docomo.ne.jp"),
        ('"taro..x"@ezweb.ne.jp', "taro..x@ezweb.ne.jp"),
        ("taro.x@docomo.ne.jp", "taro.x@docomo.ne.jp"),
    ],
)
def test_old_carrier_addresses_reach_the_provider(letter, provider, typed, given):
    assert deliver(letter(recipient=typed).pk) == "sent"
    assert provider.letters[0]["To"] == given


def test_an_address_that_is_none_is_not_given_to_the_provider(letter, provider):
    assert deliver(letter(reply_to="nobody at all").pk) == "held"
    assert provider.letters == []


def test_the_mark_is_sealed(letter, provider):
    message = letter()
    deliver(message.pk)
    mark = provider.letters[0]["Metadata"]["letter"]
    assert mark == return_path(message.pk, domain="")
    assert letter_number(mark.replace(f"-{message.pk}-", f"-{message.pk + 1}-")) is None
