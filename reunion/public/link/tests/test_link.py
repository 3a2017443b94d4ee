"""The way back to one's own page: one letter at most, the same answer for everybody, nothing lost."""

import datetime as dt

import pytest
from django.db.models import F

from reunion import cast
from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.mail.signals import before_sending
from reunion.public.honeypot import ONCE_MORE
from reunion.registrations.links import personal_url
from reunion.registrations.lost_links import send_link_again
from reunion.registrations.models import Registration
from reunion.registrations.signing_up import Reply, register

pytestmark = pytest.mark.django_db
URL = "/mamagawa/link/"


@pytest.fixture(autouse=True)
def reunion():
    return cast.mamagawa()


def signed_up(reunion, name="高田 裕子 たかだ ゆうこ", **changes) -> Registration:
    cast.classmate(reunion, name)
    family, given, family_kana, given_kana = name.split()
    words = {"family_name": family, "given_name": given, "family_kana": family_kana, "given_kana": given_kana}
    details = {"attending": True, "email": "yuko..58@docomo.ne.jp", **words} | changes
    return register(reunion, reply=Reply(homeroom=cast.homeroom(reunion), **details))


def links() -> list[tuple[str, str]]:
    letters = Message.objects.filter(kind="link").order_by("id")
    return [(letter.recipient, letter.recipient_name) for letter in letters]


def ask(client, address, **more):
    return client.post(URL, {"address": address, "website": ""} | more, follow=True)


def test_the_letter_leads_to_the_own_page_and_holds_no_account(client, reunion):
    registration = signed_up(reunion)
    done = ask(client, "ｙｕｋｏ..58＠DOCOMO.ne.jp ")
    assert done.redirect_chain == [(f"{URL}done/", 302)]
    letter = Message.objects.get(kind="link")
    assert (letter.key, letter.recipient) == (f"link:{registration.pk}:asked:1", "yuko..58@docomo.ne.jp")
    assert personal_url(registration) in letter.body.splitlines()
    assert ("1234567" in letter.body, "円" in letter.body, letter.body.count("http")) == (False, False, 1)


def test_nobody_learns_whether_an_address_is_known(client, reunion):
    signed_up(reunion)
    known, unknown = ask(client, "yuko..58@docomo.ne.jp"), ask(client, "nobody@example.jp")
    assert (known.content, known.redirect_chain) == (unknown.content, unknown.redirect_chain)
    assert links() == [("yuko..58@docomo.ne.jp", "高田 裕子")]


def test_a_couple_with_one_address_gets_a_letter_each_and_a_second_address_counts(client, reunion):
    signed_up(reunion)
    signed_up(reunion, "森 実 もり みのる", email="m@example.jp", second_email="yuko..58@docomo.ne.jp")
    ask(client, "yuko..58@docomo.ne.jp")
    assert links() == [("yuko..58@docomo.ne.jp", "高田 裕子"), ("yuko..58@docomo.ne.jp", "森 実")]


def test_pressing_twice_sends_one_letter_and_a_day_brings_three(reunion):
    registration = signed_up(reunion)
    sent = []
    for _time in range(5):
        sent += [len(send_link_again(reunion, address=registration.email)) for _press in range(2)]
        Message.objects.update(created_at=F("created_at") - dt.timedelta(minutes=11))
    assert sent == [1, 0, 1, 0, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("marks", [{"deceased": True}, {"do_not_contact": True}])
def test_nobody_who_must_not_be_written_to_gets_one(client, reunion, marks):
    registration = signed_up(reunion)
    for name, value in marks.items():
        setattr(registration.classmate, name, value)
    registration.classmate.save()
    ask(client, registration.email)
    letter = Message.objects.get(kind="link")
    reasons = [answer for _receiver, answer in before_sending.send(Message, message=letter) if answer]
    assert reasons == ["名簿に、連絡を控える印があります。"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "メールアドレスを書いてください。"),
        ("yuko@docomo.ne.jo", "打ち間違いかもしれません"),
        ("yuko", "@"),
    ],
)
def test_a_slip_is_questioned_and_stays(client, address, sentence):
    page = client.post(URL, {"address": address, "website": ""})
    assert page.status_code == 200
    assert sentence in page.text
    assert f'value="{address}"' in page.text or not address


def test_an_unusual_address_may_be_right(client, reunion):
    signed_up(reunion, email="yuko@gmial.com")
    ask(client, "yuko@gmial.com", is_right="on")
    assert links() == [("yuko@gmial.com", "高田 裕子")]


def test_a_robot_is_asked_once_more(client, reunion):
    signed_up(reunion)
    page = client.post(URL, {"address": "yuko..58@docomo.ne.jp", "website": "http://x"})
    assert str(ONCE_MORE) in page.text
    assert links() == []


def test_a_fourth_question_within_the_hour_waits_for_any_address_alike(client, reunion):
    signed_up(reunion)
    for address in ("yuko..58@docomo.ne.jp", "nobody@example.jp"):
        assert [ask(client, address).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_draft_has_no_such_page(client, reunion):
    Reunion.objects.update(state=Reunion.State.DRAFT)
    assert client.get(URL).status_code == 404


def test_the_language_is_switched_without_losing_what_was_typed(client):
    page = client.post(URL, {"address": "yuko@example.jp", "website": "", "language": "en"})
    assert 'value="yuko@example.jp"' in page.text
    assert 'lang="en"' in page.text
