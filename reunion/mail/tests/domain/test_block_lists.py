"""Listed, not listed, and could not check are three different things."""

import pytest

from reunion.mail.domain.asking import reverse_name
from reunion.mail.domain.block_lists import check_block_lists
from reunion.mail.domain.sender import Sender

ZEN = "25.2.0.192.zen.spamhaus.org"
TEST_ENTRY = "2.0.0.127.zen.spamhaus.org"


def checked(ask, *addresses):
    return check_block_lists(asker=ask(), sender=Sender(addresses or ("192.0.2.25",), is_told=True))


def test_an_address_on_no_list_is_green(ask):
    check = checked(ask)
    assert (check.name, check.colour, check.advice, check.record) == ("dnsbl", "green", "", "")
    assert check.found == "192.0.2.25 は、zen.spamhaus.org bl.spamcop.net に載っていません。"


@pytest.mark.parametrize("name", [ZEN, "25.2.0.192.bl.spamcop.net"])
def test_a_listing_is_red(names, ask, name):
    names.records[f"{name} A"] = ["127.0.0.4", "127.0.0.10"]
    check = checked(ask)
    assert (check.colour, check.record) == ("red", "")
    assert f"{name.removeprefix('25.2.0.192.')}（127.0.0.10 127.0.0.4）に載っています。" in check.found


@pytest.mark.parametrize("code", ["252", "254", "255"])
def test_a_refusal_to_answer_is_never_a_listing(names, ask, code):
    for name in (ZEN, TEST_ENTRY):
        names.records[f"{name} A"] = [f"127.255.255.{code}"]
    check = checked(ask)
    assert check.colour == "unknown"
    assert check.found.startswith("確認できませんでした。") and f"127.255.255.{code}" in check.found
    assert "載っているという意味ではありません" in check.advice
    del names.records[f"{ZEN} A"]
    assert checked(ask).colour == "unknown"


def test_not_listed_counts_only_when_the_test_entry_answers(names, ask):
    del names.records[f"{TEST_ENTRY} A"]
    check = checked(ask)
    assert check.colour == "unknown" and "127.0.0.2" in check.found


def test_a_further_list_that_is_away_is_only_mentioned(names, ask, impatient):
    names.silent |= {"25.2.0.192.bl.spamcop.net", "2.0.0.127.bl.spamcop.net"}
    check = checked(ask)
    assert check.colour == "green" and "bl.spamcop.net は答えなかった" in check.found


@pytest.mark.parametrize("name", [ZEN, TEST_ENTRY])
def test_a_failure_is_unknown(names, ask, name, impatient):
    names.errors[name] = "SERVFAIL"
    assert checked(ask).colour == "unknown"
    del names.errors[name]
    names.silent.add(name)
    assert checked(ask).colour == "unknown"


def test_a_list_that_lists_the_whole_world_is_not_believed(names, ask):
    names.records |= {f"{ZEN} A": ["127.0.0.2"], "1.0.0.127.zen.spamhaus.org A": ["127.0.0.2"]}
    assert checked(ask).colour == "unknown"


def test_an_address_that_no_list_would_give_is_no_listing(names, ask):
    names.records[f"{ZEN} A"] = ["203.0.113.80"]
    assert checked(ask).colour == "unknown"


def test_ipv6_is_asked_digit_by_digit(names, ask):
    assert checked(ask, "2001:db8::25").found == "2001:db8::25 は、zen.spamhaus.org に載っていません。"
    digits = reverse_name("2001:db8::25").removesuffix(".ip6.arpa")
    names.records[f"{digits}.zen.spamhaus.org A"] = ["127.0.0.3"]
    assert checked(ask, "2001:db8::25").colour == "red"


def test_without_an_address_nothing_can_be_checked(ask):
    check = check_block_lists(asker=ask(), sender=Sender(why_unknown="分かりません。"))
    assert check.colour == "unknown"
