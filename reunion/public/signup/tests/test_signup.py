import re

import pytest
from django.test import override_settings

from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.models import Registration

from .guests import URL, typed, words

pytestmark = pytest.mark.django_db


def test_from_the_form_to_done_takes_three_page_loads(client, reunion):
    cast.classmate(reunion)
    assert client.get(URL).status_code == 200
    answers = typed(reunion)
    confirm = client.post(URL, answers | {"step": "check"})
    page = confirm.content.decode()
    for phrase in (
        "参加します",
        "3年A組",
        "高田 裕子",
        "石井 いしい",
        "yuko@example.jp",
        "二次会（4,000円）",
        "12,000円",
    ):
        assert phrase in page
    assert Registration.objects.count() == 0
    done = client.post(URL, answers | {"step": "send"}, follow=True)
    assert len(done.redirect_chain) == 1
    assert "お知らせを受け取りました" in done.content.decode()
    registration = Registration.objects.get()
    assert (registration.state, registration.classmate.school_name) == ("coming", "高田 裕子")
    assert registration.email == "yuko@example.jp"
    assert sorted(registration.consents.values_list("purpose", flat=True)) == ["privacy", "show_surname"]


def test_every_hidden_answer_of_the_confirmation_is_what_was_typed(client, reunion):
    answers = typed(reunion, note='一行目\r\n"二行目" <b>')
    page = client.post(URL, answers | {"step": "check"}).content.decode()
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert again["family_name"] == "高田"
    assert again["submission"] == answers["submission"]
    changed = client.post(URL, answers | {"step": "change"}).content.decode()
    assert "一行目\r\n&quot;二行目&quot; &lt;b&gt;" in changed
    assert 'value="石井"' in changed


def test_a_double_press_makes_one_registration(client, reunion):
    answers = typed(reunion) | {"step": "send"}
    first, second = client.post(URL, answers), client.post(URL, answers)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Registration.objects.count() == 1
    assert Message.objects.count() == 1


def test_whoever_signs_up_again_from_the_same_address_learns_nothing_new(client, reunion):
    cast.classmate(reunion)
    first = client.post(URL, typed(reunion) | {"step": "send"}, follow=True)
    second = client.post(URL, typed(reunion) | {"step": "send"}, follow=True)
    assert words(first) == words(second)
    assert Registration.objects.count() == 1


def test_a_stranger_with_a_classmates_name_changes_nothing_and_waits(client, reunion):
    cast.classmate(reunion)
    mine = client.post(URL, typed(reunion) | {"step": "send"}, follow=True)
    theirs = client.post(URL, typed(reunion, email="other@example.jp") | {"step": "send"}, follow=True)
    assert words(mine) == words(theirs)
    assert list(Registration.objects.order_by("id").values_list("state", flat=True)) == ["coming", "waiting"]
    stranger = Message.objects.get(recipient="other@example.jp")
    assert "1234567" not in stranger.body
    assert "高田 裕子" in stranger.body


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"attending": ""}, "「参加します」か「欠席します」を選んでください。"),
        ({"family_name": " "}, "在学時の名字を書いてください。"),
        ({"given_kana": "裕子"}, "ひらがなかカタカナで書いてください。例 たかだ"),
        ({"phone": "090-1234-567"}, "電話番号が10桁か11桁になっていません。例 090-1234-5678"),
        (
            {"email": "yuko.example.jp"},
            "@（アットマーク）がありません。メールアドレスをもう一度ご確認ください。",
        ),
        ({"note": "あ" * 1001}, "1000文字までで書いてください。"),
    ],
)
def test_what_cannot_be_understood_is_asked_again_and_the_rest_stays(client, reunion, changes, sentence):
    answer = client.post(URL, typed(reunion, **changes) | {"step": "check"})
    page = answer.content.decode()
    assert sentence in page
    assert 'value="石井"' in page
    assert 'aria-invalid="true"' in page


def test_a_slip_in_the_address_is_questioned_and_never_corrected(client, reunion):
    answers = typed(reunion, email="yuko@docomo.ne.jo") | {"step": "check"}
    page = client.post(URL, answers).content.decode()
    assert "「yuko@docomo.ne.jp」ではないか、ご確認ください。" in page
    assert 'value="yuko@docomo.ne.jo"' in page
    insisting = client.post(URL, answers | {"email_is_right": "on", "step": "send"}, follow=True)
    assert insisting.status_code == 200
    assert Registration.objects.get().email == "yuko@docomo.ne.jo"


def test_an_old_docomo_address_is_taken_as_it_is(client, reunion):
    client.post(URL, typed(reunion, email="yuko..58.@docomo.ne.jp") | {"step": "send"})
    assert Registration.objects.get().email == "yuko..58.@docomo.ne.jp"


def test_the_confirmation_warns_about_carrier_mail(client, reunion):
    page = client.post(URL, typed(reunion, email="yuko@docomo.ne.jp") | {"step": "check"}).content.decode()
    assert "docomoのメールは、届かないことがあります" in page


def test_without_mail_the_guest_takes_a_number_along(client, reunion):
    done = client.post(URL, typed(reunion, email="") | {"step": "send"}, follow=True)
    assert Registration.objects.get().reference in done.content.decode()
    assert Message.objects.count() == 0


def test_consent_is_given_never_assumed(client, reunion):
    assert "checked" not in client.get(URL).content.decode()
    client.post(URL, typed(reunion, show_surname="") | {"step": "send"})
    registration = Registration.objects.get()
    assert registration.show_surname is False
    assert list(registration.consents.values_list("purpose", flat=True)) == ["privacy"]


def test_declining_asks_for_no_money_and_shows_no_surname(client, reunion):
    cast.classmate(reunion)
    client.post(URL, typed(reunion, attending="no") | {"step": "send"})
    registration = Registration.objects.get()
    assert (registration.state, registration.show_surname, registration.chosen_items.count()) == (
        "declined",
        False,
        0,
    )


@pytest.mark.parametrize("receipt", ["", "nonsense", "a:b:c"])
def test_the_last_page_without_a_registration_leads_back(client, reunion, receipt):
    assert client.get(f"{URL}done/", {"receipt": receipt}).url == "/mamagawa/"


def test_nonsense_in_every_field_never_breaks_the_page(client, reunion):
    for nonsense in ("\x00", "\ud7ff" * 50, "𠮷" * 500, "<script>", "' OR 1=1", "-1", "9" * 400):
        answers = dict.fromkeys(typed(reunion), nonsense)
        assert client.post(URL, answers | {"step": "send"}).status_code == 200
    assert Registration.objects.count() == 0


def test_after_the_deadline_the_page_says_whom_to_ask(client, reunion):
    reunion.state = "closed"
    reunion.contact_phone = "047-000-0000"
    reunion.save()
    page = client.post(URL, typed(reunion) | {"step": "send"}).content.decode()
    assert "受付は終わりました" in page
    assert "047-000-0000" in page
    assert Registration.objects.count() == 0


@override_settings(LANGUAGE_CODE="ja")
def test_the_form_is_kept_by_the_guests_own_browser_only_and_lets_it_name_its_origin(client, reunion):
    answer = client.get(URL)
    # With no-store the browser's button back would find an error page instead of what was typed.
    assert answer["Cache-Control"] == "private, no-cache"
    done = client.post(URL, typed(reunion) | {"step": "send"}, follow=True)
    assert "no-store" in done["Cache-Control"]
    # With no-referrer a browser would send "Origin: null", and the form would be refused.
    assert answer["Referrer-Policy"] == "same-origin"
