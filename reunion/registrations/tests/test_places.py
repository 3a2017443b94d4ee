"""Places of a program item; the last ones, wanted by many in the same moment."""

import datetime as dt

import pytest
from django.utils import translation

from reunion import cast
from reunion.events.models import ProgramItem
from reunion.mail.models import Message
from reunion.registrations.changing import Wish, change_by_guest
from reunion.registrations.choosing import rechoose
from reunion.registrations.deciding import cancel, correct, refuse
from reunion.registrations.models import ChosenItem, Companion, Registration, State
from reunion.registrations.places import Full, places_left
from reunion.registrations.signing_up import Channel, Reply, register
from reunion.tests.processes import Installation

Kind = ProgramItem.Kind


@pytest.fixture
def reunion(db):
    return cast.mamagawa()


def limit(reunion, places, kind=Kind.MAIN):
    item = reunion.program_items.get(kind=kind)
    item.places = places
    item.save()
    return item


def sign_up(reunion, name="森", *, known=True, **changes):
    if known:
        cast.classmate(reunion, f"{name} 実 もり みのる")
    details = {
        "attending": True,
        "family_name": name,
        "given_name": "実",
        "homeroom": cast.homeroom(reunion),
        "email": "mori@mail.example",
    }
    return register(reunion, reply=Reply(**(details | changes)))


def party_of(reunion):
    return reunion.program_items.get(kind=Kind.AFTER_PARTY)


def test_an_item_without_a_limit_has_no_number_and_takes_everybody(reunion):
    sign_up(reunion)
    assert set(places_left(reunion).values()) == {None}


def test_who_comes_and_who_is_not_known_yet_take_a_place_others_none(reunion):
    main = limit(reunion, 5)
    sign_up(reunion, "森", companions=("森 一",))
    sign_up(reunion, "林", known=False)
    sign_up(reunion, "原", attending=False)
    cancel(sign_up(reunion, "堀"), actor=None)
    assert places_left(reunion)[main.pk] == 2
    assert places_left(reunion, apart_from=Registration.objects.get(family_name="森"))[main.pk] == 4


def test_counting_asks_once_beyond_the_items(reunion, django_assert_num_queries):
    limit(reunion, 3)
    limit(reunion, 3, Kind.AFTER_PARTY)
    sign_up(reunion)
    kinds = dict(reunion.program_items.values_list("pk", "kind"))
    with django_assert_num_queries(2):
        left = places_left(reunion)
    assert {kinds[number]: places for number, places in left.items()} == {
        "main": 2,
        "after_party": 3,
        "school_tour": None,
    }


def test_without_a_place_nothing_is_entered_and_the_sentence_says_what_can_be_done(reunion):
    main = limit(reunion, 1)
    sign_up(reunion)
    with pytest.raises(Full) as full:
        sign_up(reunion, "林")
    assert (full.value.items, full.value.can_wait) == ((main,), True)
    assert str(full.value) == "本会は、いま満席になりました。空きが出るのをお待ちになれます。"
    assert (Registration.objects.count(), Message.objects.count(), ChosenItem.objects.count()) == (1, 1, 1)


def test_the_sentence_is_said_in_the_language_of_whoever_reads_it(reunion):
    limit(reunion, 0)
    with translation.override("en"), pytest.raises(Full) as full:
        sign_up(reunion, known=False)
    japanese = str(full.value)
    assert japanese.startswith("本会は、いま満席になりました。")
    with translation.override("en"):
        assert translation.gettext("参加") in {"Coming", "参加"}
        assert str(full.value) == translation.gettext(
            "%(item)sは、いま満席になりました。空きが出るのをお待ちになれます。"
        ) % {"item": "本会"}


def test_every_full_item_is_named_at_once(reunion):
    main, party = limit(reunion, 0), limit(reunion, 0, Kind.AFTER_PARTY)
    with pytest.raises(Full) as full:
        sign_up(reunion, items=(party,))
    assert set(full.value.items) == {main, party}
    with pytest.raises(Full) as full:
        sign_up(reunion, "林", items=(party,), waits_for=frozenset({main.pk}))
    assert full.value.items == (party,)


def test_who_is_ready_to_wait_waits_for_that_item_only(reunion):
    party = limit(reunion, 0, Kind.AFTER_PARTY)
    registration = sign_up(reunion, items=(party,), waits_for=frozenset({party.pk}))
    assert registration.state == State.COMING
    chosen = {row.item.kind: row.waiting_since is not None for row in registration.chosen_items.all()}
    assert chosen == {"main": False, "after_party": True}
    assert registration.amount_due == 8000
    assert Registration.objects.with_due().get().due == 8000
    letter = Message.objects.get()
    assert letter.kind == "bank-info"
    assert "■ 空き待ち\n・二次会\n" in letter.body
    assert "お振込の合計　8,000円" in letter.body


def test_without_a_place_at_the_main_item_everything_waits_and_nothing_is_owed(reunion):
    main, party = limit(reunion, 0), limit(reunion, 5, Kind.AFTER_PARTY)
    registration = sign_up(reunion, items=(party,), waits_for=frozenset({main.pk}))
    assert registration.state == State.WAITLISTED
    assert registration.chosen_items.filter(waiting_since=None).count() == 0
    assert (registration.amount_due, Registration.objects.with_due().get().due) == (0, 0)
    assert places_left(reunion)[party.pk] == 5
    letter = Message.objects.get()
    assert letter.kind == "waitlisted"
    assert "いまは、お支払いいただくものはありません。" in letter.body
    assert "・本会（空き待ち）\n・二次会（空き待ち）\n" in letter.body
    assert "1234567" not in letter.body


def test_who_is_not_known_and_waits_is_waiting_for_a_person_first(reunion):
    main = limit(reunion, 0)
    registration = sign_up(reunion, known=False, waits_for=frozenset({main.pk}))
    assert registration.state == State.WAITING
    assert Message.objects.get().kind == "waiting"


def test_whoever_is_ready_to_wait_gets_a_place_while_there_is_one(reunion):
    main = limit(reunion, 1)
    assert sign_up(reunion, waits_for=frozenset({main.pk})).state == State.COMING


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.TELEPHONE, Channel.LINE])
def test_the_committee_may_go_beyond_a_limit(reunion, channel):
    main = limit(reunion, 0)
    assert sign_up(reunion, channel=channel).state == State.COMING
    assert places_left(reunion)[main.pk] == 0


def test_a_limit_lowered_below_what_is_taken_removes_nobody(reunion):
    main = limit(reunion, 2)
    first = sign_up(reunion, "森")
    sign_up(reunion, "林")
    main = limit(reunion, 1)
    assert (places_left(reunion)[main.pk], Registration.objects.coming().count()) == (0, 2)
    rechoose(first, items=())
    first.refresh_from_db()
    assert first.state == State.COMING


def test_the_same_person_again_is_told_what_anybody_is_told(reunion):
    limit(reunion, 1)
    sign_up(reunion)
    with pytest.raises(Full) as mine:
        sign_up(reunion, known=False)
    with pytest.raises(Full) as strangers:
        sign_up(reunion, "林", known=False)
    assert str(mine.value) == str(strangers.value)
    assert Message.objects.count() == 1


def test_the_same_person_again_who_would_wait_gets_the_letter_once_more(reunion):
    main = limit(reunion, 1)
    first = sign_up(reunion)
    again = sign_up(reunion, known=False, waits_for=frozenset({main.pk}))
    assert (again, Registration.objects.count(), Message.objects.count()) == (first, 1, 2)


def test_changing_ones_mind_frees_and_takes_places(reunion):
    party = limit(reunion, 1, Kind.AFTER_PARTY)
    first, second = sign_up(reunion, "森", items=(party,)), sign_up(reunion, "林")
    with pytest.raises(Full):
        rechoose(second, items=[party])
    rechoose(first, items=[])
    assert list(first.chosen_items.values_list("item__kind", flat=True)) == ["main"]
    rechoose(second, items=[party])
    assert places_left(reunion)[party.pk] == 0
    assert second.amount_due == 12000


def test_the_fee_of_what_is_kept_stays_and_what_is_new_costs_what_it_costs_now(reunion):
    party = party_of(reunion)
    registration = sign_up(reunion)
    ProgramItem.objects.filter(kind=Kind.MAIN).update(fee=9000)
    ProgramItem.objects.filter(kind=Kind.AFTER_PARTY).update(fee=5000)
    rechoose(registration, items=[party])
    assert registration.amount_due == 8000 + 5000


def test_a_place_is_never_lost_to_a_wish_for_more(reunion):
    main = limit(reunion, 2)
    registration = sign_up(reunion, "森")
    sign_up(reunion, "林")
    with pytest.raises(Full) as full:
        rechoose(registration, items=[], companions=["森 一"], waits_for=[main.pk])
    assert full.value.can_wait is False
    assert str(full.value) == "本会は、いま席が足りず、人数を増やすことができません。"
    registration.refresh_from_db()
    assert (registration.state, Companion.objects.count()) == (State.COMING, 0)


def test_a_guest_who_comes_back_needs_a_place_the_committee_does_not(reunion):
    main = limit(reunion, 1)
    first = cancel(sign_up(reunion, "森"), actor=None)
    sign_up(reunion, "林")
    with pytest.raises(Full):
        change_by_guest(first, wish=Wish(attending=True))
    first.refresh_from_db()
    assert first.state == State.CANCELLED
    wish = Wish(attending=True, waits_for=frozenset({main.pk}))
    assert change_by_guest(first, wish=wish).state == State.WAITLISTED
    assert change_by_guest(first, wish=Wish(attending=True)).state == State.WAITLISTED
    assert correct(first, attending=True, actor=cast.member(reunion)).state == State.COMING
    assert first.chosen_items.get().waiting_since is None
    assert Message.objects.about(first).first().kind == "bank-info"


def test_cancelling_says_which_part_goes_back_and_coming_back_forgets_it(reunion):
    last_free = reunion.signup_deadline
    reunion.refund_steps.create(until=last_free - dt.timedelta(days=90), percent=100)
    reunion.refund_steps.create(until=last_free, percent=50)
    organizer = cast.member(reunion)
    registration = cancel(sign_up(reunion), actor=organizer)
    assert (registration.refund_percent, registration.cancelled_at is not None) == (50, True)
    letter = Message.objects.about(registration).get(kind="cancelled")
    assert "本日のお取り消しでは、お支払い済みの\n会費の50％をお返しします。\n" in letter.body
    back = correct(registration, attending=True, actor=organizer)
    assert (back.refund_percent, back.cancelled_at) == (None, None)


@pytest.mark.parametrize(
    ("percent", "words"),
    [(100, "全額をお返しします。"), (0, "お返しできる期日を過ぎたため、\n会費はお返しできません。")],
)
def test_all_and_nothing_are_said_in_words(reunion, percent, words):
    reunion.refund_steps.create(until=reunion.held_on, percent=percent)
    registration = correct(sign_up(reunion), attending=False, actor=cast.member(reunion))
    assert (registration.state, registration.refund_percent) == (State.DECLINED, percent)
    assert words in Message.objects.get(kind="declined").body


def test_who_owed_nothing_reads_nothing_about_money(reunion):
    main = limit(reunion, 0)
    cancel(sign_up(reunion, waits_for=frozenset({main.pk})), actor=None)
    assert "会費" not in Message.objects.get(kind="cancelled").body


def test_the_first_day_of_not_coming_decides(reunion):
    step = reunion.refund_steps.create(until=reunion.held_on, percent=100)
    registration = correct(sign_up(reunion), attending=False, actor=None)
    step.percent = 30
    step.save()
    assert cancel(registration, actor=None).refund_percent == 100


def test_a_refused_reply_gives_its_place_back(reunion):
    main = limit(reunion, 1)
    refuse(sign_up(reunion, known=False), reason="別の学年の人", actor=cast.member(reunion))
    assert places_left(reunion)[main.pk] == 1


FIFTY_FOR_TEN = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from reunion import cast
from reunion.mail.models import Message
from reunion.registrations.deciding import cancel
from reunion.registrations.models import ChosenItem, Registration
from reunion.registrations.places import Full, places_left
from reunion.registrations.signing_up import Reply, register

reunion = cast.mamagawa("SLUG", school="SLUG", fee=0, after_party_fee=0)
item = reunion.program_items.get(kind="KIND")
item.places = 10
item.save()
room = cast.homeroom(reunion)
for number in range(50):
    cast.classmate(reunion, f"森{number} 実 もり みのる")

def press(number, waits_for):
    reply = Reply(True, f"森{number}", "実", homeroom=room, email=f"m{number}@mail.example", items=(item,),
                  waits_for=frozenset(waits_for))
    try:
        return register(reunion, reply=reply).pk
    except Full as full:
        assert full.items == (item,)
        return 0

def together(numbers, waits_for=()):
    barrier = Barrier(len(numbers))
    def run(number):
        barrier.wait()
        try:
            return press(number, waits_for)
        finally:
            connection.close()
    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(run, numbers))

def holders():
    rows = ChosenItem.objects.holding().filter(item=item).order_by("registration__pk")
    return list(rows.values_list("registration_id", flat=True))

def line():
    return list(ChosenItem.objects.in_line().filter(item=item).values_list("registration_id", flat=True))
"""
ALL_AT_ONCE = """
got = together(range(50))
left_out = [number for number, pk in enumerate(got) if not pk]
print(len(holders()), len(left_out), Registration.objects.filter(reunion=reunion).count(), len(line()))
together(left_out, [item.pk])
waiting = line()
print(len(holders()), len(waiting), waiting == sorted(waiting), places_left(reunion)[item.pk])
before = holders()
def give_up(pk):
    try:
        cancel(Registration.objects.get(pk=pk), actor=None)
    finally:
        connection.close()
with ThreadPoolExecutor(3) as pool:
    list(pool.map(give_up, before[:3]))
print(holders() == sorted(before[3:] + waiting[:3]), line() == waiting[3:])
told = Message.objects.filter(reunion=reunion, body__contains="お席がご用意できました")
expected = [f"registrations.registration:{pk}" for pk in waiting[:3]]
print(sorted(told.values_list("about", flat=True)) == sorted(expected))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    with Installation(tmp_path_factory.mktemp("places")) as installed:
        yield installed


@pytest.mark.processes
@pytest.mark.parametrize("kind", ["after_party", "main"])
def test_fifty_people_at_once_for_ten_places(installation, kind):
    script = (FIFTY_FOR_TEN + ALL_AT_ONCE).replace("SLUG", f"fifty-{kind}".replace("_", "-"))
    printed = installation.run(script.replace("KIND", kind)).splitlines()
    assert printed == ["10 40 10 0", "10 40 True 0", "True True", "True"]
