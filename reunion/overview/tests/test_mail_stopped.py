"""The first page says how many letters wait while our own server sends nothing."""

import pytest

from reunion import cast
from reunion.events.counting import counted
from reunion.events.models import Reunion
from reunion.mail.models import Attempt, Message
from reunion.overview.sending import mail_stopped

pytestmark = pytest.mark.django_db


def stopped(reunion: Reunion) -> int:
    return counted(reunion, {"stopped": mail_stopped(reunion, None)})["stopped"]


def test_waiting_letters_are_counted_until_one_has_got_through():
    reunion, other = cast.mamagawa(), cast.mamagawa("other")
    first, second = (
        Message.objects.create(reunion=reunion, key=f"{number}", message_id=f"{number}")
        for number in range(2)
    )
    assert stopped(reunion) == 0
    Attempt.objects.create(message=first, outcome="later", stage="connect", is_ours=True)
    assert (stopped(reunion), stopped(other)) == (2, 0)
    Attempt.objects.create(message=second, outcome="later", stage="RCPT TO", code=450)
    assert stopped(reunion) == 0
