"""A long file is taken in by a real worker; a killed one is replaced, and nothing is doubled."""

import time

import pytest

from reunion.tests.processes import Installation

pytestmark = pytest.mark.processes

CHOOSE = """
from reunion import cast
from reunion.roster import uploads
reunion = cast.mamagawa()
row = "3-A,{0},山田 {1}子,千葉県市川市八幡{0}\\n"
rows = "".join(row.format(number, chr(0x4E00 + number)) for number in range(1, 3001))
data = ("組,番号,氏名,住所\\n" + rows).encode()
kept = uploads.keep(reunion.cohort, data=data, file_name="名簿.csv", actor=cast.member(reunion))
print(kept.pk)
"""
CONFIRM = """
from reunion.roster import uploads
from reunion.roster.models import RosterUpload
kept = RosterUpload.objects.get()
print(*[uploads.confirm(kept, actor=kept.asked_by) for _press in range(2)])
"""
STATE = """
from reunion.journal.models import Entry
from reunion.roster.models import Classmate, RosterUpload
kept = RosterUpload.objects.get()
print(kept.read_at is not None, kept.taken_in_at is not None, kept.rows.count(), Classmate.objects.count(),
    Entry.objects.filter(action="imported").count())
"""
SIGN = """
from reunion.roster.intake_progress import end, how_far
from reunion.roster.models import RosterUpload
number = RosterUpload.objects.get().pk
print(how_far(number) is not None)
"""
FORGET = SIGN + "end(number)"


@pytest.fixture
def installation(tmp_path):
    with Installation(tmp_path) as installed:
        yield installed


def until(installation, script: str, wanted: str) -> str:
    """What was printed at last: `wanted`, or after two minutes whatever it is by then."""
    ends = time.monotonic() + 120
    while (found := installation.run(script).strip()) != wanted and time.monotonic() < ends:
        time.sleep(0.5)
    return found


def test_a_long_file_survives_a_killed_worker_and_a_lost_broker(installation):
    installation.run(CHOOSE)
    installation.forget_broker()
    worker = installation.start_worker()
    assert until(installation, STATE, "True False 3000 0 0") == "True False 3000 0 0"
    assert installation.run(CONFIRM).strip() == "True False"
    assert until(installation, SIGN, "True") == "True"
    installation.kill(worker)
    assert installation.run(STATE).strip() in {"True False 3000 0 0", "True True 3000 3000 1"}
    installation.run(FORGET)
    installation.start_worker()
    assert until(installation, STATE, "True True 3000 3000 1") == "True True 3000 3000 1"
