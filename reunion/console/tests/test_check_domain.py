"""`manage.py check_domain` against a name server of the test: JSON, table, and what is no use of it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reunion.mail.tests.domain.good_domain import good_records
from reunion.mail.tests.domain.name_server import NameServer


@pytest.fixture(autouse=True)
def own_from(settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"


@pytest.fixture
def names():
    server = NameServer(good_records())
    yield server
    server.close()


def said(*command, **options) -> str:
    out = io.StringIO()
    call_command("check_domain", *command, stdout=out, **options)
    return out.getvalue()


def asked(names, *more) -> dict[str, dict]:
    told = [
        "reunion.example",
        "--json",
        "--resolver",
        names.address,
        "--ip",
        "192.0.2.25",
        "--selector",
        "s1",
    ]
    answer = json.loads(said(*told, *more))
    assert list(answer) == ["domain", "checks"] and answer["domain"] == "reunion.example"
    assert all(list(check) == ["name", "colour", "found", "advice", "record"] for check in answer["checks"])
    return {check["name"]: check for check in answer["checks"]}


def test_a_good_domain(names):
    checks = asked(names)
    assert {name: check["colour"] for name, check in checks.items()} == {
        "spf": "green",
        "dkim": "green",
        "dmarc": "green",
        "ptr": "green",
        "dnsbl": "green",
        "tls": "unknown",
    }


def test_a_bad_one_is_no_failure_of_the_command(names, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@elsewhere.example"
    names.records |= {
        "reunion.example TXT": ["v=spf1 +all"],
        "mail.reunion.example A": ["192.0.2.99"],
        "25.2.0.192.zen.spamhaus.org A": ["127.0.0.2"],
    }
    checks = asked(names, "--selector", "s2")
    assert [check["colour"] for check in checks.values()] == ["red"] * 5 + ["unknown"]
    assert checks["spf"]["record"] == 'reunion.example TXT "v=spf1 ip4:192.0.2.25 ~all"'
    assert checks["ptr"]["record"] == "mail.reunion.example A 192.0.2.25"


def test_a_table_for_people(names):
    table = said("reunion.example", resolver=names.address, ip="192.0.2.26").splitlines()
    assert table[0] == "reunion.example から出すメールの信用"
    assert "DKIM  ？　確認できませんでした" in table
    assert "PTR   赤　直すところがあります" in table
    assert "      公開するレコード: 26.2.0.192.in-addr.arpa PTR mail.reunion.example" in table


@pytest.mark.parametrize(
    "told",
    [["kanji@reunion.example"], ["reunion.example", "--ip", "x"], ["reunion.example", "--resolver", "x:y"]],
)
def test_misuse_is_refused(told):
    with pytest.raises(CommandError, match="が読み取れません"):
        said(*told)
