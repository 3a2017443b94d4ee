"""The question box as a guest meets it: one page, nothing lost, nobody let down."""

import re
import uuid
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reunion import cast
from reunion.mail.models import InboundLetter, Message
from reunion.public.honeypot import ONCE_MORE

pytestmark = pytest.mark.django_db
URL = "/mamagawa/question/"


@pytest.fixture(autouse=True)
def reunion():
    return cast.mamagawa()


def typed(**changes):
    answers = {
        "submission": str(uuid.uuid4()),
        "website": "",
        "name": "高田 裕子",
        "contact": "ｙｕｋｏ＠example.jp ",
        "text": "駐車場は\r\nありますか。",
    }
    return answers | changes


def letters() -> list[tuple[str, str, str, str]]:
    return list(InboundLetter.objects.order_by("id").values_list("name", "contact", "text", "about"))


def test_a_letter_is_taken_in_and_a_reload_shows_the_thanks_again(client):
    assert client.get(URL).status_code == 200
    done = client.post(URL, typed(), follow=True)
    assert done.redirect_chain == [(f"{URL}done/?answer=mail", 302)]
    assert "3日ほどのうちに、幹事からお返事します。" in done.text
    assert letters() == [("高田 裕子", "yuko@example.jp", "駐車場は\nありますか。", "")]
    assert (InboundLetter.objects.get().kind, Message.objects.count()) == ("question", 0)


@pytest.mark.parametrize(
    ("contact", "kept", "promise"),
    [
        ("０９０ー１２３４−５６７８", "090-1234-5678", "3日ほどのうちに"),
        ("", "", "宛先がないため、お返事はできません。"),
        ("yuko..x@docomo.ne.jp", "yuko..x@docomo.ne.jp", "迷惑メールのフォルダもご覧ください。"),
    ],
)
def test_telephone_mail_or_nothing(client, contact, kept, promise):
    done = client.post(URL, typed(contact=contact), follow=True)
    assert promise in done.text
    assert [letter[1] for letter in letters()] == [kept]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "お名前を書いてください。"),
        ({"text": "　"}, "お尋ねになりたいことや、お知らせを書いてください。"),
        ({"text": "あ" * 2001}, "2000文字までで書いてください。いまは2001文字あります。"),
        ({"contact": "090-12"}, "メールアドレスか、10桁か11桁の電話番号を書いてください。"),
        ({"contact": "yuko@"}, "@（アットマーク）の後ろがありません。"),
        ({"contact": "yuko@gmial.com"}, "「gmial.com」は打ち間違いかもしれません。"),
        ({"contact": "yuko@dwmail.jp"}, "このメールアドレスのサービスは終わっているため、届きません。"),
        ({"submission": ""}, ONCE_MORE),
        ({"submission": "x"}, ONCE_MORE),
        ({"website": "http://x"}, ONCE_MORE),
    ],
)
def test_what_cannot_be_taken_is_asked_for_and_the_rest_stays(client, changes, sentence):
    answers = typed(**changes)
    page = client.post(URL, answers)
    assert (page.status_code, letters()) == (200, [])
    assert str(sentence) in page.text
    assert shown(page) == {name: answers[name] for name in ("name", "contact", "text")}
    assert 'value="http://x"' not in page.text


def shown(page) -> dict[str, str]:
    """What stands in the fields."""
    form = page.context["form"]
    return {name: form[name].value() for name in ("name", "contact", "text")}


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)[1]


def test_once_more_really_works_the_second_time(client):
    for changes in ({"submission": "x"}, {"submission": ""}, {"website": "http://x"}):
        page = client.post(URL, typed(**changes))
        again = typed(submission=hidden(page, "submission"))
        assert client.post(URL, again).status_code == 302
    assert len(letters()) == 3


def test_a_guest_may_insist_on_an_unusual_address(client):
    answers = typed(contact="yuko@gmial.com")
    assert 'name="contact_is_right"' in client.post(URL, answers).text
    assert client.post(URL, answers | {"contact_is_right": "on"}).status_code == 302
    assert letters()[0][1] == "yuko@gmial.com"
    assert 'name="contact_is_right"' not in client.get(URL).text


def test_a_double_press_is_one_letter_even_at_the_limit(client):
    answers = typed()
    for _press in range(5):
        assert client.post(URL, answers).status_code == 302
    assert len(letters()) == 1


def test_words_changed_after_going_back_are_a_letter_of_their_own(client):
    answers = typed()
    for text in ("駐車場はありますか。", "駐車場はありますか。2台です。"):
        assert client.post(URL, answers | {"text": text}).status_code == 302
    assert [letter[2] for letter in letters()] == ["駐車場はありますか。", "駐車場はありますか。2台です。"]


def test_the_fourth_of_one_address_waits_an_hour_and_keeps_the_form(client):
    for _number in range(3):
        assert client.post(URL, typed()).status_code == 302
    page = client.post(URL, typed(contact="YUKO@example.jp", text="もう一つ"))
    assert (page.status_code, page["Retry-After"]) == (429, "3600")
    assert "1時間ほどたってから、もう一度ボタンを押してください。" in page.text
    assert shown(page) == {"name": "高田 裕子", "contact": "YUKO@example.jp", "text": "もう一つ"}
    assert client.post(URL, typed(contact="other@example.jp")).status_code == 302
    assert len(letters()) == 4


def test_the_eleventh_of_one_network_waits_and_another_does_not(client):
    codes = [client.post(URL, typed(contact="")).status_code for _number in range(11)]
    assert codes == [302] * 10 + [429]
    assert client.post(URL, typed(contact=""), REMOTE_ADDR="203.0.113.9").status_code == 302


def test_who_knows_how_to_reach_somebody_is_asked_to_ask_them_first(client):
    page = client.get(f"{URL}?about=reach")
    assert "先にご本人にお話しください" in page.text
    assert "先にご本人にお話しください" not in client.get(f"{URL}?about=x").text
    client.post(f"{URL}?about=reach", typed())
    client.post(f"{URL}?about={'x' * 200}", typed())
    assert [letter[3] for letter in letters()] == ["reach", ""]


def test_the_language_is_switched_without_losing_a_word(client, settings):
    answers = typed(name="", contact="090", text="駐車場は")
    page = client.post(f"{URL}?about=reach", answers | {"language": "en"})
    assert (page.status_code, page["Content-Language"]) == (200, "en")
    assert '<html lang="en"' in page.text
    assert shown(page) == {"name": "", "contact": "090", "text": "駐車場は"}
    assert hidden(page, "submission") == answers["submission"]
    assert "data-error-summary" not in page.text
    assert page.context["about"] == "reach"
    assert letters() == []
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    back = client.post(URL, typed() | {"language": "ja"})
    assert (back["Content-Language"], letters()) == ("ja", [])
    assert client.post(URL, typed() | {"language": "xx"}).status_code == 302


@pytest.mark.parametrize(("state", "code"), [("closed", 200), ("past", 200), ("draft", 404)])
def test_closed_and_past_reunions_take_questions_drafts_do_not_exist(client, reunion, state, code):
    type(reunion).objects.update(state=state)
    assert client.get(URL).status_code == code
    assert client.get(f"{URL}done/").status_code == code
    assert client.post(URL, typed()).status_code == (404 if code == 404 else 302)
    assert len(letters()) == (code == 200)


def test_the_page_without_its_note_how_to_answer_promises_an_answer(client):
    assert "3日ほどのうちに" in client.get(f"{URL}done/?answer=%00").text


def test_three_queries_are_enough_to_show_the_form(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(URL)


ANYTHING = st.text(alphabet=st.characters(), max_size=60) | st.sampled_from(["あ" * 3000, "\x00", "😀‍👩"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING, st.integers(1, 2**30))
@example("\x00高田", "090\x001234-5678", "\x00\ud800", "\x00", 1)
def test_whatever_is_typed_the_page_answers_and_keeps_it(client, name, contact, text, submission, visitor):
    fields = {"name": name, "contact": contact, "text": text, "submission": submission}
    body = "&".join(f"{key}={quote_from_bytes(as_sent(value))}" for key, value in fields.items())
    before = len(letters())
    page = client.post(
        f"{URL}?about={quote_from_bytes(as_sent(name))}",
        body,
        content_type="application/x-www-form-urlencoded",
        REMOTE_ADDR=f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}",
    )
    assert page.status_code in {200, 302}
    assert len(letters()) == before + (page.status_code == 302)
    if page.status_code == 200:
        assert shown(page) == {
            key: as_sent(fields[key]).decode(errors="replace") for key in ("name", "contact", "text")
        }


def as_sent(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
