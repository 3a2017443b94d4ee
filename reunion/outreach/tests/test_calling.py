import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.outreach.askable import askable
from reunion.outreach.called import PRESSES, last_press, note_call, take_back_call
from reunion.outreach.calling import after, counts, in_calling_order, never_tried, to_call
from reunion.outreach.invitation import invitation_for
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.outreach.signup_links import links_of
from reunion.outreach.unwilling import decide, undecided
from reunion.registrations.models import Registration
from reunion.roster.models import Club
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
NAMES = ("秋山 一郎 あきやま いちろう", "井上 二郎 いのうえ じろう", "上野 三郎 うえの さぶろう")


@pytest.fixture
def room():
    """秋山, 井上 and 上野 of class A, whom 宮本 looks after."""
    reunion = cast.mamagawa()
    people = [cast.classmate(reunion, names) for names in NAMES]
    staff = cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="A")
    return SimpleNamespace(reunion=reunion, people=people, staff=staff)


def press(room, number, what, **details):
    return note_call(room.people[number], reunion=room.reunion, press=what, actor=room.staff, **details)


def everybody(room):
    return to_call(room.reunion, homeroom_ids=None)


def in_order(room):
    return [(person.family_name, person.stage) for person in in_calling_order(everybody(room))]


@pytest.mark.parametrize(
    ("what", "stage"),
    [
        ("no_answer", "again"),
        ("line", "again"),
        ("sms", "again"),
        ("told", "told"),
        ("will_come", "will_come"),
        ("uninterested", "uninterested"),
    ],
)
def test_each_press_has_its_place_on_the_list_and_registers_nobody(room, what, stage):
    press(room, 0, what)
    assert in_order(room) == [("井上", "fresh"), ("上野", "fresh"), ("秋山", stage)]
    assert Registration.objects.count() == 0


def test_who_was_never_tried_comes_first_then_the_oldest_try(room):
    for number, days in ((0, 1), (2, 5)):
        log = press(room, number, "no_answer")
        ContactLog.objects.filter(pk=log.pk).update(at=timezone.now() - dt.timedelta(days=days))
    assert in_order(room) == [("井上", "fresh"), ("上野", "again"), ("秋山", "again")]


def test_the_numbers_are_those_of_the_rows(room):
    press(room, 0, "told")
    cast.guest(room.reunion, NAMES[1], classmate=room.people[1])
    assert counts(everybody(room)) == {
        "fresh": 1,
        "again": 0,
        "told": 1,
        "will_come": 0,
        "uninterested": 0,
        "answered": 1,
    }
    assert [person.family_name for person in never_tried(room.reunion, homeroom_ids=None)] == ["上野"]


def test_a_card_is_no_try_of_ours(room):
    ContactLog.objects.create(
        reunion=room.reunion, classmate=room.people[0], way="postcard", result="returned"
    )
    assert dict(in_order(room))["秋山"] == "fresh"


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_nobody_calls_the_dead_or_whom_the_roster_leaves_alone(room, mark):
    setattr(room.people[0], mark, True)
    room.people[0].save()
    assert [name for name, _stage in in_order(room)] == ["井上", "上野"]
    with pytest.raises(Refused, match="連絡を控える印"):
        press(room, 0, "told")


def test_other_classes_are_not_on_it(room):
    cast.classmate(room.reunion, "森 薫 もり かおる", room="B")
    mine = frozenset({room.people[0].homeroom_id})
    assert to_call(room.reunion, homeroom_ids=mine).count() == 3
    assert to_call(room.reunion, homeroom_ids=frozenset()).count() == 0


def test_the_next_one_is_below_and_after_the_last_the_first(room):
    assert after(everybody(room), room.people[0]) == room.people[1]
    assert after(everybody(room), room.people[2]) == room.people[0]
    press(room, 1, "told")
    assert after(everybody(room), room.people[0]) == room.people[2]
    assert after(everybody(room), room.people[1]) == room.people[0]
    for number in (0, 2):
        press(room, number, "told")
    assert after(everybody(room), room.people[0]) is None


def test_the_same_press_twice_is_one_also_of_two_helpers(room):
    assert press(room, 0, "no_answer") == press(room, 0, "no_answer")
    note_call(room.people[0], reunion=room.reunion, press="no_answer", actor=cast.member(room.reunion))
    assert [log.user for log in ContactLog.objects.all()] == [room.staff]


def test_the_journal_says_who_and_never_holds_the_note(room):
    press(room, 0, "lead", remark="田中さん 090-1234-5678")
    entry = Entry.objects.latest("pk")
    sentence = "秋山 一郎さんに声をかけました（友人を通して：知っている人がいる）"
    assert (entry.actor_name, entry.sentence) == ("宮本", sentence)


def test_who_knows_somebody_is_named(room):
    with pytest.raises(Refused, match="知っている人の名前"):
        press(room, 0, "lead", remark="　")
    assert press(room, 0, "lead", remark="田中さん").note == "田中さん"


def test_a_press_that_is_none_is_refused(room):
    with pytest.raises(Refused, match="どうだったか"):
        press(room, 0, "forget")


def test_a_press_is_taken_back_once_and_the_journal_keeps_it(room):
    log = press(room, 0, "told")
    take_back_call(log, actor=room.staff)
    take_back_call(log, actor=room.staff)
    assert ContactLog.objects.count() == 0
    taken = Entry.objects.filter(sentence__contains="取り消しました")
    assert [entry.sentence for entry in taken] == [
        "秋山 一郎さんに声をかけた記録（本人と話して：伝えた）を取り消しました"
    ]


def test_a_try_with_a_guest_is_not_taken_back_here(room):
    guest = cast.guest(room.reunion, NAMES[0], classmate=room.people[0])
    log = ContactLog.objects.create(reunion=room.reunion, registration=guest, way="line", result="told")
    with pytest.raises(Refused, match="取り消せません"):
        take_back_call(log, actor=room.staff)


# Who wants no news


def test_who_wants_no_news_is_off_the_list_until_the_office_has_decided(room):
    log = press(room, 0, "unwilling")
    assert [name for name, _stage in in_order(room)] == ["井上", "上野"]
    assert list(undecided(room.reunion)) == [log]
    for what in PRESSES:
        if what != "unwilling":
            with pytest.raises(Refused, match="連絡を望まない"):
                press(room, 0, what, remark="x")
    room.people[0].refresh_from_db()
    assert room.people[0].do_not_contact is False


def test_the_office_leaves_them_alone_for_good(room):
    log = press(room, 0, "unwilling")
    organizer = cast.member(room.reunion, name="安藤")
    assert decide(log, leave_alone=True, actor=organizer) is True
    room.people[0].refresh_from_db()
    assert (room.people[0].do_not_contact, list(undecided(room.reunion))) == (True, [])
    assert Entry.objects.latest("pk").sentence == "名簿を直しました：連絡を控えることにしました"
    with pytest.raises(Refused):
        take_back_call(log, actor=organizer)


def test_or_they_may_be_asked_again_and_the_second_decision_changes_nothing(room):
    log = press(room, 0, "unwilling")
    organizer = cast.member(room.reunion)
    assert decide(log, leave_alone=False, actor=organizer) is True
    assert decide(log, leave_alone=True, actor=organizer) is False
    room.people[0].refresh_from_db()
    assert room.people[0].do_not_contact is False
    assert in_order(room)[-1] == ("秋山", "again")
    press(room, 0, "told")


def test_nor_is_anybody_called_whose_family_has_asked_to_leave_them_alone(room):
    code = links_of(room.reunion, classmates=room.people[:1])[room.people[0].pk]
    link = SignupLink.objects.get(code=code)
    FamilyAnswer.objects.create(link=link, what=FamilyAnswer.What.NO_CONTACT)
    assert [name for name, _stage in in_order(room)] == ["井上", "上野"]
    with pytest.raises(Refused, match="ご家族"):
        press(room, 0, "told")


def test_the_last_press_is_the_helpers_own_and_a_fresh_one(room):
    assert last_press(room.reunion, actor=room.staff) is None
    press(room, 0, "told")
    log = press(room, 1, "unwilling")
    assert last_press(room.reunion, actor=room.staff) == log
    assert last_press(room.reunion, actor=cast.member(room.reunion)) is None
    ContactLog.objects.update(at=timezone.now() - dt.timedelta(minutes=31))
    assert last_press(room.reunion, actor=room.staff) is None


# Whom to ask


def test_the_same_club_is_asked_before_the_same_class(room):
    club = Club.objects.create(cohort=room.reunion.cohort, name="演劇部")
    far = cast.classmate(room.reunion, "森 薫 もり かおる", room="B", current_family_name="林")
    for person in (room.people[0], far):
        person.clubs.add(club)
    cast.guest(room.reunion, "森 薫 もり かおる", classmate=far)
    press(room, 2, "will_come")
    press(room, 1, "no_answer")

    def named(homeroom_ids):
        friends = askable(room.people[:1], reunion=room.reunion, homeroom_ids=homeroom_ids)
        return [(friend.name, friend.through) for friend in friends[room.people[0].pk]]

    assert named(None) == [("森 薫（いま 林）", "演劇部"), ("上野 三郎", "")]
    assert named(frozenset({room.people[0].homeroom_id})) == [("上野 三郎", "")]


def test_nobody_is_asked_about_themselves(room):
    press(room, 0, "told")
    friends = askable(room.people, reunion=room.reunion, homeroom_ids=None)
    assert [[friend.name for friend in friends[person.pk]] for person in room.people] == [
        [],
        ["秋山 一郎"],
        ["秋山 一郎"],
    ]


# What is sent


def test_the_text_has_their_own_address_and_no_money(room):
    text = invitation_for(room.people[0], reunion=room.reunion, writer="クラススタッフの宮本")
    link = SignupLink.objects.get()
    assert link.classmate == room.people[0]
    assert f"/c/{link.code}/\n" in text.line
    assert text.line.startswith("秋山さん、お久しぶりです。\n")
    assert text.signed == f"真間川高校 還暦同窓会のクラススタッフの宮本です。\n{text.line}"
    assert "円" not in text.line
    assert invitation_for(room.people[0], reunion=room.reunion, writer="x").line == text.line


def test_there_is_no_text_while_nobody_can_sign_up(room):
    room.reunion.state = "closed"
    assert invitation_for(room.people[0], reunion=room.reunion, writer="x") is None
    assert SignupLink.objects.count() == 0
