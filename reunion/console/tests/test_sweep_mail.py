"""`manage.py sweep_mail` delivers what is due in its own process and says what it did."""

import pytest
from django.core.management import call_command

from reunion import cast
from reunion.mail.outbox import enqueue

pytestmark = pytest.mark.django_db


def test_it_prints_what_it_did(capsys, settings):
    settings.EMAIL_CONFIGURED = False
    for slug, is_demo in (("trial", True), ("mamagawa", False)):
        reunion = cast.mamagawa(slug)
        reunion.is_demo = is_demo
        reunion.save()
        enqueue(
            reunion,
            key=slug,
            kind="received",
            about=reunion,
            recipient="hanako@example.jp",
            recipient_name="高田 裕子",
            subject="受け付けました",
            body="ありがとうございます。\n",
        )
    call_command("sweep_mail")
    call_command("sweep_mail")
    assert capsys.readouterr().out.splitlines() == [
        "sent 1, later 0, refused 0, held 0, waiting 1",
        "sent 0, later 0, refused 0, held 0, waiting 1",
    ]
