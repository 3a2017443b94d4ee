"""Robots and nuisance: somebody is asked to press once more, or later; nobody loses what was typed."""

import time

import pytest

from reunion.public.signup import nuisance
from reunion.registrations.models import Registration

from .guests import CHECKED, SENT, URL, as_sent, fields_of, sent_by, typed

ASKED = "もう一度、下のボタンを押してください"


def stamp_of(seconds_ago, monkeypatch):
    moment = time.time() - seconds_ago
    with monkeypatch.context() as earlier:
        earlier.setattr("django.core.signing.time.time", lambda: moment)
        return nuisance.stamp()


def is_asked(client, answers):
    page = client.post(URL, answers | SENT)
    assert page.status_code in (200, 302)
    return page.status_code == 200 and ASKED in page.content.decode()


def test_the_field_that_nobody_sees_is_hidden_from_everyone(client, reunion):
    page = client.get(URL).content.decode()
    before, _name, after = page.partition('name="website"')
    assert before.rindex("<div hidden>") > before.rindex("<form")
    assert 'tabindex="-1"' in after[:200]


def test_whoever_filled_it_in_presses_once_more_and_gets_through(client, reunion):
    page = client.post(URL, typed(reunion, website="http://spam.example") | SENT)
    assert (page.status_code, ASKED in page.content.decode()) == (200, True)
    assert Registration.objects.count() == 0
    again = sent_by(page, step="send")
    assert (again["website"], again["note"]) == ([""], ["楽しみにしています"])
    assert client.post(URL, again).status_code == 302
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"note": "見て HTTPS://spam.example"}, {"family_name": "Smith", "given_name": "Bob"}]
)
def test_a_quick_form_that_reads_like_a_robots_is_pressed_once_more(client, reunion, changes):
    answers = typed(reunion, opened=nuisance.stamp(), **changes)
    page = client.post(URL, answers | SENT)
    assert ASKED in page.content.decode()
    assert client.post(URL, sent_by(page, step="send")).status_code == 302
    assert Registration.objects.count() == 1


def test_speed_alone_is_no_proof(client, reunion):
    assert not is_asked(client, typed(reunion, opened=nuisance.stamp()))


def test_who_took_their_time_may_write_what_they_like(client, reunion, monkeypatch):
    slow = stamp_of(11, monkeypatch)
    assert not is_asked(client, typed(reunion, opened=slow, note="https://photos.example"))


@pytest.mark.parametrize("opened", ["", "opened", "opened:forged:stamp", "two days old"])
def test_a_stamp_that_says_nothing_counts_as_just_opened(client, reunion, monkeypatch, opened):
    stamp = stamp_of(2 * nuisance.ONE_DAY, monkeypatch) if opened == "two days old" else opened
    assert is_asked(client, typed(reunion, opened=stamp, note="https://photos.example"))
    assert not is_asked(client, typed(reunion, opened=stamp, email="other@example.jp"))


def test_the_stamp_of_having_been_asked_belongs_to_one_form(client, reunion):
    page = client.post(URL, typed(reunion, website="x") | SENT)
    stolen = fields_of(page).values["opened"][0]
    assert is_asked(client, typed(reunion, opened=stolen, note="https://spam.example"))


def test_a_network_presses_sixty_times_an_hour_and_then_later(client, reunion):
    reunion.contact_phone = "047-000-0000"
    reunion.save()
    for number in range(60):
        answers = typed(reunion, email=f"guest{number}@example.jp")
        assert client.post(URL, answers | SENT).status_code == 302
    for _look in range(70):
        client.get(URL)
    answers = typed(reunion, email="guest60@example.jp", note="一行\r\n二行")
    assert client.post(URL, answers | CHECKED).status_code == 200
    page = client.post(URL, answers | SENT)
    assert page.status_code == 429
    assert "1時間ほどたってから、もう一度押してください。" in page.content.decode()
    assert "047-000-0000" in page.content.decode()
    assert sent_by(page)["note"] == [as_sent(answers["note"])]
    assert client.post(URL, sent_by(page, step="send"), REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_mail_address_is_used_five_times_a_day(client, reunion):
    answered = [client.post(URL, typed(reunion) | SENT).status_code for _press in range(6)]
    assert answered == [302] * 5 + [429]
    assert client.post(URL, typed(reunion, email="") | SENT).status_code == 302
    assert client.post(URL, typed(reunion, email="YUKO@example.jp") | SENT).status_code == 429


def test_nobody_is_flooded_as_somebody_elses_second_address(client, reunion):
    answers = [typed(reunion, email=f"guest{n}@example.jp", second_email="v@example.jp") for n in range(6)]
    answered = [client.post(URL, each | SENT).status_code for each in answers]
    assert answered == [302] * 5 + [429]
