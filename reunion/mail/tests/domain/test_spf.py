"""Who may send for the domain: what a record says, what it costs, and whether our server passes."""

import pytest

from reunion.mail.domain.sender import Sender
from reunion.mail.domain.spf import merged, parse, rewritten
from reunion.mail.domain.spf_counting import cost_of
from reunion.mail.domain.spf_judging import check_spf
from reunion.mail.domain.spf_passing import result_for

TOLD = Sender(("192.0.2.25",), is_told=True)
GUESSED = Sender(("192.0.2.25",), host="mail.reunion.example")
NOBODY = Sender(why_unknown="?")


def checked(names, ask, *texts, sender=TOLD):
    names.records["reunion.example TXT"] = list(texts)
    return check_spf("reunion.example", asker=ask(), sender=sender)


def test_a_good_record_is_green(ask):
    check = check_spf("reunion.example", asker=ask(), sender=TOLD)
    assert (check.name, check.colour, check.advice, check.record) == ("spf", "green", "", "")
    assert check.found == (
        "SPFのレコード「v=spf1 ip4:192.0.2.0/28 include:_spf.provider.example ~all」があります。"
        "192.0.2.25 からの送信を許しています（pass）。"
    )


def test_no_record_is_red_with_the_one_to_publish(names, ask):
    check = check_spf("nowhere.example", asker=ask(), sender=TOLD)
    assert (check.colour, check.record) == ("red", 'nowhere.example TXT "v=spf1 ip4:192.0.2.25 ~all"')
    names.records["bare.example MX"] = ["10 mail.reunion.example."]
    assert check_spf("bare.example", asker=ask(), sender=NOBODY).record == 'bare.example TXT "v=spf1 mx ~all"'
    by_host = Sender(host="smtp.provider.example", why_unknown="?")
    assert check_spf("bare.example", asker=ask(), sender=by_host).record == (
        'bare.example TXT "v=spf1 a:smtp.provider.example ~all"'
    )


@pytest.mark.parametrize("text", ["v=spf10 -all", "v=spf1;-all", "spf1 -all", "v=spf2.0/pra -all"])
def test_what_only_resembles_a_record_is_none(names, ask, text):
    assert "SPFのレコードがありません" in checked(names, ask, text).found


def test_two_records_are_broken_and_made_one(names, ask):
    check = checked(names, ask, "v=spf1 ip4:192.0.2.25 -all", "v=spf1 include:_spf.provider.example -all")
    assert check.colour == "red" and "permerror" in check.found
    assert check.record == ('reunion.example TXT "v=spf1 include:_spf.provider.example ip4:192.0.2.25 -all"')


@pytest.mark.parametrize(
    ("text", "colour", "record"),
    [
        ("v=spf1 ip4:192.0.2.25 -all", "green", ""),
        ("V=SPF1 IP4:192.0.2.25 ~ALL", "green", ""),
        ("v=spf1 ip4:192.0.2.25 +all", "red", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 ip4:192.0.2.25 all", "red", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 ip4:0.0.0.0/0 -all", "red", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 ip4:192.0.2.25 ?all", "yellow", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 ip4:192.0.2.25", "yellow", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 -all", "red", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1", "red", "v=spf1 ip4:192.0.2.25 ~all"),
        ("v=spf1 ip4:198.51.100.7 -all", "red", "v=spf1 ip4:192.0.2.25 ip4:198.51.100.7 -all"),
        ("v=spf1 ip4:198.51.100.7 ?all", "red", "v=spf1 ip4:192.0.2.25 ip4:198.51.100.7 ~all"),
        ("v=spf1 ip4:192.0.2.256 mx -all", "red", "v=spf1 mx -all"),
        ("v=spf1 ipv4:192.0.2.25 mx -all", "red", "v=spf1 mx -all"),
        ("v=spf1 include: mx -all", "red", "v=spf1 mx -all"),
        ("v=spf1 redirect=_spf.provider.example", "green", ""),
        ("v=spf1 include:_none.example mx -all", "red", "v=spf1 mx -all"),
        ("v=spf1 mx unknown=kept -all", "red", "v=spf1 ip4:192.0.2.25 mx unknown=kept -all"),
    ],
)
def test_the_colour_of_a_record_and_how_it_is_mended(names, ask, text, colour, record):
    names.records["reunion.example MX"] = ["10 elsewhere.example."]
    check = checked(names, ask, text)
    assert check.colour == colour
    assert check.record == (f'reunion.example TXT "{record}"' if record else "")


def test_an_address_that_was_only_looked_up_is_a_guess(names, ask):
    assert checked(names, ask, "v=spf1 ip4:198.51.100.7 -all", sender=GUESSED).colour == "yellow"
    assert checked(names, ask, "v=spf1 ip4:198.51.100.7 -all", sender=NOBODY).colour == "green"


def chain(names, count: int) -> str:
    for number in range(count):
        names.records[f"p{number}.example TXT"] = [f"v=spf1 ip4:203.0.113.{number} -all"]
    return " ".join(f"include:p{number}.example" for number in range(count))


@pytest.mark.parametrize(("count", "colour"), [(10, "green"), (11, "red"), (40, "red")])
def test_ten_look_ups_are_allowed(names, ask, count, colour):
    check = checked(names, ask, f"v=spf1 ip4:192.0.2.25 {chain(names, count)} -all")
    assert check.colour == colour
    assert ("問い合わせが11回いります" in check.found) == (count == 11)
    if colour == "red":
        assert check.record == 'reunion.example TXT "v=spf1 ip4:192.0.2.25 ~all"'


def test_look_ups_inside_what_is_included_count_too(names, ask):
    names.records |= {
        "outer.example TXT": [f"v=spf1 {chain(names, 6)} redirect=inner.example"],
        "inner.example TXT": ["v=spf1 a:mail.reunion.example exists:%{i}.x.example ptr mx:m.example ~all"],
        "m.example MX": ["10 mail.reunion.example."],
    }
    cost = cost_of(parse("v=spf1 include:outer.example -all"), "reunion.example", asker=ask())
    assert (cost.lookups, cost.voids, cost.faults) == (12, [], [])


def test_what_stands_after_all_costs_nothing(ask):
    record = parse("v=spf1 mx:mail.reunion.example -all include:nowhere.example redirect=nowhere.example")
    cost = cost_of(record, "reunion.example", asker=ask())
    assert (cost.lookups, cost.faults) == (1, [])


def test_an_include_that_leads_back_to_itself_is_broken(names, ask):
    names.records |= {
        "a.example TXT": ["v=spf1 include:b.example -all"],
        "b.example TXT": ["v=spf1 include:A.example -all"],
    }
    check = checked(names, ask, "v=spf1 ip4:192.0.2.25 include:a.example -all")
    assert check.colour == "red" and "輪になっています" in check.found
    itself = checked(names, ask, "v=spf1 ip4:192.0.2.25 include:reunion.example -all")
    assert itself.record == 'reunion.example TXT "v=spf1 ip4:192.0.2.25 -all"'


@pytest.mark.parametrize(("count", "colour"), [(2, "green"), (3, "red")])
def test_two_look_ups_may_find_nothing(names, ask, count, colour):
    gone = " ".join(f"a:gone{number}.example" for number in range(count))
    check = checked(names, ask, f"v=spf1 ip4:192.0.2.25 {gone} -all")
    assert check.colour == colour
    assert check.record == ('reunion.example TXT "v=spf1 ip4:192.0.2.25 -all"' if colour == "red" else "")


def test_a_failure_on_the_way_is_unknown_but_a_certain_fault_stays_red(names, ask):
    names.errors["broken.example"] = "SERVFAIL"
    assert checked(names, ask, "v=spf1 include:broken.example -all").colour == "unknown"
    assert checked(names, ask, "v=spf1 include:broken.example +all").colour == "red"
    names.errors["reunion.example"] = "SERVFAIL"
    assert check_spf("reunion.example", asker=ask(), sender=TOLD).found.startswith("確認できませんでした。")


@pytest.mark.parametrize(
    ("text", "address", "result"),
    [
        ("ip4:192.0.2.0/28 -all", "192.0.2.15", "pass"),
        ("ip4:192.0.2.0/28 -all", "192.0.2.16", "fail"),
        ("ip6:2001:db8::/32 ~all", "2001:db8::25", "pass"),
        ("ip4:192.0.2.25 ~all", "2001:db8::25", "softfail"),
        ("a:mail.reunion.example -all", "192.0.2.25", "pass"),
        ("a:mail.reunion.example//64 -all", "2001:db8::99", "pass"),
        ("a:mail.reunion.example/24 -all", "192.0.2.99", "pass"),
        ("mx -all", "192.0.2.25", "pass"),
        ("ptr -all", "192.0.2.25", "pass"),
        ("ptr:other.example -all", "192.0.2.25", "fail"),
        ("include:_spf.provider.example -all", "2001:db8::25", "pass"),
        ("include:_spf.provider.example ?all", "198.51.100.7", "neutral"),
        ("-ip4:192.0.2.25 +all", "192.0.2.25", "fail"),
        ("redirect=_spf.provider.example", "198.51.100.7", "fail"),
        ("exists:%{ir}.%{v}._spf.%{d2} -all", "192.0.2.25", "pass"),
        ("exists:%{ir}.%{v}._spf.%{d2} -all", "192.0.2.26", "fail"),
        ("include:%{d1r}.spf.example -all", "192.0.2.25", "permerror"),
        ("include:nowhere.example -all", "192.0.2.25", "permerror"),
        ("a:mail.reunion.example", "198.51.100.7", "neutral"),
    ],
)
def test_whether_an_address_passes(names, ask, text, address, result):
    names.records |= {
        "reunion.example MX": ["10 mail.reunion.example."],
        "25.2.0.192.in-addr._spf.reunion.example A": ["127.0.0.1"],
    }
    record = parse(f"v=spf1 {text}")
    assert result_for(address, record, "reunion.example", asker=ask()) == result


def test_a_record_is_read_word_by_word():
    record = parse("v=spf1 a mx:mail.example/24//64 ?include:p.example redirect=q.example x=y ip4:1.2.3.4/33")
    assert [(term.name, term.qualifier, term.target) for term in record.terms] == [
        ("a", "+", ""),
        ("mx", "+", "mail.example"),
        ("include", "?", "p.example"),
        ("redirect", "+", "q.example"),
        ("", "+", ""),
    ]
    assert record.terms[1].prefixes == (24, 64)
    assert record.mistakes == ("ip4:1.2.3.4/33",)
    assert parse("v=spf1 redirect=a.example redirect=b.example").mistakes == ("redirect=b.example",)
    assert parse("v=spf1 all:example.jp a/33 mx:nodot %{x}").mistakes == (
        "all:example.jp",
        "a/33",
        "mx:nodot",
        "%{x}",
    )


def test_records_become_one_and_keep_what_they_allow():
    one, other = parse("v=spf1 mx -all"), parse("v=spf1 mx redirect=p.example")
    assert merged([one, other]) == "v=spf1 mx include:p.example -all"
    assert merged([one, parse("v=spf1 a ~all")]) == "v=spf1 mx a ~all"
    assert rewritten(other, first=["ip4:192.0.2.25"]) == "v=spf1 ip4:192.0.2.25 mx redirect=p.example"
