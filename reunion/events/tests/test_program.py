import pytest

from reunion import cast
from reunion.events.models import ProgramItem
from reunion.events.program import remove_item
from reunion.journal.models import Entry
from reunion.lib.refused import Refused

pytestmark = pytest.mark.django_db


def test_what_nobody_chose_goes():
    reunion = cast.mamagawa()
    cast.guest(reunion)
    actor = cast.member(reunion)
    remove_item(reunion.program_items.get(kind="after_party"), actor=actor)
    assert set(reunion.program_items.values_list("kind", flat=True)) == {"main", "school_tour"}
    entry = Entry.objects.get()
    assert (entry.sentence, entry.actor) == ("プログラムから外しました（二次会）", actor)


def test_what_somebody_chose_stays_and_so_does_the_reunion_itself():
    reunion = cast.mamagawa()
    cast.guest(reunion, items=("main", "after_party"))
    with pytest.raises(Refused, match="もう選んだ人がいるので、なくせません"):
        remove_item(reunion.program_items.get(kind="after_party"), actor=None)
    empty = cast.mamagawa("another")
    with pytest.raises(Refused, match="来る人みんなが参加する"):
        remove_item(empty.program_items.get(kind="main"), actor=None)
    assert ProgramItem.objects.count() == 6
    assert Entry.objects.count() == 0
