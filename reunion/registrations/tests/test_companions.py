import pytest

from reunion import cast
from reunion.events.models import ProgramItem
from reunion.mail.models import Message
from reunion.payments.balance import with_balance
from reunion.payments.models import HandBookedPayment
from reunion.payments.totals import totals
from reunion.registrations.choosing import choose, rechoose
from reunion.registrations.models import Companion, Registration
from reunion.registrations.places import Full, places_left
from reunion.registrations.signing_up import Reply, register, register_teacher

pytestmark = pytest.mark.django_db
Kind = ProgramItem.Kind


@pytest.fixture
def reunion():
    """Companions pay 6,000 yen at 本会 and 3,000 at 二次会; they do not come along to 校内見学."""
    reunion = cast.mamagawa()
    for kind, fee in ((Kind.MAIN, 6000), (Kind.AFTER_PARTY, 3000), (Kind.SCHOOL_TOUR, None)):
        reunion.program_items.filter(kind=kind).update(companion_fee=fee)
    return reunion


def items(reunion, *kinds):
    return tuple(reunion.program_items.filter(kind__in=kinds))


def yuko_brings(reunion, *companions, chosen=(), **changes):
    if not changes.pop("again", False):
        cast.classmate(reunion)
    details = {"homeroom": cast.homeroom(reunion), "email": "yuko@mail.example", "items": chosen}
    return register(reunion, reply=Reply(True, "高田", "裕子", companions=companions, **(details | changes)))


def rows(registration):
    return {
        row.item.kind: (row.fee, row.companions, row.companion_fee, row.cost)
        for row in registration.chosen_items.all()
    }


def test_companions_go_and_pay_wherever_companions_may(reunion):
    chosen = items(reunion, Kind.AFTER_PARTY, Kind.SCHOOL_TOUR)
    registration = yuko_brings(reunion, "石井 茂", " 石井 花 ", "", chosen=chosen)
    assert list(registration.companions.values_list("name", flat=True)) == ["石井 茂", "石井 花"]
    assert rows(registration) == {
        "main": (8000, 2, 6000, 20000),
        "after_party": (4000, 2, 3000, 10000),
        "school_tour": (0, 0, 0, 0),
    }
    assert registration.amount_due == 30000
    assert Registration.objects.with_due().get().due == 30000


def test_the_letter_names_them_and_what_they_cost(reunion):
    yuko_brings(reunion, "石井 茂", "石井 花")
    lines = Message.objects.get().body.splitlines()
    at = lines.index("本会　8,000円")
    assert lines[at + 1 : at + 4] == [
        "　同伴の方2名　12,000円",
        "お振込の合計　20,000円",
        "同伴の方　石井 茂、石井 花",
    ]


def test_a_party_of_three_needs_three_places(reunion):
    party = reunion.program_items.get(kind=Kind.AFTER_PARTY)
    party.places = 1
    party.save()
    with pytest.raises(Full) as full:
        yuko_brings(reunion, "石井 茂", "石井 花", chosen=(party,))
    assert full.value.items == (party,)
    assert str(full.value) == "二次会の空きは、あと1名分です。人数を減らすか、空きをお待ちになれます。"
    party.places = 3
    party.save()
    yuko_brings(reunion, "石井 茂", "石井 花", chosen=(party,), again=True)
    assert places_left(reunion)[party.pk] == 0


def test_an_item_without_a_fee_for_companions_counts_the_guest_alone(reunion):
    reunion.program_items.filter(kind=Kind.SCHOOL_TOUR).update(places=1)
    tour = reunion.program_items.get(kind=Kind.SCHOOL_TOUR)
    yuko_brings(reunion, "石井 茂", chosen=(tour,))
    assert places_left(reunion)[tour.pk] == 0


def test_nothing_is_owed_for_what_is_only_wished_for_nor_for_companions_there(reunion):
    party = reunion.program_items.get(kind=Kind.AFTER_PARTY)
    party.places = 1
    party.save()
    yuko_brings(reunion, "石井 茂", chosen=(party,), waits_for=frozenset({party.pk}))
    assert Registration.objects.with_due().get().due == Registration.objects.get().amount_due == 14000


def test_the_balance_counts_companions_once_and_leaves_out_what_waits(reunion):
    party = reunion.program_items.get(kind=Kind.AFTER_PARTY)
    party.places = 1
    party.save()
    chosen = items(reunion, Kind.AFTER_PARTY, Kind.SCHOOL_TOUR)
    registration = yuko_brings(reunion, "茂", "花", chosen=chosen, waits_for=frozenset({party.pk}))
    for amount in (3000, 4000):
        HandBookedPayment.objects.create(
            registration=registration,
            amount=amount,
            received_on=reunion.signup_deadline,
            taken_by="会計",
        )
    guest = with_balance(Registration.objects.all()).get()
    assert (guest.due, guest.paid, guest.open, guest.overpaid) == (20000, 7000, 13000, 0)
    sums = totals(reunion)
    assert (sums.due, sums.paid, sums.open, sums.unpaid_people) == (20000, 7000, 13000, 1)


def test_fees_of_companions_stay_and_more_of_them_need_places(reunion):
    registration = yuko_brings(reunion, "茂")
    reunion.program_items.filter(kind=Kind.MAIN).update(companion_fee=9000, places=2)
    with pytest.raises(Full):
        rechoose(registration, items=[], companions=["茂", "花"])
    reunion.program_items.filter(kind=Kind.MAIN).update(places=3)
    rechoose(registration, items=[], companions=["茂", "花"])
    assert rows(registration)["main"] == (8000, 2, 6000, 20000)
    rechoose(registration, items=[], companions=[])
    assert (registration.amount_due, Companion.objects.count()) == (8000, 0)
    rechoose(registration, items=[], companions=["花"])
    assert rows(registration)["main"] == (8000, 1, 9000, 17000)


def test_an_item_that_takes_companions_no_more_keeps_those_who_were_taken(reunion):
    registration = yuko_brings(reunion, "茂")
    reunion.program_items.filter(kind=Kind.MAIN).update(companion_fee=None)
    rechoose(registration, items=[], companions=["茂", "花"])
    assert rows(registration)["main"] == (8000, 1, 6000, 14000)


def test_adding_an_item_keeps_the_companions(reunion):
    registration = yuko_brings(reunion, "茂")
    choose(registration, items=items(reunion, Kind.AFTER_PARTY))
    assert rows(registration)["after_party"] == (4000, 1, 3000, 7000)
    assert list(registration.companions.values_list("name", flat=True)) == ["茂"]


def test_a_teachers_companions_are_guests_too_and_take_places(reunion):
    reunion.program_items.filter(kind=Kind.MAIN).update(places=5)
    reply = Reply(True, "原田", companions=("原田 和子",), items=items(reunion, Kind.AFTER_PARTY))
    registration = register_teacher(
        reunion, teacher=cast.teacher(reunion), reply=reply, actor=cast.member(reunion)
    )
    assert rows(registration) == {"main": (0, 1, 0, 0), "after_party": (0, 1, 0, 0)}
    assert registration.amount_due == Registration.objects.with_due().get().due == 0
    assert places_left(reunion)[reunion.program_items.get(kind=Kind.MAIN).pk] == 3
