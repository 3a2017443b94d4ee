"""Nothing lost, nothing doubled: a worker killed in the middle of its work, and a broker that forgets."""

import re

import pytest

from reunion.mail.tests.post_office import PostOffice

from .processes import Installation, wait_until

pytestmark = pytest.mark.processes

LETTERS = 120
WRITE_LETTERS = f"""
from reunion import cast
from reunion.mail.outbox import enqueue
reunion = cast.mamagawa()
for number in range({LETTERS}):
    enqueue(
        reunion,
        key=f"bank-info:{{number}}:1",
        kind="bank-info",
        about=reunion,
        recipient=f"classmate{{number}}@example.jp",
        recipient_name=f"同窓生{{number}}",
        subject="会費のお振り込みについて",
        body=f"同窓生{{number}} 様\\n\\n会費は8,000円です。\\n",
    )
"""
COUNT_UNFINISHED = "from reunion.mail.models import Message; print(Message.objects.unfinished().count())"
WRITE_ONE_LETTER_AND_TIME_IT = """
import time
from reunion import cast
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue
reunion = cast.mamagawa()
started = time.monotonic()
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
print(Message.objects.get().state, time.monotonic() - started)
"""


@pytest.fixture
def post_office():
    office = PostOffice(seconds_per_letter=0.2)
    office.controller.start()
    yield office
    office.close()


def test_killed_twice_in_the_middle_of_sending_every_letter_arrives(tmp_path, post_office):
    def received():
        return [envelope.recipient for envelope in list(post_office.envelopes)]

    def in_the_middle_after(count):
        return lambda: len(received()) >= count and post_office.letters_in_hand

    with Installation(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{post_office.port}") as installation:

        def worker_log():
            return f"{len(set(received()))} arrived\n{installation.log('worker.log')[-3000:]}"

        installation.run(WRITE_LETTERS)
        for count in (20, 50):
            worker = installation.start_worker()
            wait_until(in_the_middle_after(count), seconds=60, why=worker_log)
            installation.kill(worker)
            assert len(set(received())) < LETTERS
            assert int(installation.run(COUNT_UNFINISHED)) >= LETTERS - len(set(received()))
        installation.forget_broker()
        installation.start_worker()
        wait_until(lambda: len(set(received())) == LETTERS, seconds=150, why=worker_log)
        wait_until(lambda: installation.run(COUNT_UNFINISHED).strip() == "0", seconds=90, why=worker_log)

    assert set(received()) == {f"classmate{number}@example.jp" for number in range(LETTERS)}
    told_apart = {(envelope.recipient, envelope.mail["Message-ID"]) for envelope in post_office.envelopes}
    assert len(told_apart) == LETTERS
    # Only what two processes had in hand at each of two kills may have come twice.
    assert len(received()) <= LETTERS + 4


def test_a_broker_that_is_away_neither_breaks_nor_slows_the_page(tmp_path):
    with Installation(tmp_path) as installation:
        if not installation.redis_url:
            installation.env["REDIS_URL"] = "redis://127.0.0.1:1/0"
        else:
            installation.env["REDIS_URL"] = re.sub(r":\d+(/|$)", ":1/", installation.redis_url)
        state, seconds = installation.run(WRITE_ONE_LETTER_AND_TIME_IT).split()
        assert state == "queued"
        assert float(seconds) < 1.5
