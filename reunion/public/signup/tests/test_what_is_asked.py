"""Every question of the form: how it is read, when it is asked again, what is kept."""

import pytest

from reunion import cast
from reunion.public.signup import wordings
from reunion.registrations.models import Registration

from .guests import CHECKED, SENT, TEACHERS_URL, URL, fields_of, sent_by, typed

COMPANIONS = {"companion_1": "石井 太郎", "companion_2": " 石井　花 ", "companion_3": ""}


def wordings_of(registration):
    return dict(registration.consents.values_list("purpose", "wording"))


def test_everything_asked_is_kept(client, reunion):
    answers = typed(reunion) | COMPANIONS
    answers |= {
        "second_email": "ｙｕｋｏ２＠example.com",
        "line_is_fine": "on",
        "needs": "車いすの席",
        "needs_consent": "on",
        "can_reach": "森さん",
        "keep_for_next_time": "on",
    }
    client.post(URL, answers | SENT)
    kept = Registration.objects.get()
    assert (kept.second_email, kept.line_is_fine) == ("yuko2@example.com", True)
    assert (kept.needs, kept.can_reach, kept.keep_for_next_time) == ("車いすの席", "森さん", True)
    assert [companion.name for companion in kept.companions.all()] == ["石井 太郎", "石井　花"]
    assert wordings_of(kept) == {
        "privacy": str(wordings.PRIVACY),
        "show_surname": str(wordings.SURNAME),
        "needs": str(wordings.NEEDS),
        "next_time": str(wordings.NEXT_TIME),
    }


def test_a_consent_is_kept_in_the_words_that_were_read(client, reunion):
    client.cookies["django_language"] = "en"
    client.post(URL, typed(reunion) | SENT)
    page = client.get(URL).content.decode()
    assert wordings_of(Registration.objects.get())["privacy"] in page


def test_nothing_is_ticked_beforehand(client, reunion):
    for url in (URL, TEACHERS_URL):
        assert "checked" not in client.get(url).content.decode()


def test_needs_are_taken_only_with_a_consent_of_their_own(client, reunion):
    page = client.post(URL, typed(reunion, needs="車いすの席") | CHECKED)
    assert "手助けのために使ってよければ、印を付けてください。" in page.content.decode()
    assert fields_of(page).values["needs"] == ["車いすの席"]
    client.post(URL, typed(reunion, needs_consent="on") | SENT)
    kept = Registration.objects.get()
    assert (kept.needs, "needs" in wordings_of(kept)) == ("", False)


def test_who_comes_along_pays_and_is_named_before_the_last_press(client, reunion):
    page = client.post(URL, typed(reunion) | COMPANIONS | CHECKED).content.decode()
    assert "石井 太郎、石井　花" in page
    assert "36,000円" in page
    assert "お一人につき 本会 8,000円、校内見学 無料、二次会 4,000円" in client.get(URL).content.decode()


def test_companions_are_asked_about_only_where_they_may_come(client, reunion):
    reunion.program_items.update(companion_fee=None)
    assert "companion_1" not in client.get(URL).content.decode()
    reunion.program_items.filter(kind="after_party").update(companion_fee=3000)
    page = client.post(URL, typed(reunion, items=[]) | COMPANIONS | CHECKED)
    assert "同伴の方がご一緒できるのは二次会です。" in page.content.decode()
    assert fields_of(page).values["companion_1"] == ["石井 太郎"]


def test_declining_is_asked_nothing_about_the_day(client, reunion):
    answers = typed(reunion, attending="no", needs="車いす", transfer_name="あ" * 90, items=["999"])
    client.post(URL, answers | COMPANIONS | {"companion_1": "あ" * 90, "keep_for_next_time": "on"} | SENT)
    kept = Registration.objects.get()
    assert (kept.state, kept.needs, kept.transfer_name, kept.companions.count()) == ("waiting", "", "", 0)
    assert sorted(wordings_of(kept)) == ["next_time", "privacy"]


@pytest.mark.parametrize("field", ["email", "second_email"])
def test_a_slip_in_either_address_is_questioned(client, reunion, field):
    slip = typed(reunion, **{field: "yuko@gmial.com"})
    page = client.post(URL, slip | CHECKED)
    assert "「yuko@gmail.com」ではないか、ご確認ください。" in page.content.decode()
    assert fields_of(page).values[field] == ["yuko@gmial.com"]
    assert f'name="{field}_is_right"' in page.content.decode()
    client.post(URL, slip | {f"{field}_is_right": "on"} | SENT)
    assert getattr(Registration.objects.get(), field) == "yuko@gmial.com"


def test_the_same_address_twice_is_asked_about(client, reunion):
    page = client.post(URL, typed(reunion, second_email="yuko@example.jp") | CHECKED).content.decode()
    assert "ひとつ目と同じアドレスです。" in page


def test_one_address_is_enough_wherever_it_stands(client, reunion):
    client.post(URL, typed(reunion, email="", second_email="yuko@example.com") | SENT)
    kept = Registration.objects.get()
    assert (kept.email, kept.second_email) == ("yuko@example.com", "")


def test_what_is_folded_unfolds_when_it_holds_something_or_is_wrong(client, reunion):
    assert 'class="fold" open' not in client.get(URL).content.decode()
    back = {"step": "change"}
    page = client.post(URL, typed(reunion, current_family_name="", current_family_kana="") | back)
    assert 'class="fold" open' not in page.content.decode()
    page = client.post(URL, typed(reunion, can_reach="森さん") | back).content.decode()
    assert page.count('class="fold" open') == 2  # the current name too
    wrong = client.post(URL, typed(reunion, needs="車いす", current_family_name="石井") | CHECKED)
    assert wrong.content.decode().count('class="fold" open') == 2


def test_every_answer_goes_from_page_to_page(client, reunion):
    answers = typed(reunion, note="一行目\r\n\r\n三行目 ", can_reach="\r\n森さん", line_is_fine="on")
    confirmation = client.post(URL, answers | COMPANIONS | CHECKED)
    back = client.post(URL, sent_by(confirmation, step="change"))
    again = client.post(URL, sent_by(back, step="check"))
    for page in (confirmation, back, again):
        carried = sent_by(page)
        for name, value in (answers | COMPANIONS).items():
            expected = value if isinstance(value, list) else [str(value)]
            assert carried.get(name) in (expected, ["True"] if name == "line_is_fine" else expected), name


def test_a_form_without_its_own_number_gets_one(client, reunion):
    page = client.post(URL, typed(reunion, submission="nonsense") | CHECKED)
    client.post(URL, sent_by(page, step="send"))
    client.post(URL, sent_by(page, step="send"))
    assert Registration.objects.count() == 1


def test_answers_changed_after_going_back_are_not_lost(client, reunion):
    cast.classmate(reunion)
    answers = typed(reunion)
    client.post(URL, answers | SENT)
    client.post(URL, answers | {"email": "other@example.jp"} | SENT)
    states = Registration.objects.order_by("id").values_list("email", "state")
    assert list(states) == [("yuko@example.jp", "coming"), ("other@example.jp", "waiting")]
