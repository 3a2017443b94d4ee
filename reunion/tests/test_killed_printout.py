"""A worker that makes a PDF of cards dies in the middle: a minute later another one makes the whole of it."""

import pytest

from .processes import Installation

pytestmark = pytest.mark.processes

ASK = """
from reunion import cast
from reunion.postcards.making import make_batch
from reunion.postcards.printouts import ask_for
from reunion.postcards.tests.addresses import lives_at
reunion = cast.mamagawa()
for number in range(450):
    lives_at(cast.classmate(reunion, f"高田{number} 裕子 かな かな", number=number), rest=f"{number}-1")
ask_for(make_batch(reunion), what="address", stock="plain")
"""
DIE_AFTER_TWO_HUNDRED = """
import os, signal
from django.db import connection
from reunion.postcards.models import Printout
from reunion.postcards.print_room import sweep
def until_death(execute, sql, *arguments):
    done = execute(sql, *arguments)
    if sql.startswith("UPDATE") and Printout.objects.get().done == 200:
        os.kill(os.getpid(), signal.SIGKILL)
    return done
with connection.execute_wrapper(until_death):
    sweep()
"""
GO_ON = "from reunion.postcards.print_room import sweep; sweep()"
A_MINUTE_PASSES = """
import datetime as dt
from django.db.models import F
from reunion.postcards.models import Printout
Printout.objects.update(beat_at=F("beat_at") - dt.timedelta(minutes=2))
"""
LOOK = """
from reunion.lib.pdf.tests.reading import texts_of
from reunion.postcards.models import Printout
found = Printout.objects.get()
print(found.done, len(texts_of(found.path.read_bytes())) if found.path.exists() else "none")
"""


def test_another_worker_makes_what_a_dead_one_began(tmp_path):
    with Installation(tmp_path) as installation:
        installation.run(ASK)
        installation.manage("shell", "--no-imports", "-c", DIE_AFTER_TWO_HUNDRED, refused=True)
        assert installation.run(LOOK).split() == ["200", "none"]
        installation.run(GO_ON)
        assert installation.run(LOOK).split() == ["200", "none"]
        installation.run(A_MINUTE_PASSES)
        installation.run(GO_ON)
        assert installation.run(LOOK).split() == ["450", "450"]
