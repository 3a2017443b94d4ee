"""A process that writes an announcement's mails dies in the middle: the next one ends it, without doubles."""

import pytest

from .processes import Installation

pytestmark = pytest.mark.processes

SEND = """
import uuid
from reunion import cast
from reunion.notices.drafting import Draft, write_down
from reunion.notices.sending import send
from reunion.notices.tests.crowd import many_guests
reunion = cast.mamagawa()
many_guests(reunion, 2200)
organizer = cast.member(reunion)
draft = Draft("会場が決まりました", "会場は駅前です。", "coming")
made = write_down(reunion, draft=draft, submission=uuid.uuid4(), author=organizer)
send(made, people=2200, actor=organizer)
"""
DIE_WITH_THE_THIRD_PORTION = """
import os, signal
from django.db import connection
from reunion.mail.models import Message
from reunion.notices.models import Announcement
from reunion.notices.writing import write
def until_death(execute, sql, *arguments):
    done = execute(sql, *arguments)
    if sql.startswith("INSERT") and Message.objects.count() > 1000:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
with connection.execute_wrapper(until_death):
    write(Announcement.objects.get().pk)
"""
GO_ON = "from reunion.notices.writing import sweep; sweep()"
COUNT = """
from django.db.models import Count
from reunion.mail.models import Message
from reunion.notices.models import Announcement
letters = Message.objects.filter(batch=Announcement.objects.get().batch)
print(letters.count(), letters.aggregate(people=Count("recipient", distinct=True))["people"])
"""


def test_killed_with_a_portion_in_hand_the_next_process_goes_on(tmp_path):
    with Installation(tmp_path) as installation:
        installation.run(SEND)
        installation.manage("shell", "--no-imports", "-c", DIE_WITH_THE_THIRD_PORTION, refused=True)
        assert installation.run(COUNT).split() == ["1000", "1000"]
        installation.run(GO_ON)
        assert installation.run(COUNT).split() == ["2200", "2200"]
        installation.run(GO_ON)
        assert installation.run(COUNT).split() == ["2200", "2200"]
