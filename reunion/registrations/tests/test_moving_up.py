import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.changing import change
from reunion.events.models import ProgramItem, Reunion
from reunion.journal.models import Entry
from reunion.mail.models import Message
from reunion.registrations.choosing import rechoose
from reunion.registrations.deciding import cancel, correct, refuse, tie
from reunion.registrations.models import ChosenItem, Registration, State
from reunion.registrations.moving_up import move_up
from reunion.registrations.places import places_left
from reunion.registrations.signing_up import Reply, register

pytestmark = pytest.mark.django_db
Kind = ProgramItem.Kind


@pytest.fixture
def reunion():
    return cast.mamagawa()


def limit(reunion, places, kind=Kind.MAIN):
    item = reunion.program_items.get(kind=kind)
    item.places = places
    item.save()
    return item


def sign_up(reunion, name, *, known=True, **changes):
    """Whoever signs up here is ready to wait for everything."""
    if known:
        cast.classmate(reunion, f"{name} 実 もり みのる")
    details = {
        "attending": True,
        "family_name": name,
        "given_name": "実",
        "homeroom": cast.homeroom(reunion),
        "email": "mori@mail.example",
        "waits_for": frozenset(reunion.program_items.values_list("pk", flat=True)),
    }
    return register(reunion, reply=Reply(**(details | changes)))


def states(reunion):
    rows = Registration.objects.filter(reunion=reunion).order_by("id")
    return dict(rows.values_list("family_name", "state"))


def in_line(item):
    return list(
        ChosenItem.objects.in_line().filter(item=item).values_list("registration__family_name", flat=True)
    )


def test_who_came_first_gets_the_place_and_the_bank_details(reunion):
    main = limit(reunion, 1)
    first, second, third = (sign_up(reunion, name) for name in ("森", "林", "原"))
    assert second.amount_due == 0
    cancel(first, actor=None)
    assert states(reunion) == {"森": "cancelled", "林": "coming", "原": "waitlisted"}
    assert in_line(main) == ["原"]
    letter = Message.objects.about(second).first()
    assert letter.kind == "bank-info"
    assert "お待ちいただいていた\n「本会」の\nお席がご用意できました。\n" in letter.body
    assert "お振込の合計　8,000円" in letter.body
    assert "1234567" in letter.body
    assert Registration.objects.with_due().get(pk=second.pk).due == 8000
    assert Entry.objects.about(second).first().sentence == "林 実に「本会」の空きが回りました"
    assert [m.kind for m in Message.objects.about(third)] == ["waitlisted"]


def test_nobody_moves_up_while_everything_is_full(reunion):
    limit(reunion, 1)
    sign_up(reunion, "森")
    sign_up(reunion, "林")
    assert move_up(reunion) == []
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    "give_up",
    [
        lambda guest: cancel(guest, actor=None),
        lambda guest: correct(guest, attending=False, actor=None),
    ],
)
def test_every_way_to_give_up_a_place_passes_it_on(reunion, give_up):
    limit(reunion, 1)
    first = sign_up(reunion, "森")
    sign_up(reunion, "林")
    give_up(first)
    assert states(reunion)["林"] == State.COMING


def test_a_refused_reply_passes_its_place_on(reunion):
    limit(reunion, 1)
    unknown = sign_up(reunion, "別", known=False)
    sign_up(reunion, "林")
    refuse(unknown, reason="別の学年の人", actor=cast.member(reunion))
    assert states(reunion) == {"別": "cancelled", "林": "coming"}


def test_bringing_fewer_people_passes_places_on(reunion):
    limit(reunion, 3)
    first = sign_up(reunion, "森", companions=("森 一", "森 二"))
    sign_up(reunion, "林")
    rechoose(first, items=[], companions=["森 一"])
    assert states(reunion) == {"森": "coming", "林": "coming"}


def test_leaving_one_item_passes_that_place_on_and_adds_its_fee(reunion):
    party = limit(reunion, 1, Kind.AFTER_PARTY)
    first = sign_up(reunion, "森", items=(party,))
    second = sign_up(reunion, "林", items=(party,))
    assert second.amount_due == 8000
    rechoose(first, items=[])
    second = Registration.objects.get(pk=second.pk)
    assert (second.state, second.amount_due) == (State.COMING, 12000)
    letter = Message.objects.about(second).first()
    assert "「二次会」の\nお席がご用意できました。\n" in letter.body
    assert "前に一部をお振り込みのときは、\n残りの金額をお願いします。" in letter.body


def test_more_places_move_up_in_order_at_once(reunion):
    main = limit(reunion, 1)
    for name in ("森", "林", "原", "堀"):
        sign_up(reunion, name)
    main.places = 3
    change(main, reunion=reunion, sentence="定員を3名にしました", actor=cast.member(reunion))
    assert states(reunion) == {"森": "coming", "林": "coming", "原": "coming", "堀": "waitlisted"}


def test_a_limit_taken_away_lets_everybody_in(reunion):
    main = limit(reunion, 1)
    for name in ("森", "林", "原"):
        sign_up(reunion, name)
    main.places = None
    change(main, reunion=reunion, sentence="定員をなくしました", actor=cast.member(reunion))
    assert set(states(reunion).values()) == {"coming"}


def test_fewer_places_move_nobody(reunion):
    main = limit(reunion, 2)
    for name in ("森", "林", "原"):
        sign_up(reunion, name)
    main.places = 1
    change(main, reunion=reunion, sentence="定員を1名にしました", actor=cast.member(reunion))
    assert states(reunion) == {"森": "coming", "林": "coming", "原": "waitlisted"}
    cancel(Registration.objects.get(family_name="森"), actor=None)
    assert states(reunion)["原"] == State.WAITLISTED


def test_a_party_that_does_not_fit_is_passed_over_and_keeps_its_turn(reunion):
    main = limit(reunion, 2)
    first, second = sign_up(reunion, "森"), sign_up(reunion, "林")
    sign_up(reunion, "原", companions=("原 一",))
    sign_up(reunion, "堀")
    sign_up(reunion, "杉")
    cancel(first, actor=None)
    assert states(reunion) | {"森": ""} == {
        "森": "",
        "林": "coming",
        "原": "waitlisted",
        "堀": "coming",
        "杉": "waitlisted",
    }
    assert in_line(main) == ["原", "杉"]
    limit(reunion, 4)
    assert [guest.family_name for guest in move_up(reunion)] == ["原"]
    assert places_left(reunion)[main.pk] == 0
    cancel(second, actor=None)
    assert in_line(main) == []


def test_a_place_at_the_main_item_comes_first_and_brings_the_other_wishes(reunion):
    main, party = limit(reunion, 1), limit(reunion, 1, Kind.AFTER_PARTY)
    first = sign_up(reunion, "森")
    second = sign_up(reunion, "林", items=(party,))
    assert (second.state, places_left(reunion)[party.pk]) == (State.WAITLISTED, 1)
    assert move_up(reunion) == []
    cancel(first, actor=None)
    second = Registration.objects.get(pk=second.pk)
    assert (second.state, second.amount_due) == (State.COMING, 12000)
    assert in_line(main) + in_line(party) == []
    assert Message.objects.about(second).count() == 2
    assert "「本会、二次会」の\nお席がご用意できました。\n" in Message.objects.about(second).first().body


def test_a_wish_that_is_full_goes_on_waiting_in_its_old_turn(reunion):
    limit(reunion, 1)
    party = limit(reunion, 0, Kind.AFTER_PARTY)
    first = sign_up(reunion, "森")
    second = sign_up(reunion, "林", items=(party,))
    since = second.chosen_items.get(item=party).waiting_since
    rechoose(first, items=[party], waits_for=[party.pk])
    cancel(first, actor=None)
    second = Registration.objects.get(pk=second.pk)
    assert (second.state, second.amount_due) == (State.COMING, 8000)
    assert second.chosen_items.get(item=party).waiting_since == since
    assert "■ 空き待ち\n・二次会\n" in Message.objects.about(second).first().body


def test_who_is_not_known_yet_gets_the_place_but_no_letter_until_tied(reunion):
    main = limit(reunion, 1)
    first = sign_up(reunion, "森")
    unknown = sign_up(reunion, "別", known=False)
    cancel(first, actor=None)
    unknown.refresh_from_db()
    assert (unknown.state, in_line(main)) == (State.WAITING, [])
    assert [m.kind for m in Message.objects.about(unknown)] == ["waiting"]
    tied = tie(unknown, classmate=cast.classmate(reunion), actor=cast.member(reunion))
    assert (tied.state, tied.amount_due) == (State.COMING, 8000)


def test_who_is_tied_while_in_line_waits_for_a_place_then(reunion):
    limit(reunion, 0)
    unknown = sign_up(reunion, "別", known=False)
    tied = tie(unknown, classmate=cast.classmate(reunion), actor=cast.member(reunion))
    assert (tied.state, tied.amount_due) == (State.WAITLISTED, 0)
    assert [m.kind for m in Message.objects.about(tied)] == ["waitlisted", "waiting"]
    limit(reunion, 1)
    assert move_up(reunion) == [tied]


def test_who_waits_and_brings_fewer_may_fit_now_and_is_told_by_the_caller(reunion):
    limit(reunion, 2)
    sign_up(reunion, "森")
    second = sign_up(reunion, "林", companions=("林 一",))
    assert second.state == State.WAITLISTED
    rechoose(second, items=[])
    assert (second.state, second.amount_due) == (State.COMING, 8000)
    assert [m.kind for m in Message.objects.about(second)] == ["waitlisted"]


def test_it_goes_on_after_the_last_day_for_signing_up_and_ends_with_the_day(reunion):
    today = timezone.localdate()
    limit(reunion, 1)
    first, second = sign_up(reunion, "森"), sign_up(reunion, "林")
    sign_up(reunion, "原")
    Reunion.objects.update(signup_deadline=today - dt.timedelta(days=1), held_on=today, state="closed")
    cancel(first, actor=None)
    assert states(reunion)["林"] == State.COMING
    Reunion.objects.update(held_on=today - dt.timedelta(days=1))
    cancel(second, actor=None)
    assert states(reunion)["原"] == State.WAITLISTED
    Reunion.objects.update(held_on=today, state="past")
    assert move_up(reunion) == []


def test_while_there_is_no_account_the_place_is_given_and_the_letter_waits():
    reunion = cast.mamagawa(account=None)
    limit(reunion, 1)
    first = sign_up(reunion, "森")
    sign_up(reunion, "林")
    cancel(first, actor=None)
    assert states(reunion)["林"] == State.COMING
    assert not Message.objects.filter(kind="bank-info").exists()


def test_other_reunions_are_left_alone(reunion):
    other = cast.mamagawa("other", school="別の高等学校")
    limit(other, 0)
    sign_up(other, "森")
    limit(other, 5)
    assert move_up(reunion) == []
    assert [guest.family_name for guest in move_up(other)] == ["森"]
