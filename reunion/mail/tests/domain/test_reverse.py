"""The address has a name, and the name leads back."""

import pytest

from reunion.mail.domain.asking import reverse_name
from reunion.mail.domain.reverse import check_reverse
from reunion.mail.domain.sender import Sender

V6 = "2001:db8::25"


def checked(ask, *addresses):
    return check_reverse("reunion.example", asker=ask(), sender=Sender(addresses, is_told=True))


def test_a_confirmed_name_is_green(ask):
    check = checked(ask, "192.0.2.25")
    assert (check.name, check.colour, check.advice, check.record) == ("ptr", "green", "", "")
    assert check.found == "192.0.2.25 の名前は mail.reunion.example で、その名前も同じアドレスに戻ります。"


def test_no_name_is_red_with_the_record_to_publish(ask):
    check = checked(ask, "192.0.2.26")
    assert (check.colour, check.record) == ("red", "26.2.0.192.in-addr.arpa PTR mail.reunion.example")


def test_a_name_that_leads_elsewhere_is_red(names, ask):
    names.records["mail.reunion.example A"] = ["192.0.2.99"]
    check = checked(ask, "192.0.2.25")
    assert (check.colour, check.record) == ("red", "mail.reunion.example A 192.0.2.25")
    assert "同じアドレスに戻りません" in check.found


def test_one_name_of_several_is_enough(names, ask):
    names.records["25.2.0.192.in-addr.arpa PTR"] = ["gone.example.", "mail.reunion.example."]
    assert checked(ask, "192.0.2.25").colour == "green"


def test_ipv6_is_confirmed_by_aaaa(names, ask):
    names.records[f"{reverse_name(V6)} PTR"] = ["mail.reunion.example."]
    assert checked(ask, V6).colour == "green"
    assert checked(ask, "192.0.2.25", V6).colour == "green"
    names.records["mail.reunion.example AAAA"] = ["2001:db8::99"]
    check = checked(ask, "192.0.2.25", V6)
    assert (check.colour, check.record) == ("red", f"mail.reunion.example AAAA {V6}")


def test_of_addresses_looked_up_one_confirmed_makes_the_others_yellow(ask):
    guessed = Sender(("192.0.2.25", V6), host="mail.reunion.example")
    assert check_reverse("reunion.example", asker=ask(), sender=guessed).colour == "yellow"
    alone = Sender((V6,), host="mail.reunion.example")
    assert check_reverse("reunion.example", asker=ask(), sender=alone).colour == "red"


@pytest.mark.parametrize("name", ["25.2.0.192.in-addr.arpa", "mail.reunion.example"])
def test_a_failure_is_unknown(names, ask, name, impatient):
    names.errors[name] = "SERVFAIL"
    assert checked(ask, "192.0.2.25").colour == "unknown"
    del names.errors[name]
    names.silent.add(name)
    assert checked(ask, "192.0.2.25").colour == "unknown"


def test_without_an_address_nothing_can_be_checked(ask):
    check = check_reverse("reunion.example", asker=ask(), sender=Sender(why_unknown="分かりません。"))
    assert (check.colour, check.found) == ("unknown", "確認できませんでした。分かりません。")
    assert "--ip" in check.advice
