"""A person decides where an address lies today: choosing, writing, not using, and taking it back."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.roster.addresses import Candidate, postal_code_table, resolve
from reunion.roster.confirming import (
    accept_certain,
    candidates,
    confirm,
    correct_print,
    leave_unused,
    put_off,
    take_back,
    write_today,
)
from reunion.roster.models import YearbookAddress
from reunion.roster.printed_addresses import set_place
from reunion.roster.same_town import give_same_town, same_town

pytestmark = pytest.mark.django_db
NESTED = "青森県青森市大字浪館字前田"
HERE = Candidate("2720021", "千葉県", "市川市", "八幡", "3-4-5")


@pytest.fixture
def reunion():
    return cast.mamagawa()


def printed(reunion, names, code="038", text=f"{NESTED}100", **changes) -> YearbookAddress:
    person = cast.classmate(reunion, names, **changes)
    address = YearbookAddress(classmate=person, printed_code=code, printed_address=text)
    set_place(address, resolve(code, text, postal_code_table()))
    address.save()
    return address


@pytest.fixture
def address(reunion):
    return printed(reunion, "高田 裕子 たかだ ゆうこ")


def choose_second(address) -> None:
    confirm(address, place=1, postal_code=candidates(address)[1].postal_code, actor=None)


def stands(address) -> tuple:
    address.refresh_from_db()
    return address.grade, address.decision, address.postal_code, address.town


def test_what_is_chosen_is_certain_and_asks_nobody_any_more(reunion, address):
    choose_second(address)
    assert stands(address) == ("certain", "chosen", "0380024", "浪館前田")
    assert not YearbookAddress.objects.of_writable(reunion.cohort).undecided().exists()
    assert Entry.objects.about(address.classmate).get().sentence == "いまの住所を選びました"


def test_of_two_persons_at_once_the_second_is_told(address):
    choose_second(address)
    with pytest.raises(Refused, match="もう決まっています"):
        confirm(address, place=0, postal_code="0380022", actor=None)
    with pytest.raises(Refused, match="もう決まっています"):
        leave_unused(address, actor=None)
    assert stands(address) == ("certain", "chosen", "0380024", "浪館前田")


def test_a_decision_is_taken_back_once(address):
    before = stands(address)
    choose_second(address)
    take_back(address, actor=None)
    take_back(address, actor=None)
    assert stands(address) == before == ("unclear", "", "0380022", "浪館")
    assert [entry.action for entry in Entry.objects.about(address.classmate)] == ["taken_back", "chosen"]


def test_an_address_is_written_by_hand(address):
    write_today(address, today=HERE, actor=None)
    assert stands(address) == ("certain", "written", "2720021", "八幡")


def test_an_address_that_is_not_to_be_used_leads_nowhere(address):
    leave_unused(address, actor=None)
    assert stands(address) == ("unclear", "unused", "", "")
    assert candidates(address) == ()


def test_what_is_put_off_comes_last(reunion, address):
    other = printed(reunion, "森 薫 もり かおる")
    put_off(address)
    order = YearbookAddress.objects.of_writable(reunion.cohort).to_choose().in_working_order()
    assert list(order) == [other, address]


def test_a_corrected_text_is_looked_up_anew(address):
    put_off(address)
    correct_print(address, code="272", text="千葉県市川市八幡3-4-5", actor=None)
    assert stands(address) == ("certain", "", "2720021", "八幡")
    assert address.put_off_at is None


def test_certain_ones_are_accepted_together_if_as_many_as_were_shown(reunion, address):
    certain = printed(reunion, "森 薫 もり かおる", "272", "千葉県市川市八幡3-4-5")
    printed(reunion, "林 亮 はやし りょう", "272", "千葉県市川市八幡3-4-6", deceased=True)
    with pytest.raises(Refused, match="件数が変わりました"):
        accept_certain(reunion.cohort, count=2, actor=None)
    accept_certain(reunion.cohort, count=1, actor=cast.member(reunion, name="安藤"))
    assert stands(certain) == ("certain", "accepted", "2720021", "八幡")
    certain.refresh_from_db()
    assert certain.decided_by.name == "安藤"
    assert stands(address)[1] == ""
    with pytest.raises(Refused, match="件数が変わりました"):
        accept_certain(reunion.cohort, count=1, actor=None)
    assert YearbookAddress.objects.exclude(decision="").count() == 1


def test_the_same_town_is_given_to_those_with_the_same_code_and_text(reunion, address):
    near = printed(reunion, "森 薫 もり かおる", text=f"{NESTED}7-2")
    printed(reunion, "林 亮 はやし りょう", code="030")
    printed(reunion, "伊藤 潤 いとう じゅん", text=f"{NESTED}9", do_not_contact=True)
    assert same_town(address) == []
    choose_second(address)
    address.refresh_from_db()
    assert [(other, place, found.rest) for other, place, found in same_town(address)] == [(near, 1, "7-2")]
    with pytest.raises(Refused, match="件数が変わりました"):
        give_same_town(address, count=2, actor=None)
    give_same_town(address, count=1, actor=None)
    assert stands(near) == ("certain", "chosen", "0380024", "浪館前田")
    assert near.rest == "7-2"
    with pytest.raises(Refused):
        give_same_town(address, count=1, actor=None)
