"""Who has died, or wants to hear nothing: marked once, in words, and taken back with a reason."""

import datetime as dt

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.roster.leaving_alone import Mark, last_word, leave_alone, take_back
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db
TOLD = {"told_by": "妹さん", "told_on": dt.date(2026, 11, 3)}


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def user(reunion):
    return cast.member(reunion)


def sentences(person) -> list[str]:
    return list(Entry.objects.about(person).values_list("sentence", flat=True))


@pytest.mark.parametrize(
    ("mark", "marked", "taken_back"),
    [
        (
            "deceased",
            "亡くなったと記録しました（知らせてくれた人：妹さん、聞いた日：2026年11月3日）",
            "亡くなったという記録を取り消しました（わけ：別の人）",
        ),
        (
            "do_not_contact",
            "連絡を控えることにしました（知らせてくれた人：妹さん、聞いた日：2026年11月3日）",
            "また連絡してよいことにしました（わけ：別の人）",
        ),
    ],
)
@pytest.mark.parametrize("who", ["classmate", "teacher"])
def test_it_is_marked_and_taken_back_in_words(reunion, user, who, mark, marked, taken_back):
    person = getattr(cast, who)(reunion)
    assert leave_alone(person, mark=mark, **TOLD, actor=user) is True
    person.refresh_from_db()
    assert (getattr(person, mark), sentences(person)) == (True, [marked])
    assert last_word(person, mark=mark).sentence == marked
    assert take_back(person, mark=mark, reason="別の人", actor=user) is True
    person.refresh_from_db()
    assert (getattr(person, mark), sentences(person)) == (False, [taken_back, marked])
    assert last_word(person, mark=mark) is None


def test_twice_changes_nothing_more(reunion, user):
    person = cast.classmate(reunion)
    assert leave_alone(person, mark="deceased", **TOLD, actor=user) is True
    assert leave_alone(person, mark="deceased", told_by="兄", told_on=TOLD["told_on"], actor=user) is False
    assert take_back(person, mark="deceased", reason="別の人", actor=user) is True
    assert take_back(person, mark="deceased", reason="別の人", actor=user) is False
    assert len(sentences(person)) == 2


def test_the_two_marks_do_not_touch_each_other(reunion, user):
    person = cast.classmate(reunion)
    leave_alone(person, mark=Mark.DO_NOT_CONTACT, **TOLD, actor=user)
    leave_alone(person, mark=Mark.DECEASED, **TOLD, actor=user)
    take_back(person, mark=Mark.DECEASED, reason="別の人", actor=user)
    assert Classmate.objects.values_list("deceased", "do_not_contact").get() == (False, True)


def test_what_a_file_said_has_no_last_word(reunion):
    assert last_word(cast.classmate(reunion, deceased=True), mark="deceased") is None
