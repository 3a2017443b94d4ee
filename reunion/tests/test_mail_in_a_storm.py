"""Five hundred letters through a bad day: a server that refuses, is slow and hangs up at every step, workers
killed at random, and a broker that forgets everything in the middle. None is lost, each is delivered or
explained, and what came twice came under one Message-ID and for one of the two reasons that cannot be helped.

What waits for its next try is made due every second, and sweeps come as often: only the waiting is shortened.
A lease is never touched while anybody could hold it.
"""

import json
import random
import signal
import subprocess
import time
from collections import defaultdict

import pytest

from reunion.mail.tests.post_office import free_port

from .processes import Installation, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]

LETTERS, SEED, KILLS = 500, 1983, 5
WRITE_LETTERS = f"""
from django.db import transaction
from reunion import cast
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue
reunion = cast.mamagawa()
who = {{0: "nobody", 1: "filter"}}
with transaction.atomic():
    for number in range({LETTERS}):
        enqueue(
            reunion,
            key=f"bank-info:{{number}}:1",
            kind="bank-info",
            about=reunion,
            recipient=f"{{who.get(number % 25, 'classmate')}}{{number}}@example.jp",
            recipient_name=f"同窓生{{number}}",
            subject="会費のお振り込みについて",
            body=f"同窓生{{number}} 様\\n\\n会費は8,000円です。\\n",
        )
    for number in range(5, {LETTERS}, 10):
        Message.objects.filter(key=f"bank-info:{{number}}:1").update(batch="announcement:1")
"""
# Only what waits becomes due; whoever has a letter in hand keeps it.
QUICK_CLOCK = """
import time
from django.utils import timezone
from reunion.mail.models import Message
from reunion.mail.tasks import sweep_mail
while True:
    Message.objects.filter(state="queued").update(due_at=timezone.now())
    sweep_mail.apply_async(expires=2)
    time.sleep(1)
"""
NOBODY_IS_ALIVE_AND_A_MINUTE_PASSES = """
import datetime as dt
from django.utils import timezone
from reunion.mail.models import Message
Message.objects.filter(state="sending").update(leased_until=timezone.now() - dt.timedelta(seconds=1))
"""
COUNT_UNFINISHED = "from reunion.mail.models import Message; print(Message.objects.unfinished().count())"
TELL_ALL = """
import json
from reunion.mail.models import Message
rows = Message.objects.prefetch_related("attempts")
print(json.dumps([
    {
        "message_id": row.message_id,
        "recipient": row.recipient,
        "batch": row.batch,
        "state": row.state,
        "outcome": row.outcome,
        "stages": [attempt.stage for attempt in row.attempts.all()],
    }
    for row in rows
]))
"""


class Storm:
    """One run: the installation, the mail server beside it, and when somebody was killed."""

    def __init__(self, installation: Installation, port: int):
        self.installation = installation
        self.folder = installation.folder / "post-office"
        self.folder.mkdir()
        self.taken = self.folder / "taken.jsonl"
        self.killed_at: list[float] = []
        module = "reunion.tests.stormy_post_office"
        installation.start("-m", module, str(port), str(self.folder), str(SEED), log="post-office.log")
        wait_until(self.taken.exists, seconds=20)

    def letters_taken(self) -> list[dict]:
        lines = self.taken.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]

    def kill_somebody(self, worker: subprocess.Popen, chance: random.Random) -> subprocess.Popen:
        """Either one child in the middle of its work, or the worker with all its children."""
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(worker.pid)], capture_output=True, text=True
        )
        self.killed_at.append(time.time())
        if chance.random() < 0.4 and children.stdout.split():
            subprocess.run(["kill", f"-{signal.SIGKILL.value}", chance.choice(children.stdout.split())])
            return worker
        self.installation.kill(worker)
        return self.installation.start_worker(concurrency=3)

    def calm_down(self) -> None:
        (self.folder / "calm").touch()

    def why(self) -> str:
        return f"{len(self.letters_taken())} taken\n{self.installation.log('worker.log')[-3000:]}"


def rage(storm: Storm) -> None:
    """Workers are killed while they send, and the broker forgets everything in the middle."""
    installation, chance = storm.installation, random.Random(SEED)
    worker = installation.start_worker(concurrency=3)
    for kill in range(KILLS):
        so_far = len(storm.letters_taken())
        wait_until(lambda so_far=so_far: len(storm.letters_taken()) > so_far + 15, seconds=75, why=storm.why)
        worker = storm.kill_somebody(worker, chance)
        if kill == KILLS // 2:
            installation.forget_broker()
    assert len(storm.letters_taken()) < LETTERS
    storm.killed_at.append(time.time())
    installation.kill(worker)


def test_in_a_storm_every_letter_is_delivered_or_explained(tmp_path):
    port = free_port()
    with Installation(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{port}") as installation:
        installation.run(WRITE_LETTERS)
        storm = Storm(installation, port)
        installation.start("manage.py", "shell", "--no-imports", "-c", QUICK_CLOCK, log="clock.log")
        rage(storm)
        installation.run(NOBODY_IS_ALIVE_AND_A_MINUTE_PASSES)
        storm.calm_down()
        installation.start_worker(concurrency=3)
        wait_until(lambda: installation.run(COUNT_UNFINISHED).strip() == "0", seconds=60, why=storm.why)
        letters, taken = json.loads(installation.run(TELL_ALL)), storm.letters_taken()

    assert len(letters) == LETTERS
    by_message_id = defaultdict(list)
    for letter in taken:
        by_message_id[letter["message_id"]].append(letter)
    assert {"MAIL FROM", "RCPT TO", "DATA", "end of DATA"} <= {
        stage for letter in letters for stage in letter["stages"]
    }
    assert not all(one["answered"] for one in taken)
    assert set(by_message_id) <= {letter["message_id"] for letter in letters}
    for letter in letters:
        look_at(letter, by_message_id[letter["message_id"]], storm.killed_at)


def look_at(letter: dict, taken: list[dict], killed_at: list[float]) -> None:
    assert all(one["recipients"] == [letter["recipient"]] for one in taken)
    if letter["recipient"].startswith(("nobody", "filter")):
        assert (letter["state"], taken) == ("refused", [])
        assert letter["outcome"]
    elif letter["batch"]:
        assert letter["state"] in {"sent", "held"}
        assert letter["outcome"]
    else:
        assert letter["state"] == "sent"
    assert (letter["state"] == "held") or bool(taken) == (letter["state"] == "sent")
    for one in taken[:-1]:
        # The server may take a letter a moment after its sender was killed: the text was already there.
        was_killed = any(-2 < at - one["at"] < 3 for at in killed_at)
        assert not one["answered"] or (was_killed and not letter["batch"]), (letter, taken)
