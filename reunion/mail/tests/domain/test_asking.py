"""Silence, errors and "there is no such name" are three different things."""

import time

import pytest

from reunion.lib.refused import Refused
from reunion.mail.domain.asking import Answer, Asker, CouldNotAsk, reverse_name, server_and_port

from .name_server import NameServer


def test_no_such_name_is_told_from_a_name_without_such_a_record(names, ask):
    assert ask().ask("reunion.example", "TXT").values == (
        "other=thing",
        "v=spf1 ip4:192.0.2.0/28 include:_spf.provider.example ~all",
    )
    assert ask().ask("reunion.example", "MX") == Answer((), name_exists=True)
    assert ask().ask("nowhere.example", "MX") == Answer((), name_exists=False)


@pytest.mark.parametrize("code", ["SERVFAIL", "REFUSED"])
def test_an_error_is_no_answer(names, ask, code):
    names.errors["reunion.example"] = code
    with pytest.raises(CouldNotAsk, match=f"エラー（{code}）"):
        ask().texts("reunion.example")


def test_silence_is_no_answer(names, ask, impatient):
    names.silent.add("reunion.example")
    with pytest.raises(CouldNotAsk, match="返事が時間内にありません"):
        ask().texts("reunion.example")


def test_all_questions_together_have_a_deadline(names, impatient):
    names.silent |= {"one.example", "two.example", "three.example"}
    asker = Asker(resolver=names.address, seconds=0.4)
    began = time.monotonic()
    for name in sorted(names.silent):
        with pytest.raises(CouldNotAsk):
            asker.texts(name)
    assert time.monotonic() - began < 1
    assert not [question for question in names.questions if "two" in question]


def test_the_same_question_is_asked_once(names, ask, impatient):
    names.silent.add("silent.example")
    asker = ask()
    for _time in range(3):
        asker.texts("Reunion.Example.")
        with pytest.raises(CouldNotAsk):
            asker.texts("silent.example")
    assert names.questions.count("reunion.example TXT") == 1
    assert names.questions.count("silent.example TXT") <= 3


def test_a_text_in_several_strings_is_one(names, ask):
    names.records["split.example TXT"] = ['"v=spf1 ip4:192.0.2" ".25 -all"']
    assert ask().texts("split.example") == ("v=spf1 ip4:192.0.2.25 -all",)


def test_an_answer_too_long_for_a_packet_comes_over_tcp(names, ask):
    long = (
        "v=spf1 " + " ".join(f"ip4:198.51.{high}.{low}" for high in range(10) for low in range(20)) + " -all"
    )
    names.records["long.example TXT"] = [long]
    assert ask().texts("long.example") == (long,)
    assert names.questions_over_tcp == ["long.example"]


@pytest.mark.parametrize("shows_behind_aliases", [True, False])
def test_an_alias_is_followed(names, ask, shows_behind_aliases):
    names.shows_behind_aliases = shows_behind_aliases
    names.records |= {
        "a.example CNAME": ["b.example."],
        "b.example CNAME": ["c.example."],
        "c.example TXT": ["here"],
        "lost.example CNAME": ["nowhere.example."],
    }
    assert ask().texts("a.example") == ("here",)
    assert ask().ask("lost.example", "TXT") == Answer((), name_exists=False)


def test_aliases_in_a_ring_are_no_answer(names, ask):
    names.shows_behind_aliases = False
    names.records |= {"a.example CNAME": ["b.example."], "b.example CNAME": ["a.example."]}
    with pytest.raises(CouldNotAsk):
        ask().texts("a.example")


def test_a_name_that_cannot_exist_does_not(ask):
    assert ask().ask(f"{'x' * 64}.example", "TXT") == Answer((), name_exists=False)
    assert ask().ask("a..example", "TXT") == Answer((), name_exists=False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("192.0.2.1:5353", ("192.0.2.1", 5353)),
        ("192.0.2.1", ("192.0.2.1", 53)),
        ("[2001:db8::1]:5353", ("2001:db8::1", 5353)),
        ("2001:db8::1", ("2001:db8::1", 53)),
        ("localhost:5353", ("127.0.0.1", 5353)),
    ],
)
def test_a_name_server_and_its_port(text, place):
    assert server_and_port(text) == place


@pytest.mark.parametrize(
    "text", ["192.0.2.1:0", "192.0.2.1:99999", "192.0.2.1:dns", ":53", "nowhere.invalid:53"]
)
def test_a_name_server_that_cannot_be_read(text):
    with pytest.raises(Refused, match="のように書きます"):
        server_and_port(text)


def test_the_name_under_which_an_address_is_asked_for():
    assert reverse_name("192.0.2.25") == "25.2.0.192.in-addr.arpa"
    assert reverse_name("2001:db8::25").startswith("5.2.0.0.")


def test_two_servers_at_once_do_not_meet():
    one, other = NameServer({"a.example TXT": ["one"]}), NameServer({"a.example TXT": ["other"]})
    try:
        assert Asker(resolver=one.address).texts("a.example") == ("one",)
        assert Asker(resolver=other.address).texts("a.example") == ("other",)
    finally:
        one.close()
        other.close()
