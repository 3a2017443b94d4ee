"""SPF is asked of the domain to which letters return, and that domain must take mail."""

import pytest

from reunion.mail.domain.envelope import check_envelope
from reunion.mail.domain.sender import Sender

DOMAIN, RETURNED = "reunion.example", "returned.reunion.example"
SENDER = Sender(("192.0.2.25",), is_told=True)


@pytest.fixture
def good(settings, names):
    settings.DEFAULT_FROM_EMAIL, settings.RETURN_PATH_DOMAIN = f"kanji@{DOMAIN}", RETURNED
    names.records[f"{RETURNED} TXT"] = ["v=spf1 ip4:192.0.2.25 -all"]
    names.records[f"{RETURNED} MX"] = ["10 mail.reunion.example."]
    return names


def checked(ask):
    return check_envelope(DOMAIN, asker=ask(), sender=SENDER)


def test_with_both_in_order_it_is_green(good, ask):
    assert checked(ask).colour == "green"


def test_an_address_will_do_as_mail_server(good, ask):
    del good.records[f"{RETURNED} MX"]
    good.records[f"{RETURNED} AAAA"] = ["2001:db8::25"]
    assert checked(ask).colour == "green"


def test_without_a_record_there_it_is_red_however_good_ours_is(good, ask):
    del good.records[f"{RETURNED} TXT"]
    check = checked(ask)
    assert (check.colour, check.record) == ("red", f'{RETURNED} TXT "v=spf1 ip4:192.0.2.25 ~all"')
    assert check.found.startswith(f"{RETURNED} に、SPFのレコードがありません。")


@pytest.mark.parametrize("hosts", [None, ["0 ."]])
def test_a_domain_that_takes_no_mail_is_red(good, ask, hosts):
    del good.records[f"{RETURNED} MX"]
    if hosts:
        good.records[f"{RETURNED} MX"] = hosts
    check = checked(ask)
    assert check.colour == "red"
    assert f"返送先のドメイン {RETURNED} に、メールサーバーがありません。" in check.found


def test_a_failure_there_is_unknown(good, ask):
    good.errors[RETURNED] = "SERVFAIL"
    assert checked(ask).colour == "unknown"


@pytest.mark.parametrize("returned_to", ["", DOMAIN])
def test_letters_that_return_to_ourselves_need_nothing_more(good, ask, settings, returned_to):
    settings.RETURN_PATH_DOMAIN = returned_to
    check = checked(ask)
    assert (check.colour, RETURNED in check.found) == ("green", False)


def test_of_another_domain_no_return_path_is_known(good, ask, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@other.example"
    assert RETURNED not in checked(ask).found
