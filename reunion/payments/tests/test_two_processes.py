"""Two treasurers, two processes, one line: one books it, the other is told so, and nothing is doubled."""

import json

import pytest

from reunion.tests.processes import Installation, wait_until

pytestmark = pytest.mark.processes

PREPARE = """
from reunion import cast
from reunion.lib.kana import katakana
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho
reunion = cast.mamagawa()
cast.guest(reunion)
names = ["はら", "みき", "もり", "のだ", "とだ", "ほり", "つじ", "たに", "まえ"]
for name in names:
    cast.guest(reunion, f"{name} 一 {name} はじめ")
payers = ["タカダ　ユウコ", *(f"{katakana(name)}　ハジメ" for name in names)]
rows = [("20261201", number, 8000, payer) for number, payer in enumerate(payers, 1)]
take_in(reunion, data=yucho(*rows), file_name="a.csv", actor=None)
bring_up_to_date(reunion)
for name in ("鈴木", "原田"):
    cast.member(reunion, name=name)
"""
PRESS = """
import json, pathlib, time
from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.payments.booking import confirm, confirm_certain
from reunion.payments.models import StatementLine
from reunion.registrations.models import Registration
folder, me = pathlib.Path({folder!r}), {me!r}
actor, reunion = User.objects.get(name=me), Reunion.objects.get()
lines = list(StatementLine.objects.order_by("number"))
guest = Registration.objects.order_by("pk").first()
(folder / f"{{me}}.ready").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
try:
    confirm(lines[0], shares=[(guest, 8000)], actor=actor)
    said = "booked"
except Refused as refused:
    said = str(refused)
done = confirm_certain(reunion, line_ids=[line.pk for line in lines[1:]], actor=actor)
(folder / f"{{me}}.part").write_text(json.dumps([said, done.lines, done.left]))
(folder / f"{{me}}.part").rename(folder / f"{{me}}.said")
"""
COUNT = """
from reunion.journal.models import Entry
from reunion.payments.models import Allocation
people = Allocation.objects.standing().values_list("registration", flat=True)
print(Allocation.objects.count(), len(set(people)), Entry.objects.filter(action="payment_confirmed").count())
"""


def wait_for(end, installation, names):
    files = [installation.folder / f"{name}.{end}" for name in names]
    wait_until(
        lambda: all(file.exists() for file in files),
        seconds=60,
        why=lambda: "".join(installation.log(f"{name}.log") for name in names),
    )


def test_of_two_processes_one_books_the_line_and_the_other_gets_a_sentence(tmp_path):
    with Installation(tmp_path) as installation:
        installation.run(PREPARE)
        names = ("鈴木", "原田")
        for name in names:
            script = PRESS.format(folder=str(tmp_path), me=name)
            installation.start("manage.py", "shell", "--no-imports", "-c", script, log=f"{name}.log")
        wait_for("ready", installation, names)
        (tmp_path / "go").touch()
        wait_for("said", installation, names)
        said = [json.loads((tmp_path / f"{name}.said").read_text()) for name in names]
        first = names[[each[0] for each in said].index("booked")]
        (refused,) = [each[0] for each in said if each[0] != "booked"]
        assert f"に{first}さんが確定しました" in refused
        assert sorted(each[1:] for each in said) == [[0, 9], [9, 0]]
        assert installation.run(COUNT).split() == ["10", "10", "10"]
