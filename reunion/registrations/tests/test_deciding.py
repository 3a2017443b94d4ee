import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.registrations.deciding import cancel, correct, refuse, tie, tie_to_new_classmate
from reunion.registrations.models import Registration, State
from reunion.registrations.signing_up import Reply, register, register_teacher
from reunion.roster.models import Classmate, ContactPoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def organizer(reunion):
    return cast.member(reunion, name="石井")


def signed_up(reunion, **changes):
    details = {
        "attending": True,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "たかだ",
        "given_kana": "ゆうこ",
        "homeroom": cast.homeroom(reunion),
        "email": "yuko@mail.example",
        "show_surname": True,
    }
    return register(reunion, reply=Reply(**(details | changes)))


def name_tags(reunion):
    return Registration.objects.for_name_tags(reunion).filter(show_surname=True)


def letters():
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_tying_makes_it_an_answer_and_only_then_sends_the_bank_details(reunion, organizer):
    waiting = signed_up(reunion)
    yuko = cast.classmate(reunion, "髙田 優子 たかだ ゆうこ")
    assert (letters(), name_tags(reunion).count()) == (["waiting"], 0)
    tied = tie(waiting, classmate=yuko, actor=organizer)
    assert (tied.state, tied.classmate, tied.waiting_reason) == (State.COMING, yuko, "")
    assert letters() == ["waiting", "bank-info"]
    assert name_tags(reunion).get() == tied
    assert ContactPoint.objects.get().value == "yuko@mail.example"
    entry = Entry.objects.about(waiting).first()
    assert (entry.action, entry.actor_name) == ("tie", "石井")


def test_tying_a_declined_reply_sends_thanks(reunion, organizer):
    waiting = signed_up(reunion, attending=False)
    tied = tie(waiting, classmate=cast.classmate(reunion, room="B"), actor=organizer)
    assert (tied.state, letters()) == (State.DECLINED, ["waiting", "declined"])


def test_what_has_been_decided_is_not_decided_twice(reunion, organizer):
    waiting = signed_up(reunion)
    tie(waiting, classmate=cast.classmate(reunion, room="B"), actor=organizer)
    for step in (
        lambda: tie(waiting, classmate=cast.classmate(reunion, room="C"), actor=organizer),
        lambda: tie_to_new_classmate(waiting, actor=organizer),
        lambda: refuse(waiting, reason="別の学年の人", actor=organizer),
    ):
        with pytest.raises(Refused):
            step()
    assert Classmate.objects.count() == 2
    assert letters() == ["waiting", "bank-info"]


def test_nobody_is_tied_to_a_classmate_who_has_answered(reunion, organizer):
    yuko = cast.classmate(reunion)
    signed_up(reunion)
    second = signed_up(reunion, email="other@mail.example")
    with pytest.raises(Refused) as refusal:
        tie(second, classmate=yuko, actor=organizer)
    assert str(refusal.value).startswith("この人の申込はもうあります。")


def test_nobody_is_tied_to_a_classmate_who_has_died_or_is_of_another_year(reunion, organizer):
    waiting = signed_up(reunion)
    other = cast.mamagawa("other", graduated=(1990, 3))
    for classmate in (cast.classmate(reunion, room="B", deceased=True), cast.classmate(other)):
        with pytest.raises(Refused):
            tie(waiting, classmate=classmate, actor=organizer)
    waiting.refresh_from_db()
    assert waiting.state == State.WAITING


def test_somebody_the_yearbook_does_not_know_joins_the_roster(reunion, organizer):
    tied = tie_to_new_classmate(signed_up(reunion, current_family_name="石井"), actor=organizer)
    classmate = Classmate.objects.get()
    assert tied.classmate == classmate
    assert (classmate.school_name, classmate.school_kana, classmate.homeroom.label) == (
        "高田 裕子",
        "たかだ ゆうこ",
        "A",
    )
    assert classmate.current_family_name == "石井"
    assert Entry.objects.about(classmate).filter(action="create").count() == 1


def test_a_refused_registration_needs_a_reason_and_gets_no_letter(reunion, organizer):
    waiting = signed_up(reunion)
    with pytest.raises(Refused):
        refuse(waiting, reason=" ", actor=organizer)
    assert refuse(waiting, reason="別の学年の人", actor=organizer).state == State.CANCELLED
    assert letters() == ["waiting"]
    assert Entry.objects.about(waiting).first().sentence == (
        "高田 裕子の申込を受け付けないことにしました：別の学年の人"
    )


def test_cancelling_twice_is_cancelling_once(reunion, organizer):
    cast.classmate(reunion)
    registration = signed_up(reunion)
    cancel(registration, actor=organizer)
    assert cancel(registration, actor=organizer).state == State.CANCELLED
    assert letters() == ["bank-info", "cancelled"]
    assert Registration.objects.with_due().get().due == 0


def test_coming_becomes_declined_and_back(reunion, organizer):
    cast.classmate(reunion)
    registration = signed_up(reunion)
    assert correct(registration, attending=False, actor=organizer).state == State.DECLINED
    assert Registration.objects.with_due().get().due == 0
    back = correct(registration, attending=True, actor=organizer)
    assert (back.state, back.attending, back.amount_due) == (State.COMING, True, 8000)
    assert letters() == ["bank-info", "declined", "bank-info"]


def test_who_had_declined_takes_part_in_the_main_item_when_coming_after_all(reunion, organizer):
    cast.classmate(reunion)
    registration = signed_up(reunion, attending=False)
    assert correct(registration, attending=True, actor=organizer).amount_due == 8000


def test_a_cancelled_registration_comes_back_only_while_nobody_answered_in_its_place(reunion, organizer):
    cast.classmate(reunion)
    registration = cancel(signed_up(reunion), actor=organizer)
    signed_up(reunion)
    with pytest.raises(Refused):
        correct(registration, attending=True, actor=organizer)


def test_a_waiting_registration_is_not_corrected_before_somebody_knows_who_it_is(reunion, organizer):
    with pytest.raises(Refused):
        correct(signed_up(reunion), attending=False, actor=organizer)


def test_a_teachers_answer_is_corrected_without_a_fee(reunion, organizer):
    harada = cast.teacher(reunion)
    reply = Reply(False, "原田", email="harada@mail.example")
    registration = register_teacher(reunion, teacher=harada, reply=reply, actor=organizer)
    coming = correct(registration, attending=True, actor=organizer)
    assert (coming.state, coming.amount_due) == (State.COMING, 0)
    assert letters() == ["declined", "received"]
