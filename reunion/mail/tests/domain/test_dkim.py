"""The key under which the provider signs."""

import pytest

from reunion.mail.domain.dkim import check_dkim, parse

from .keys import RSA_768, ed25519_key, rsa_key

NAME = "s1._domainkey.reunion.example"
TO_FILL_IN = f'{NAME} TXT "v=DKIM1; k=rsa; p=（送信サービスが示す鍵）"'


def checked(names, ask, *texts):
    names.records[f"{NAME} TXT"] = list(texts)
    return check_dkim("reunion.example", asker=ask(), selectors=["s1"])


def test_a_good_key_is_green(ask):
    check = check_dkim("reunion.example", asker=ask(), selectors=["s1"])
    assert (check.name, check.colour, check.advice, check.record) == ("dkim", "green", "", "")
    assert f"{NAME} に、DKIMの鍵（RSA 2048ビット）があります。" in check.found


def test_without_a_selector_nothing_can_be_checked(ask):
    check = check_dkim("reunion.example", asker=ask(), selectors=[])
    assert (check.colour, check.record) == ("unknown", "")
    assert "セレクタ" in check.advice


def test_no_key_is_red_with_the_record_to_publish(ask):
    check = check_dkim("reunion.example", asker=ask(), selectors=["s2"])
    assert (check.colour, check.record) == ("red", TO_FILL_IN.replace("s1", "s2", 1))


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("v=DKIM1; k=rsa; p=RSA2048", "green"),
        ("p=RSA2048", "green"),
        ("v=DKIM1;t=s;p=RSA2048;", "green"),
        ("v=DKIM1; k=ed25519; p=ED25519", "green"),
        ("v=DKIM1; p=RSA1024", "yellow"),
        ("v=DKIM1; t=y; p=RSA2048", "yellow"),
        ("v=DKIM1; p=RSA768", "red"),
        ("v=DKIM1; p=", "red"),
        ("v=DKIM1; k=rsa", "red"),
        ("v=DKIM1; p=notakey!", "red"),
        ("v=DKIM1; p=CUTSHORT", "red"),
        ("v=DKIM1; k=ed25519; p=RSA2048", "red"),
        ("v=DKIM1; k=dsa; p=RSA2048", "red"),
        ("v=DKIM2; p=RSA2048", "red"),
        ("v=DKIM1; h=sha1; p=RSA2048", "red"),
        ("v=DKIM1; s=tlsrpt; p=RSA2048", "red"),
    ],
)
def test_the_colour_of_a_key(names, ask, text, colour):
    keys = {
        "RSA2048": rsa_key(2048),
        "RSA1024": rsa_key(1024),
        "RSA768": RSA_768,
        "ED25519": ed25519_key(),
        "CUTSHORT": rsa_key(2048)[:-40],
    }
    for word, key in keys.items():
        text = text.replace(f"p={word}", f"p={key}")
    assert checked(names, ask, text).colour == colour


def test_a_key_taken_back_is_called_so(names, ask):
    assert "取り消されています" in checked(names, ask, "v=DKIM1; k=rsa; p=").found
    assert parse("v=DKIM1; k=rsa; p=").fault == "revoked"


def test_a_trial_ends_by_leaving_its_mark_out(names, ask):
    check = checked(names, ask, f"v=DKIM1; t=y:s; k=ed25519; p={ed25519_key()}")
    assert check.record == f'{NAME} TXT "v=DKIM1; k=ed25519; p={ed25519_key()}; t=s"'


def test_two_keys_under_one_selector_are_red(names, ask):
    good = f"v=DKIM1; k=ed25519; p={ed25519_key()}"
    check = checked(names, ask, "v=DKIM1; p=", good)
    assert (check.colour, check.record) == ("red", f'{NAME} TXT "{good}"')
    assert checked(names, ask, good, "google-site-verification of somebody").colour == "green"


@pytest.mark.parametrize("shows_behind_aliases", [True, False])
def test_a_key_behind_an_alias_is_found(names, ask, shows_behind_aliases):
    names.shows_behind_aliases = shows_behind_aliases
    names.records |= {
        "s9._domainkey.reunion.example CNAME": ["key.provider.example."],
        "key.provider.example TXT": [f"k=rsa; p={rsa_key(2048)}"],
    }
    assert check_dkim("reunion.example", asker=ask(), selectors=["s9"]).colour == "green"


def test_a_long_key_comes_over_tcp(names, ask):
    assert checked(names, ask, f"v=DKIM1; p={rsa_key(4096)}").colour == "green"
    assert names.questions_over_tcp == [NAME]


def test_every_selector_named_must_be_good(names, ask):
    names.errors["s3._domainkey.reunion.example"] = "SERVFAIL"
    asked = {
        given: check_dkim("reunion.example", asker=ask(), selectors=given).colour
        for given in [("s1",), ("s1", "s2"), ("s1", "s3"), ("s2", "s3")]
    }
    assert list(asked.values()) == ["green", "red", "unknown", "red"]
