"""A way to a classmate is added, corrected and taken away, and two at once never overwrite each other."""

import pytest
from django.utils import translation

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.roster.contact_points import add_contact, contact_version, correct_contact, remove_contact
from reunion.roster.models import ContactPoint
from reunion.roster.overtaking import Overtaken

pytestmark = pytest.mark.django_db
PHONE = {"kind": "phone", "value": "090-1111-2222", "told_by": "山田さん"}


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def person(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def user(reunion):
    return cast.member(reunion)


def sentences(person) -> list[str]:
    return list(Entry.objects.about(person).values_list("sentence", flat=True))


def test_who_told_us_stands_beside_it_and_in_the_journal_without_the_number(person, user):
    with translation.override("en"):
        point = add_contact(person, values=PHONE, actor=user)
    assert (point.kind, point.value, point.told_by) == ("phone", "090-1111-2222", "山田さん")
    assert sentences(person) == ["連絡先を加えました：電話（聞いた人：山田さん）"]


def test_the_same_way_twice_is_one(person, user):
    first = add_contact(person, values=PHONE, actor=user)
    assert add_contact(person, values=PHONE | {"told_by": "兄"}, actor=user) == first
    assert (ContactPoint.objects.count(), len(sentences(person))) == (1, 1)


def test_a_corrected_value_is_known_from_now_on(person, user):
    point = add_contact(person, values=PHONE, actor=user)
    known_since = point.created_at
    seen = contact_version(point)
    correct_contact(point, values=PHONE | {"told_by": "本人"}, seen=seen, actor=user)
    point.refresh_from_db()
    assert (point.told_by, point.created_at) == ("本人", known_since)
    values = {"kind": "phone", "value": "090-3333-4444", "told_by": "本人"}
    correct_contact(point, values=values, seen=contact_version(point), actor=user)
    point.refresh_from_db()
    assert point.value == "090-3333-4444"
    assert point.created_at > known_since
    assert sentences(person)[0] == "連絡先を直しました：電話（聞いた人：本人）"


def test_nothing_changed_leaves_no_line(person, user):
    point = add_contact(person, values=PHONE, actor=user)
    correct_contact(point, values=PHONE, seen=contact_version(point), actor=user)
    assert len(sentences(person)) == 1


def test_the_second_of_two_is_told_what_the_first_changed(person, user):
    point = add_contact(person, values=PHONE, actor=user)
    seen = contact_version(point)
    correct_contact(point, values=PHONE | {"value": "090-3333-4444"}, seen=seen, actor=user)
    with pytest.raises(Overtaken) as told:
        correct_contact(point, values=PHONE | {"told_by": "本人"}, seen=seen, actor=user)
    [difference] = told.value.differences
    assert (difference.name, difference.theirs, difference.is_contested) == ("value", "090-3333-4444", False)
    point.refresh_from_db()
    assert (point.value, point.told_by) == ("090-3333-4444", "山田さん")


def test_it_does_not_become_one_that_is_known_already(person, user):
    point = add_contact(person, values=PHONE, actor=user)
    add_contact(person, values=PHONE | {"value": "03-1111-2222"}, actor=user)
    with pytest.raises(Refused, match="この連絡先はもう登録されています。"):
        correct_contact(
            point, values=PHONE | {"value": "03-1111-2222"}, seen=contact_version(point), actor=user
        )


def test_taken_away_once_and_correcting_it_then_is_refused(person, user):
    point = add_contact(person, values=PHONE, actor=user)
    for _press in range(2):
        remove_contact(point, actor=user)
    assert sentences(person) == [
        "連絡先を消しました：電話（聞いた人：山田さん）",
        "連絡先を加えました：電話（聞いた人：山田さん）",
    ]
    with pytest.raises(Refused, match="ほかの人が先に消しました"):
        correct_contact(point, values=PHONE, seen=contact_version(point), actor=user)
