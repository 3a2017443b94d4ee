import pytest

from reunion import cast
from reunion.events.accounts import set_account
from reunion.events.models import ProgramItem
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.registrations.deciding import cancel, tie, tie_to_new_teacher, tie_to_teacher
from reunion.registrations.models import Registration, State
from reunion.registrations.moving_up import move_up
from reunion.registrations.signing_up import Reply, register
from reunion.registrations.teachers import teacher_choices
from reunion.roster.models import Classmate, Teacher

pytestmark = pytest.mark.django_db
HARADA = {"family_name": "原田", "given_name": "正", "family_kana": "ハラダ", "given_kana": "タダシ"}


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def organizer(reunion):
    return cast.member(reunion)


def harada_replies(reunion, **changes):
    details = {"attending": True, "is_teacher": True, "email": "harada@mail.example"} | HARADA
    return register(reunion, reply=Reply(**(details | changes)))


def test_exactly_one_teacher_of_that_name_comes_as_a_guest(reunion):
    harada = cast.teacher(reunion)
    registration = harada_replies(reunion)
    assert (registration.state, registration.teacher, registration.classmate) == (State.COMING, harada, None)
    assert [(row.item.kind, row.fee) for row in registration.chosen_items.all()] == [("main", 0)]
    letter = Message.objects.get()
    assert letter.kind == "received"
    assert "原田 正 先生" in letter.body.splitlines()
    assert "会費は頂戴いたしません。" in letter.body
    assert "1234567" not in letter.body


@pytest.mark.parametrize(
    ("in_roster", "typed"),
    [
        ({"family_name": "髙木"}, {"family_name": "高木"}),
        ({"family_name": "渡邊", "family_kana": ""}, {"family_name": "渡辺", "family_kana": "ワタナベ"}),
        ({"family_kana": "", "given_kana": ""}, {}),
        ({}, {"family_kana": "", "given_kana": ""}),
    ],
)
def test_shapes_of_one_character_count_as_the_same(reunion, in_roster, typed):
    harada = cast.teacher(reunion, **in_roster)
    assert harada_replies(reunion, **typed).teacher == harada


@pytest.mark.parametrize(
    ("in_roster", "typed", "reason"),
    [
        ({"given_name": "実"}, {}, "名簿に同じ名前の先生が見つかりません"),
        ({"given_name": ""}, {"given_name": ""}, "名簿に同じ名前の先生が見つかりません"),
        ({"given_name": "", "given_kana": ""}, {}, "名簿に同じ名前の先生が見つかりません"),
        ({}, {"family_name": "はらだ", "given_name": "ただし"}, "名簿に同じ名前の先生が見つかりません"),
        ({"given_kana": "まさし"}, {}, "名簿の先生と読みがなが違います"),
        ({"deceased": True}, {}, "名簿の記録と照らして、確認が必要です"),
        ({"do_not_contact": True}, {}, "名簿の記録と照らして、確認が必要です"),
    ],
)
def test_everything_else_waits_for_a_person_with_a_reason(reunion, in_roster, typed, reason):
    cast.teacher(reunion, **in_roster)
    registration = harada_replies(reunion, **typed)
    assert (registration.state, registration.waiting_reason) == (State.WAITING, reason)
    assert (registration.teacher, registration.classmate) == (None, None)


def test_two_teachers_of_one_name_wait_for_a_person(reunion):
    cast.teacher(reunion)
    cast.teacher(reunion)
    assert harada_replies(reunion).waiting_reason == "同じ名前の先生が名簿に2人以上います"


def test_a_teacher_of_another_year_is_nobodys(reunion):
    cast.teacher(cast.mamagawa("other", graduated=(1990, 3)))
    assert harada_replies(reunion).waiting_reason == "名簿に同じ名前の先生が見つかりません"


def test_a_teacher_is_never_tied_to_a_classmate_nor_a_classmate_to_a_teacher(reunion):
    room = cast.homeroom(reunion)
    cast.classmate(reunion, "原田 正 はらだ ただし")
    as_teacher = harada_replies(reunion, homeroom=room)
    assert (as_teacher.state, as_teacher.classmate) == (State.WAITING, None)
    Classmate.objects.all().delete()
    cast.teacher(reunion)
    as_classmate = harada_replies(reunion, is_teacher=False, homeroom=room, email="other@mail.example")
    assert (as_classmate.state, as_classmate.teacher) == (State.WAITING, None)


def test_the_same_answer_again_is_the_same_and_from_elsewhere_waits(reunion):
    cast.teacher(reunion)
    first = harada_replies(reunion)
    assert harada_replies(reunion, attending=False) == first
    assert [m.kind for m in Message.objects.all()] == ["received", "received"]
    second = harada_replies(reunion, email="other@mail.example")
    assert (second.state, second.waiting_reason) == (State.WAITING, "この先生のお返事がもうあります")


def test_a_teacher_who_waits_is_thanked_with_honour_and_never_asked_for_money(reunion, organizer):
    registration = harada_replies(reunion)
    assert [row.fee for row in registration.chosen_items.all()] == [0]
    letter = Message.objects.get()
    assert letter.kind == "waiting"
    assert "原田 正 先生" in letter.body.splitlines()
    assert "お返事を賜り、誠にありがとうございます。" in letter.body
    set_account(reunion, account=cast.ACCOUNT, actor=organizer)
    assert not any("1234567" in m.body or "会費" in m.body for m in Message.objects.all())


def test_a_teacher_who_cancels_reads_nothing_about_money(reunion):
    cast.teacher(reunion)
    cancel(harada_replies(reunion), actor=None)
    body = Message.objects.get(kind="cancelled").body
    assert ("会費" in body, "返" in body.split("■")[0]) == (False, False)


def test_a_teacher_in_line_reads_nothing_about_money_and_moves_up_with_honour(reunion):
    cast.teacher(reunion)
    main = reunion.program_items.get(kind=ProgramItem.Kind.MAIN)
    reunion.program_items.filter(pk=main.pk).update(places=0)
    registration = harada_replies(reunion, waits_for=frozenset({main.pk}))
    assert registration.state == State.WAITLISTED
    assert "支払" not in Message.objects.get().body
    reunion.program_items.filter(pk=main.pk).update(places=1)
    assert move_up(reunion) == [registration]
    letter = Message.objects.first()
    assert (letter.kind, "お席がご用意できました" in letter.body) == ("received", True)


def test_what_is_only_for_classmates_is_not_open_to_teachers(reunion):
    party = reunion.program_items.get(kind=ProgramItem.Kind.AFTER_PARTY)
    party.open_to = ProgramItem.OpenTo.CLASSMATES
    party.save()
    cast.teacher(reunion)
    registration = harada_replies(reunion, items=(party,))
    assert [row.item.kind for row in registration.chosen_items.all()] == ["main"]


def test_a_person_ties_it_to_the_teacher(reunion, organizer):
    harada = cast.teacher(reunion, given_kana="まさし")
    tied = tie_to_teacher(harada_replies(reunion), teacher=harada, actor=organizer)
    assert (tied.state, tied.teacher, tied.waiting_reason, tied.amount_due) == (State.COMING, harada, "", 0)
    assert [m.kind for m in Message.objects.all()] == ["received", "waiting"]
    with pytest.raises(Refused):
        tie_to_teacher(tied, teacher=harada, actor=organizer)


def test_a_teacher_who_came_through_the_classmates_door_owes_nothing(reunion, organizer):
    harada = cast.teacher(reunion)
    waiting = harada_replies(reunion, is_teacher=False)
    assert [row.fee for row in waiting.chosen_items.all()] == [8000]
    tied = tie_to_teacher(waiting, teacher=harada, actor=organizer)
    assert (tied.is_teacher, tied.amount_due) == (True, 0)
    assert [row.fee for row in tied.chosen_items.all()] == [0]
    assert Message.objects.first().kind == "received"


def test_a_classmate_who_came_through_the_teachers_door_pays_like_everybody(reunion, organizer):
    classmate = cast.classmate(reunion, "原田 正 はらだ ただし")
    tied = tie(harada_replies(reunion), classmate=classmate, actor=organizer)
    assert (tied.is_teacher, tied.amount_due) == (False, 8000)


def test_nobody_is_tied_to_a_teacher_who_has_answered_died_or_is_of_another_year(reunion, organizer):
    harada = cast.teacher(reunion)
    harada_replies(reunion)
    second = harada_replies(reunion, email="other@mail.example")
    others = [
        harada,
        cast.teacher(reunion, deceased=True),
        cast.teacher(cast.mamagawa("other", graduated=(1990, 3))),
    ]
    for teacher in others:
        with pytest.raises(Refused):
            tie_to_teacher(second, teacher=teacher, actor=organizer)
    assert Registration.objects.waiting().count() == 1


def test_a_teacher_whom_nobody_had_written_down_joins_the_list(reunion, organizer):
    tied = tie_to_new_teacher(harada_replies(reunion), actor=organizer)
    teacher = Teacher.objects.get()
    assert tied.teacher == teacher
    assert (str(teacher), teacher.family_kana, teacher.given_kana) == ("原田 正先生", "はらだ", "ただし")


def test_the_choices_are_the_teachers_of_the_year_likest_first(reunion):
    mori = cast.teacher(reunion, family_name="森", given_name="茂", family_kana="もり", given_kana="しげる")
    near = cast.teacher(reunion, given_kana="まさし")
    answered = cast.teacher(reunion, given_name="実", given_kana="みのる")
    harada_replies(reunion, given_name="実", given_kana="みのる")
    registration = harada_replies(reunion, email="other@mail.example")
    choices = teacher_choices(registration)
    assert [(choice.teacher, choice.is_possible) for choice in choices] == [
        (near, True),
        (answered, False),
        (mori, True),
    ]
    assert str(choices[0].in_words) == "漢字は同じで、読みがなが違います"
    assert [choice.teacher for choice in teacher_choices(registration, search="モリ")] == [mori]
