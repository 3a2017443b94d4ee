"""The first page says how many letters wait while our own server sends nothing."""

import pytest

from reunion import cast
from reunion.mail.models import Attempt, Message
from reunion.overview.sending import mail_stopped

pytestmark = pytest.mark.django_db


def test_waiting_letters_are_counted_until_one_has_got_through():
    reunion, other = cast.mamagawa(), cast.mamagawa("other")
    first, second = (
        Message.objects.create(reunion=reunion, key=f"{number}", message_id=f"{number}")
        for number in range(2)
    )
    assert mail_stopped(reunion, None) == 0
    Attempt.objects.create(message=first, outcome="later", stage="connect", is_ours=True)
    assert (mail_stopped(reunion, None), mail_stopped(other, None)) == (2, 0)
    Attempt.objects.create(message=second, outcome="later", stage="RCPT TO", code=450)
    assert mail_stopped(reunion, None) == 0
