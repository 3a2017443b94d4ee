"""Right behind trusted proxies; a stranger never chooses their address."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from reunion.public.visitors import network_of


def seen(peer: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return network_of(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.fixture
def proxies(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "fd00::/8", "192.0.2.7"]


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_without_proxies_the_peer_counts_whatever_the_header_says(settings, peer, network):
    settings.TRUSTED_PROXIES = []
    assert seen(peer) == network
    assert seen(peer, "198.51.100.1") == network


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        (None, "10.0.0.1"),
        ("", "10.0.0.1"),
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.2.3.4, 192.0.2.7", "203.0.113.9"),
        ("203.0.113.9, 192.0.2.8", "192.0.2.8"),
        ("10.9.9.9, 10.2.3.4", "10.9.9.9"),
        ("203.0.113.9:51234", "203.0.113.9"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("2001:db8:0:1:ffff::1", "2001:db8:0:1::/64"),
        ("2001:db8::5, fd00::1", "2001:db8::/64"),
        ("::ffff:203.0.113.9, ::ffff:10.2.3.4", "203.0.113.9"),
        ("1.1.1.1, unknown", "10.0.0.1"),
        ("1.1.1.1, unknown, 10.2.3.4", "10.2.3.4"),
        ("1.1.1.1, , 10.2.3.4", "10.2.3.4"),
        ("1.1.1.1, 2130706433", "10.0.0.1"),
        ("1.1.1.1, 010.1.1.1", "10.0.0.1"),
        ("1.1.1.1, ２０３.0.113.9", "10.0.0.1"),
        ("1.1.1.1, [", "10.0.0.1"),
        ("1.1.1.1, <script>", "10.0.0.1"),
    ],
)
def test_behind_proxies_the_first_stranger_from_the_right_is_the_guest(proxies, forwarded, network):
    assert seen("10.0.0.1", forwarded) == network


def test_a_stranger_that_is_no_proxy_writes_no_header(proxies):
    assert seen("203.0.113.9", "198.51.100.1") == "203.0.113.9"
    assert seen("203.0.113.9", "198.51.100.1, 10.0.0.1") == "203.0.113.9"


def test_at_the_other_end_of_a_local_socket_is_our_proxy(proxies):
    assert seen("", "1.1.1.1, 203.0.113.9") == "203.0.113.9"
    assert seen("", "1.1.1.1, nonsense") == ""


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=200))
def test_whatever_a_stranger_writes_the_proxy_has_the_last_word(made_up):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    request.META["HTTP_X_FORWARDED_FOR"] = f"{made_up}, 203.0.113.9"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.TRUSTED_PROXIES", ["10.0.0.0/8"])
        assert network_of(request) == "203.0.113.9"
