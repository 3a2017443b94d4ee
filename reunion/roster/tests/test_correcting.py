"""Two people correct the same classmate; a person decides where an address lies."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.roster.confirming import candidates, confirm
from reunion.roster.correcting import correct, mark_checked, save_teacher, version_of
from reunion.roster.models import Classmate, Teacher, YearbookAddress
from reunion.roster.overtaking import Overtaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return cast.classmate(cast.mamagawa(), number=1)


def change(person, seen, **values):
    return correct(person, values=values, seen=seen, actor=None, reunion_slug="mamagawa")


def test_a_change_is_written_in_the_journal_in_words(person):
    change(person, version_of(person), current_family_name="石井", number=2, deceased=True)
    entry = Entry.objects.about(person).get()
    assert (
        entry.sentence == "名簿を直しました：いまの名字「」→「石井」、出席番号「1」→「2」、物故と記録しました"
    )


def test_saving_what_stands_there_already_changes_nothing(person):
    before = person.updated_at
    change(person, version_of(person), number=1)
    person.refresh_from_db()
    assert (person.updated_at, Entry.objects.count()) == (before, 0)


def test_the_second_of_two_is_told_and_overwrites_nothing(person):
    seen = version_of(person)
    change(person, seen, current_family_name="石井")
    with pytest.raises(Refused, match="ほかの人が先にこの人を直しました"):
        change(person, seen, current_family_name="佐藤")
    assert Classmate.objects.get().current_family_name == "石井"


def test_what_a_registration_taught_the_roster_meanwhile_counts_as_a_change(person):
    seen = version_of(person)
    Classmate.objects.update(current_family_name="石井")
    with pytest.raises(Refused):
        change(person, seen, current_family_name="")


def test_a_number_and_name_that_stand_there_twice_are_refused(person):
    other = cast.classmate(person.cohort.reunions.get(), number=2)
    with pytest.raises(Refused, match="同じ組の同じ番号に、同じ名前の人がもういます"):
        change(other, version_of(other), number=1)
    assert Classmate.objects.get(pk=other.pk).number == 2


def test_a_doubt_is_cleared_once(person):
    Classmate.objects.update(doubt="番号がありません。")
    mark_checked(person, actor=None)
    mark_checked(person, actor=None)
    assert Classmate.objects.get().doubt == ""
    assert Entry.objects.get().sentence == "確かめました：番号がありません。"


def test_a_person_decides_which_of_the_candidates_it_is(person):
    address = YearbookAddress.objects.create(
        classmate=person, printed_code="", printed_address="青森県青森市浪館字前田1-2-3", grade="unclear"
    )
    offered = candidates(address)
    assert len(offered) > 1
    confirm(address, place=1, postal_code=offered[1].postal_code, actor=None)
    address.refresh_from_db()
    assert (address.postal_code, address.town) == (offered[1].postal_code, offered[1].town)
    assert (address.grade, address.reason, candidates(address)) == ("certain", "幹事が選びました", ())


def test_a_candidate_that_is_not_offered_is_refused(person):
    address = YearbookAddress.objects.create(
        classmate=person, printed_address="千葉県市川市八幡1-2-3", grade="likely"
    )
    for place, code in ((5, "2720021"), (-1, "2720021"), (0, "1000001")):
        with pytest.raises(Refused, match="候補が変わりました"):
            confirm(address, place=place, postal_code=code, actor=None)


def told(person, seen, **values) -> list[tuple]:
    with pytest.raises(Overtaken) as overtaken:
        change(person, seen, **values)
    return [
        (each.label, each.before, each.theirs, each.yours, each.is_contested)
        for each in overtaken.value.differences
    ]


def test_the_second_reads_field_by_field_what_the_first_changed(person):
    seen = version_of(person)
    room = cast.homeroom(person.cohort.reunions.get(), "B")
    change(person, seen, current_family_name="石井", homeroom=room, deceased=True)
    assert told(person, seen, current_family_name="佐藤", homeroom=person.homeroom, deceased=False) == [
        ("クラス", "3年A組", "3年B組", "3年A組", False),
        ("いまの名字", "（なし）", "石井", "佐藤", True),
        ("物故", "いいえ", "はい", "いいえ", False),
    ]


def test_both_typing_the_same_is_no_contest(person):
    seen = version_of(person)
    change(person, seen, current_family_name="石井")
    assert told(person, seen, current_family_name="石井") == [
        ("いまの名字", "（なし）", "石井", "石井", False)
    ]


def test_a_form_that_lost_what_it_saw_overwrites_nothing(person):
    with pytest.raises(Overtaken):
        change(person, "", current_family_name="佐藤")
    assert Classmate.objects.get().current_family_name == ""


def test_the_second_of_two_at_a_teacher_is_told_too():
    teacher = cast.teacher(cast.mamagawa())
    seen, mine = version_of(teacher), Teacher.objects.get()
    teacher.address = "千葉県市川市1-1"
    save_teacher(teacher, seen=seen, actor=None)
    mine.address = "千葉県船橋市2-2"
    with pytest.raises(Overtaken) as overtaken:
        save_teacher(mine, seen=seen, actor=None)
    (only,) = overtaken.value.differences
    assert (only.theirs, only.yours) == ("千葉県市川市1-1", "千葉県船橋市2-2")
    assert Teacher.objects.get().address == "千葉県市川市1-1"
    save_teacher(mine, seen=overtaken.value.seen, actor=None)
    assert Teacher.objects.get().address == "千葉県船橋市2-2"
