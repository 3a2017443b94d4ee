"""All six checks together: the order, the defaults, the bounds."""

import time

import pytest
from django.utils import translation

from reunion.lib.refused import Refused
from reunion.mail.domain import transport
from reunion.mail.domain.asking import CouldNotAsk
from reunion.mail.domain.checking import check_domain, domain_named
from reunion.mail.domain.sender import Sender, sender_of
from reunion.mail.domain.verdict import Colour, Remark, check_of, txt_record
from reunion.mail.tests.post_office import free_port

from .name_server import NameServer
from .test_transport import smart_host

ALL = ["spf", "dkim", "dmarc", "ptr", "dnsbl", "tls"]


@pytest.fixture(autouse=True)
def own_from(settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"


def colours(*, resolver: str, **told) -> dict[str, str]:
    return {
        check.name: str(check.colour) for check in check_domain("reunion.example", resolver=resolver, **told)
    }


def test_a_good_domain_is_green_from_top_to_bottom(names):
    found = colours(resolver=names.address, selectors=["s1"], ip="192.0.2.25")
    assert list(found) == ALL
    assert found == dict.fromkeys(ALL, "green") | {"tls": "unknown"}


def test_selector_and_address_come_from_the_settings(names, settings, monkeypatch):
    monkeypatch.setattr(transport, "SECONDS_FOR_A_STEP", 0.3)
    settings.DKIM_SELECTOR = "s1, s2"
    smart_host(settings, "mail.reunion.example", free_port())
    del names.records["mail.reunion.example AAAA"]
    found = colours(resolver=names.address)
    assert found == dict.fromkeys(ALL, "green") | {"dkim": "red", "tls": "unknown"}
    settings.DKIM_SELECTOR = ""
    assert colours(resolver=names.address)["dkim"] == "unknown"


def test_a_server_that_is_down_makes_everything_unknown_in_time(settings):
    smart_host(settings, "mail.reunion.example", 587)
    server = NameServer()
    server.silent.add("mail.reunion.example")
    address = server.address
    server.close()
    began = time.monotonic()
    found = colours(resolver=address, selectors=["s1"], ip="192.0.2.25")
    assert found == dict.fromkeys(ALL, "unknown")
    assert time.monotonic() - began < 15


def test_every_failure_is_unknown(names, settings, impatient):
    smart_host(settings, "mail.reunion.example", 587)
    names.errors |= {name.split()[0]: "SERVFAIL" for name in names.records}
    names.errors["25.2.0.192.zen.spamhaus.org"] = "SERVFAIL"
    found = colours(resolver=names.address, selectors=["s1"], ip="192.0.2.25")
    assert found == dict.fromkeys(ALL, "unknown")


def test_sentences_are_in_the_language_of_whoever_asks(names):
    with translation.override("en"):
        first = check_domain("nowhere.example", resolver=names.address, ip="192.0.2.25")
        assert first[0].found == translation.gettext("%(domain)s に、SPFのレコードがありません。") % {
            "domain": "nowhere.example"
        }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Reunion.Example.", "reunion.example"),
        ("ｒｅｕｎｉｏｎ．ｅｘａｍｐｌｅ", "reunion.example"),
        ("同窓会.example", "xn--6oq63jo03b.example"),
    ],
)
def test_a_domain_as_it_is_typed(typed, name):
    assert domain_named(typed) == name


@pytest.mark.parametrize(
    "typed", ["", "localhost", "kanji@reunion.example", "a..example", "-a.example", "a b.example"]
)
def test_a_domain_that_cannot_be_read_is_refused(typed):
    with pytest.raises(Refused, match="@ の後ろだけを"):
        domain_named(typed)


def test_what_cannot_be_read_is_refused_before_anybody_is_asked(names):
    with pytest.raises(Refused, match="IPアドレス"):
        colours(resolver=names.address, ip="192.0.2")
    with pytest.raises(Refused, match="セレクタ"):
        colours(resolver=names.address, selectors=["s 1"])
    with pytest.raises(Refused, match="DNSサーバー"):
        colours(resolver="nonsense:dns")
    assert names.questions == []


def test_the_addresses_of_the_smart_host(names, ask, settings):
    smart_host(settings, "mail.reunion.example", 587)
    assert sender_of(ask()) == Sender(("192.0.2.25", "2001:db8::25"), host="mail.reunion.example")
    assert sender_of(ask(), ip="192.0.2.7") == Sender(
        ("192.0.2.7",), is_told=True, host="mail.reunion.example"
    )
    settings.EMAIL_HOST = "192.0.2.30"
    assert sender_of(ask()).addresses == ("192.0.2.30",)
    for inside in ("127.0.0.1", "localhost", "10.0.0.5", "mailhost"):
        settings.EMAIL_HOST = inside
        assert sender_of(ask()).addresses == () and sender_of(ask()).why_unknown
    settings.EMAIL_CONFIGURED = False
    assert sender_of(ask()) == Sender(why_unknown="メールを送り出すサーバーが、まだ決まっていません。")


def test_the_gravest_remark_gives_the_colour():
    green, yellow = Remark(Colour.GREEN, "緑。"), Remark(Colour.YELLOW, "黄。", "直す。", "y TXT")
    unknown, red = Remark(Colour.UNKNOWN, "不明。"), Remark(Colour.RED, "赤。", "直す。")
    check = check_of("spf", [green, yellow, red, unknown])
    assert (check.colour, check.found) == ("red", "赤。不明。黄。緑。")
    assert (check.advice, check.record) == ("直す。", "y TXT")
    assert check_of("spf", [green, yellow, unknown]).colour == "unknown"


def test_a_long_text_is_published_in_strings():
    assert txt_record("a.example", "x" * 300) == f'a.example TXT "{"x" * 255}" "{"x" * 45}"'


def test_a_failure_says_why():
    assert str(CouldNotAsk("返事がありません。")) == "返事がありません。"
