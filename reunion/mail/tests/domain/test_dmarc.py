"""DMARC by RFC 9989: what counts for a domain, and whether the visible From belongs to it."""

import pytest

from reunion.mail.domain.dmarc import parse, rewritten
from reunion.mail.domain.dmarc_judging import check_dmarc
from reunion.mail.domain.dmarc_walking import names_to_ask, organization_in, policy_for, walk

REPORTS = "rua=mailto:reports@reunion.example"


@pytest.fixture(autouse=True)
def own_from(settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"


def checked(names, ask, *texts, domain="reunion.example"):
    names.records[f"_dmarc.{domain} TXT"] = list(texts)
    return check_dmarc(domain, asker=ask())


def test_a_good_record_with_an_aligned_from_is_green(names, ask):
    check = check_dmarc("reunion.example", asker=ask())
    assert (check.name, check.colour, check.advice, check.record) == ("dmarc", "green", "", "")
    assert check.found == (
        "_dmarc.reunion.example に、DMARCのレコード「v=DMARC1; p=reject; rua=mailto:reports@reunion.example」"
        "があります（p=reject）。差出人 kanji@reunion.example は、このドメインと一致しています。"
    )
    assert names.questions == ["_dmarc.reunion.example TXT"]


@pytest.mark.parametrize(
    ("text", "colour", "record"),
    [
        ("v=DMARC1; p=quarantine", "green", ""),
        ("v = DMARC1 ;p = REJECT ;", "green", ""),
        ("v=DMARC1; sp=reject; p=reject; np=reject; psd=n", "green", ""),
        (f"v=DMARC1; p=none; {REPORTS}", "yellow", f"v=DMARC1; p=quarantine; {REPORTS}"),
        ("v=DMARC1; p=reject; t=y", "yellow", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject; pct=10", "yellow", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject; pct=100; rf=afrf; ri=86400", "green", "v=DMARC1; p=reject"),
        (f"v=DMARC1; {REPORTS}", "yellow", f"v=DMARC1; p=quarantine; {REPORTS}"),
        (f"v=DMARC1; p=block; {REPORTS}", "yellow", f"v=DMARC1; p=quarantine; {REPORTS}"),
        (f"v=DMARC1; p=reject; sp=no; {REPORTS}", "yellow", f"v=DMARC1; p=reject; {REPORTS}"),
        ("v=DMARC1; p=block", "red", "v=DMARC1; p=quarantine"),
        ("v=DMARC1", "red", "v=DMARC1; p=quarantine"),
        ("v=dmarc1; p=reject", "red", "v=DMARC1; p=quarantine"),
        ("v=DMARC2; p=reject", "red", "v=DMARC1; p=quarantine"),
        ("p=reject; v=DMARC1", "red", "v=DMARC1; p=quarantine"),
        ("v=spf1 -all", "red", "v=DMARC1; p=quarantine"),
    ],
)
def test_the_colour_of_a_record_and_how_it_is_mended(names, ask, text, colour, record):
    check = checked(names, ask, text)
    assert check.colour == colour
    assert check.record == (f'_dmarc.reunion.example TXT "{record}"' if record else "")
    assert "pct" not in check.record


def test_no_record_anywhere_is_red(names, ask, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@club.nowhere.example"
    check = check_dmarc("club.nowhere.example", asker=ask())
    assert (check.colour, check.record) == ("red", '_dmarc.club.nowhere.example TXT "v=DMARC1; p=quarantine"')
    assert set(names.questions) == {
        "_dmarc.club.nowhere.example TXT",
        "_dmarc.nowhere.example TXT",
        "_dmarc.example TXT",
    }


def test_two_records_are_none_and_made_one(names, ask):
    check = checked(names, ask, "v=DMARC1; p=none", f"v=DMARC1; p=reject; pct=50; {REPORTS}")
    assert check.colour == "red" and "2件あります" in check.found
    assert check.record == f'_dmarc.reunion.example TXT "v=DMARC1; p=reject; {REPORTS}"'
    assert checked(names, ask, "v=DMARC1; p=reject", "something else").colour == "green"


@pytest.mark.parametrize(
    ("text", "exists", "policy", "colour"),
    [
        ("v=DMARC1; p=reject", True, "reject", "green"),
        ("v=DMARC1; p=reject; sp=none", True, "none", "yellow"),
        ("v=DMARC1; p=none; sp=quarantine", True, "quarantine", "green"),
        ("v=DMARC1; p=reject; sp=quarantine; np=none", False, "none", "yellow"),
        ("v=DMARC1; p=none; sp=none; np=reject", False, "reject", "green"),
        ("v=DMARC1; p=none; sp=none; np=reject", True, "none", "yellow"),
        ("v=DMARC1; p=none; sp=quarantine", False, "quarantine", "green"),
        ("v=DMARC1; p=none; sp=reject; t=y", True, "quarantine", "yellow"),
    ],
)
def test_a_subdomain_inherits_from_its_organization(names, ask, settings, text, exists, policy, colour):
    settings.DEFAULT_FROM_EMAIL = "kanji@class3.mail.reunion.example"
    names.records["_dmarc.reunion.example TXT"] = [text]
    if exists:
        names.records["class3.mail.reunion.example MX"] = ["10 mail.reunion.example."]
    found = policy_for("class3.mail.reunion.example", asker=ask())
    assert (found.at, found.effective) == ("reunion.example", policy)
    check = check_dmarc("class3.mail.reunion.example", asker=ask())
    assert check.colour == colour
    assert check.record == (
        "" if colour == "green" else '_dmarc.class3.mail.reunion.example TXT "v=DMARC1; p=quarantine"'
    )


def test_the_walk_asks_eight_times_at_most():
    assert names_to_ask("a.b.c.d.e.f.g.h.i.j.mail.example.com") == [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
    ]
    eight = names_to_ask("a.b.c.d.e.f.example.com")
    assert (len(eight), eight[1]) == (8, "b.c.d.e.f.example.com")
    assert names_to_ask("example.com") == ["example.com", "com"]


@pytest.mark.parametrize(
    ("records", "organization"),
    [
        ({"mail.example.com": "", "example.com": ""}, "example.com"),
        ({"mail.example.com": "psd=n", "example.com": ""}, "mail.example.com"),
        ({"com": "psd=y"}, "example.com"),
        ({"example.com": "psd=y", "com": ""}, "mail.example.com"),
        ({"a.mail.example.com": "psd=y"}, "a.mail.example.com"),
        ({"a.mail.example.com": "psd=n", "example.com": ""}, "a.mail.example.com"),
        ({"com": ""}, "com"),
        ({}, "a.mail.example.com"),
    ],
)
def test_where_an_organization_begins(names, ask, records, organization):
    for name, more in records.items():
        names.records[f"_dmarc.{name} TXT"] = [f"v=DMARC1; p=reject; {more}"]
    assert organization_in(walk("a.mail.example.com", asker=ask())) == organization


def test_a_public_suffix_speaks_for_who_has_no_record(names, ask, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@club.city.example"
    names.records["_dmarc.city.example TXT"] = ["v=DMARC1; p=reject; sp=quarantine; psd=y"]
    names.records["club.city.example MX"] = ["10 mail.reunion.example."]
    found = policy_for("club.city.example", asker=ask())
    assert (found.at, found.tag, found.effective) == ("city.example", "sp", "quarantine")
    assert "_dmarc.example TXT" not in names.questions
    names.records["_dmarc.club.city.example TXT"] = ["v=DMARC1; p=reject"]
    assert policy_for("www.club.city.example", asker=ask()).at == "club.city.example"


@pytest.mark.parametrize("policy", ["reject", "quarantine", "none"])
def test_a_from_of_another_domain_is_red(names, ask, settings, policy):
    settings.DEFAULT_FROM_EMAIL = "同窓会 <kanji@freemail.example>"
    names.records["_dmarc.freemail.example TXT"] = [f"v=DMARC1; p={policy}"]
    check = check_dmarc("reunion.example", asker=ask())
    assert check.colour == "red"
    assert (
        "差出人 kanji@freemail.example は、送信に使うドメイン reunion.example と一致しません。" in check.found
    )
    assert (f"p={policy} なので" in check.found) == (policy != "none")
    assert check.advice.startswith(
        "差出人のアドレス（DEFAULT_FROM_EMAIL）を、reunion.example のアドレスに変えます。"
    )


@pytest.mark.parametrize("code", ["REFUSED", "SERVFAIL"])
def test_a_from_of_another_domain_is_red_also_when_that_does_not_answer(names, ask, settings, code):
    settings.DEFAULT_FROM_EMAIL = "kanji@freemail.example"
    names.errors["_dmarc.freemail.example"] = code
    assert check_dmarc("reunion.example", asker=ask()).colour == "red"


def test_neighbours_under_a_public_suffix_are_not_aligned(names, ask, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@ours.city.example"
    names.records["_dmarc.city.example TXT"] = ["v=DMARC1; p=reject; psd=y"]
    names.records["theirs.city.example MX"] = ["10 mail.reunion.example."]
    assert check_dmarc("theirs.city.example", asker=ask()).colour == "red"
    names.records["_dmarc.city.example TXT"] = ["v=DMARC1; p=reject"]
    assert check_dmarc("theirs.city.example", asker=ask()).colour == "green"


@pytest.mark.parametrize(
    ("tags", "colour"),
    [("", "green"), ("; adkim=s; aspf=s", "red"), ("; aspf=s", "yellow"), ("; adkim=s", "yellow")],
)
def test_a_from_in_a_subdomain_is_aligned_unless_strict(names, ask, settings, tags, colour):
    settings.DEFAULT_FROM_EMAIL = "kanji@class3.reunion.example"
    names.records["class3.reunion.example MX"] = ["10 mail.reunion.example."]
    names.records["_dmarc.reunion.example TXT"] = [f"v=DMARC1; p=reject{tags}"]
    check = check_dmarc("reunion.example", asker=ask())
    assert check.colour == colour
    assert check.record == ('_dmarc.reunion.example TXT "v=DMARC1; p=reject"' if tags else "")


def test_a_return_path_elsewhere_leaves_one_leg(names, ask, settings):
    settings.RETURN_PATH_DOMAIN = "bounces.provider.example"
    check = check_dmarc("reunion.example", asker=ask())
    assert check.colour == "yellow" and "SPF では一致しません" in check.found
    settings.RETURN_PATH_DOMAIN = "bounces.reunion.example"
    assert check_dmarc("reunion.example", asker=ask()).colour == "green"


def test_the_from_has_troubles_of_its_own(names, ask, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@class3.reunion.example"
    names.records["_dmarc.class3.reunion.example TXT"] = ["v=DMARC1; p=none", "v=DMARC1; p=reject"]
    names.records["_dmarc.reunion.example TXT"] = ["v=DMARC1; p=reject"]
    assert check_dmarc("reunion.example", asker=ask()).colour == "red"


def test_without_a_from_the_record_alone_is_judged(ask, settings):
    settings.DEFAULT_FROM_EMAIL = "reunion@localhost"
    check = check_dmarc("reunion.example", asker=ask())
    assert check.colour == "green" and "まだ決まっていません" in check.found


def test_a_failure_is_unknown_except_at_the_top_level(names, ask, settings, impatient):
    settings.DEFAULT_FROM_EMAIL = "kanji@class3.reunion.example"
    names.errors["_dmarc.example"] = "REFUSED"
    assert check_dmarc("class3.reunion.example", asker=ask()).colour == "green"
    names.errors["_dmarc.reunion.example"] = "SERVFAIL"
    assert check_dmarc("class3.reunion.example", asker=ask()).colour == "unknown"
    names.records["_dmarc.mail.reunion.example TXT"] = ["v=DMARC1; p=none", "v=DMARC1; p=reject"]
    assert check_dmarc("mail.reunion.example", asker=ask()).colour == "red"
    names.silent.add("_dmarc.class3.reunion.example")
    assert "返事が時間内にありません" in check_dmarc("class3.reunion.example", asker=ask()).found


def test_a_record_is_rewritten_without_what_is_gone():
    record = parse("v=DMARC1; rua=mailto:a@b.example,mailto:c@d.example; x=1; p=none; pct=5; fo=1")
    assert rewritten(record, p="reject") == (
        "v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:c@d.example; fo=1"
    )
    assert record.gone == ("pct=5",) and record.asks_for_reports
