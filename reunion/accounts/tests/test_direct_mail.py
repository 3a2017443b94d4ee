"""Mail about who may enter, over a real mail server: one address that fails keeps nobody else waiting."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from reunion import cast
from reunion.accounts.direct_mail import send_directly
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue

THREE = ["ando@example.jp", "onishi@example.jp", "suzuki@example.jp"]


def tell(addresses: list[str]) -> list[str]:
    return send_directly(addresses, subject="お知らせ", body="口座を変える申し出がありました。")


def reached(office) -> list[str]:
    return [envelope.recipient for envelope in office.envelopes]


def test_a_refused_address_is_named_and_the_rest_is_reached(post_office):
    post_office.refused = ("onishi@example.jp",)
    assert tell(THREE) == ["onishi@example.jp"]
    assert reached(post_office) == ["ando@example.jp", "suzuki@example.jp"]


def test_what_is_no_address_is_named_and_the_rest_is_reached(post_office):
    nonsense = ["a\nb@example.jp", "", "あ@@x"]
    assert tell([*nonsense, "ando@example.jp"]) == nonsense
    assert reached(post_office) == ["ando@example.jp"]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT"])
def test_a_server_that_hangs_up_breaks_nothing(post_office, stage):
    post_office.answers = {stage: "hang up"}
    assert tell(THREE) == THREE


def test_a_server_that_is_away_breaks_nothing(post_office):
    post_office.close()
    assert tell(THREE) == THREE


def test_the_demo_never_reaches_the_server(post_office, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert tell(["ando@demo.invalid"]) == []
    assert reached(post_office) == []
    assert len(list((tmp_path / "demo" / "sign-in-mail").iterdir())) == 1


def test_the_log_names_nobody(post_office, caplog):
    post_office.refused = ("onishi@example.jp",)
    tell(THREE)
    assert [record.getMessage() for record in caplog.records if record.name.startswith("reunion")] == [
        "A direct mail could not be handed over (SMTPRecipientsRefused)"
    ]


@pytest.mark.django_db
def test_one_signs_in_by_a_mailed_number_while_the_outbox_stands_still(client, post_office):
    """No worker runs, and a letter that waits in the outbox stays there."""
    reunion = cast.mamagawa()
    ando = cast.member(reunion, name="安藤")
    enqueue(
        reunion,
        key="bank-info:1:1",
        kind="bank-info",
        about=reunion,
        recipient="hanako@example.jp",
        recipient_name="高田 裕子",
        subject="会費のお振り込みについて",
        body="会費は8,000円です。",
    )
    client.post(reverse("account_request_login_code"), {"email": ando.email})
    (envelope,) = post_office.envelopes
    (code,) = re.findall(r"\b\d{6}\b", envelope.mail.get_content())
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert envelope.recipient == ando.email
    assert client.get(reverse("staff:home:home", args=["mamagawa"])).status_code == 200
    assert Message.objects.get().state == Message.State.QUEUED


@pytest.mark.django_db
def test_who_waits_for_a_number_is_told_that_none_could_be_sent(client, post_office):
    ando = cast.member(cast.mamagawa(), name="安藤")
    post_office.refused = (ando.email,)
    answer = client.post(reverse("account_request_login_code"), {"email": ando.email})
    assert answer.url == reverse("account_request_login_code")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "メールを送れませんでした。5分ほど待って、もう一度押してください。"
    ]
