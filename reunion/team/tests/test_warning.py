"""Whom no warning reached is written down and shown to whoever pressed."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from reunion import cast
from reunion.events.founding import AccountText
from reunion.journal.models import Entry
from reunion.team.account_changes import propose_account
from reunion.team.models import Role
from reunion.tests.signing_in import show_second_step

ACCOUNT = {
    "bank": "千葉銀行",
    "branch": "市川支店",
    "kind": "普通",
    "number": "7654321",
    "holder_kana": "ママガワドウソウカイ",
}


@pytest.mark.django_db(transaction=True)
def test_who_could_not_be_told_is_named_on_the_screen_and_in_the_journal(client, post_office):
    reunion = cast.mamagawa()
    ando, onishi = cast.member(reunion, name="安藤"), cast.member(reunion, name="大西")
    suzuki = cast.member(reunion, Role.TREASURER, name="鈴木")
    post_office.refused = (ando.email, onishi.email)
    show_second_step(client, suzuki)
    answer = client.post(reverse("staff:events:account", args=["mamagawa"]), ACCOUNT)
    assert [envelope.recipient for envelope in post_office.envelopes] == [suzuki.email]
    sentence = "知らせのメールを送れなかった人がいます（安藤、大西）。電話で知らせてください"
    assert Entry.objects.get(action="untold").sentence == sentence
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [f"{sentence}。"]


@pytest.mark.django_db(transaction=True)
def test_what_was_not_told_yesterday_is_not_said_again(client, post_office):
    reunion = cast.mamagawa()
    ando, onishi = cast.member(reunion, name="安藤"), cast.member(reunion, name="大西")
    post_office.refused = (onishi.email,)
    change = propose_account(reunion, account=AccountText(**ACCOUNT), actor=onishi)
    post_office.refused = ()
    client.force_login(ando)
    answer = client.post(reverse("staff:events:discard_account", args=["mamagawa", change.pk]))
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "取りやめました。口座はいままでのままで、案内のメールもまた出ます。"
    ]
