import re

import pytest
from django.core import mail
from django.urls import reverse

from reunion.accounts.models import User

pytestmark = pytest.mark.django_db


def ask_for_a_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email})


def test_a_code_by_mail_signs_in(client):
    User.objects.create_user("ando@example.jp", name="安藤")
    ask_for_a_code(client, "ANDO@example.jp")
    (message,) = mail.outbox
    (code,) = re.findall(r"\b\d{6}\b", message.body)
    assert message.to == ["ando@example.jp"]
    full_width = code.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    client.post(reverse("account_confirm_login_code"), {"code": f"{full_width[:3]}　{full_width[3:]}"})
    assert client.get(reverse("staff:reunions")).status_code == 200


def test_mail_to_a_demo_member_stays_in_a_folder(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    User.objects.create_user("ando@demo.invalid", name="安藤")
    ask_for_a_code(client, "ando@demo.invalid")
    assert mail.outbox == []
    assert len(list((tmp_path / "demo" / "sign-in-mail").iterdir())) == 1


def test_nobody_signs_up(client):
    answer = client.post(
        reverse("account_signup"), {"email": "new@example.jp", "password1": "long enough one"}
    )
    assert answer.status_code == 200
    assert not User.objects.exists()


def test_a_wrong_code_is_answered_in_plain_words(client):
    User.objects.create_user("ando@example.jp", name="安藤")
    ask_for_a_code(client, "ando@example.jp")
    answer = client.post(reverse("account_confirm_login_code"), {"code": "abc"})
    assert "数字6桁が違います。届いたメールの数字をもう一度ご覧ください。" in answer.content.decode()
