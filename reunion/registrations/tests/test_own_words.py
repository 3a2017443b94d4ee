"""The committee's words reach the guests, filled in with what is true for each."""

import email
import email.policy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.events.models import BankAccount, Venue, VenueBooking
from reunion.mail.mime import as_mail
from reunion.mail.models import LetterTemplate, Message
from reunion.mail.signals import before_sending
from reunion.mail.wording import WORDINGS, Words, our_words
from reunion.registrations.filling import Filling
from reunion.registrations.models import Registration, State
from reunion.registrations.telling import (
    Occasion,
    tell,
    tell_again,
    words_for,
)
from reunion.registrations.telling_account import tell_about_account

pytestmark = pytest.mark.django_db

BANK = "｛お名前｝さんへ\n\n｛申込の内容｝\n\n｛振込先｝\n\n｛専用ページ｝"


@pytest.fixture
def reunion():
    return cast.mamagawa()


def own_words(reunion, name, subject, body):
    return LetterTemplate.objects.create(reunion=reunion, name=name, subject=subject, body=body)


def reasons_not_to_send(message):
    return [answer for _receiver, answer in before_sending.send(Message, message=message) if answer]


def test_the_committees_words_are_sent_and_pass_the_last_look(reunion):
    own_words(reunion, "bank_info", "会費（{申込番号}）", BANK)
    guest = cast.guest(reunion, "髙橋 﨑𠮷 たかはし さきよし")
    letter = tell(guest)
    assert letter.subject == f"会費（{guest.reference}）"
    assert letter.body.startswith("髙橋 﨑𠮷さんへ\n\n申込番号")
    assert "口座番号　1234567\n" in letter.body
    assert reasons_not_to_send(letter) == []


@pytest.mark.parametrize("again", [False, True])
def test_words_that_have_become_wrong_hold_the_letter_in_ours(reunion, again):
    own_words(reunion, "bank_info", "会費", f"{BANK}\n｛前の言葉｝\n｛")
    letter = tell(cast.guest(reunion), again=again)
    assert letter.state == Message.State.HELD
    assert letter.outcome.startswith("「振込のご案内」の文面に直すところがあるので、止めています。")
    assert not set("{}｛｝") & set(letter.subject + letter.body)
    assert "会費のお振込先をお知らせします。" in letter.body


def test_a_dead_address_is_held_for_its_own_reason(reunion):
    own_words(reunion, "bank_info", "会費", "｛前の言葉｝")
    letter = tell(cast.guest(reunion, email="yuko@"))
    assert letter.outcome.startswith("送らずに止めています。")


def test_no_words_bring_the_account_to_a_teacher(reunion):
    teacher = cast.teacher(reunion)
    guest = cast.registration(reunion, teacher=teacher, is_teacher=True, email="harada@mail.example")
    own_words(reunion, "received_teacher", "ご案内", "｛専用ページ｝\n｛振込先｝")
    letter = tell(guest)
    assert (letter.state, "1234567" in letter.body) == (Message.State.HELD, False)
    assert Filling(reunion).values(guest)["振込先"] == ""


def test_who_owes_nothing_gets_no_account_either(reunion):
    declined = cast.guest(reunion, state=State.DECLINED)
    assert Filling(reunion).values(declined)["振込先"] == ""


@pytest.mark.parametrize(
    ("kind", "occasion", "is_teacher", "name"),
    [
        ("bank-info", None, False, "bank_info"),
        ("bank-info", Occasion.MOVED_UP, False, "moved_up"),
        ("bank-info", Occasion.CHANGED, False, "changed"),
        ("received", None, False, "received"),
        ("received", Occasion.MOVED_UP, False, "moved_up_free"),
        ("received", Occasion.CHANGED, True, "changed_teacher"),
        ("received", None, True, "received_teacher"),
        ("waiting", None, True, "acknowledgment_teacher"),
        ("declined", Occasion.CHANGED, False, "declined"),
        ("cancelled", None, True, "cancelled_teacher"),
        ("link", None, True, "link"),
    ],
)
def test_which_words_a_letter_has(kind, occasion, is_teacher, name):
    registration = Registration(is_teacher=is_teacher)
    assert words_for(registration, kind=kind, occasion=occasion) == name


@pytest.mark.parametrize("name", sorted(set(WORDINGS) - {"answer"}))
def test_a_name_that_a_letter_allows_has_a_value(reunion, name):
    known = {*Filling(reunion).values(cast.guest(reunion))}
    known |= {"お支払いの残り", "いただいた金額", "入金の日", "受領番号", "残りのお支払い"}
    known |= {"ご入金の合計", "お知らせした金額", "領収書"}
    assert set(WORDINGS[name].allowed) <= known


def test_without_an_account_who_asks_gets_at_least_the_own_page():
    reunion = cast.mamagawa(account=None)
    guest = cast.guest(reunion)
    assert tell(guest) is None
    letter = tell_again(guest)
    assert (letter.kind, letter.key) == ("link", f"link:{guest.pk}:1")
    assert reasons_not_to_send(letter) == []


def test_the_week_before_says_when_and_where(reunion):
    venue = Venue.objects.create(name="ホテル市川ベイ", address="市川市1-1", map_url="https://map.example/x")
    VenueBooking.objects.create(reunion=reunion, venue=venue, room="富士の間", state="booked")
    reunion.program_items.filter(kind="main").update(starts_at="12:00", place="3階")
    values = Filling(reunion).values(cast.guest(reunion))
    assert values["会場"]() == "ホテル市川ベイ　富士の間\n市川市1-1\n地図　https://map.example/x"
    assert values["当日の予定"] == "12:00　本会（3階）"


def test_many_letters_ask_for_their_words_once(reunion):
    account = BankAccount.objects.get()
    BankAccount.objects.all().delete()
    for number in range(3):
        cast.guest(reunion, f"高田{number} 裕子 たかだ ゆうこ")
    account.save()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tell_about_account(reunion)
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert Message.objects.filter(kind="bank-info").count() == 3
    assert len([sql for sql in asked if "mail_lettertemplate" in sql]) == 1
    assert len([sql for sql in asked if "team_member" in sql]) == 1


CARRIERS = ["docomo.ne.jp", "ezweb.ne.jp", "softbank.ne.jp", "ymobile.ne.jp", "uqmobile.jp", "rakuten.jp"]


@pytest.mark.parametrize("domain", [*CARRIERS, "gmail.com", "icloud.com"])
@pytest.mark.parametrize("name", ["bank_info", "moved_up", "changed"])
def test_a_mail_to_each_carrier_arrives_as_it_was_written(reunion, domain, name):
    words = our_words(name)
    own_words(reunion, name, "髙﨑𠮷①（｛申込番号｝）", f"髙橋﨑𠮷①より\n\n{words.body}")
    guest = cast.guest(reunion, "髙橋 﨑𠮷 たかはし さきよし", email=f"taro@{domain}")
    occasion = None if name == "bank_info" else Occasion(name)
    message = tell(guest, occasion=occasion)
    wire = as_mail(message).message().as_bytes()
    assert max(map(len, wire.splitlines())) <= 998
    read = email.message_from_bytes(wire, policy=email.policy.default)
    assert read["Subject"] == f"髙﨑𠮷①（{guest.reference}）"
    assert read["To"].addresses[0].addr_spec == f"taro@{domain}"
    text = read.get_body().get_content().replace("\r\n", "\n")
    assert text == message.body
    assert text.startswith("髙橋﨑𠮷①より\n\n髙橋 﨑𠮷 様\n")
    assert Words(message.subject, message.body) == Words(read["Subject"], text)
