import datetime as dt

import pytest
from django.utils import timezone, translation

from reunion import cast
from reunion.events.models import ProgramItem, Reunion
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.payments.balance import with_balance
from reunion.registrations.changing import (
    MOST_LETTERS_A_DAY,
    Wish,
    cancel_by_guest,
    change_by_guest,
    is_over,
    may_change,
)
from reunion.registrations.models import Registration, State
from reunion.registrations.places import Full

pytestmark = pytest.mark.django_db

WORDS = "準備のためだけに"


def item(reunion, kind):
    return reunion.program_items.get(kind=kind)


def with_places(reunion, **places):
    for kind, number in places.items():
        reunion.program_items.filter(kind=kind).update(places=number)
    return reunion


def taking_companions(reunion):
    reunion.program_items.filter(kind="main").update(companion_fee=5000)
    return reunion


def chosen(guest):
    rows = guest.chosen_items.select_related("item").order_by("item__starts_at", "item_id")
    return {row.item.kind: (row.fee, row.companions, row.waiting_since is not None) for row in rows}


def due(guest):
    return with_balance(Registration.objects.all()).get(pk=guest.pk).due


def letters(guest):
    return list(Message.objects.about(guest).order_by("id").values_list("kind", flat=True))


def sentences(guest):
    found = Entry.objects.about(guest).filter(action="changed by guest")
    return list(found.order_by("id").values_list("sentence", flat=True))


def test_something_more_of_the_program_is_owed_and_told_once():
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    change_by_guest(guest, wish=Wish(attending=True, items=(item(reunion, "after_party"),)))
    assert chosen(guest) == {"main": (8000, 0, False), "after_party": (4000, 0, False)}
    assert (due(guest), letters(guest)) == (12000, ["bank-info"])
    assert "お振込の合計　12,000円" in Message.objects.get().body
    assert sentences(guest) == ["高田 裕子さんが専用ページで直しました：参加するもの"]


def test_what_is_kept_keeps_its_fee():
    reunion = cast.mamagawa()
    guest = cast.guest(reunion, items=("main", "after_party"))
    reunion.program_items.filter(kind="main").update(fee=9999)
    change_by_guest(guest, wish=Wish(attending=True))
    assert chosen(guest) == {"main": (8000, 0, False)}


def test_companions_are_named_and_paid_for():
    reunion = taking_companions(cast.mamagawa())
    guest = cast.guest(reunion)
    change_by_guest(guest, wish=Wish(attending=True, companions=("石井 浩",)))
    assert [companion.name for companion in guest.companions.all()] == ["石井 浩"]
    assert due(guest) == 13000


def test_the_same_again_changes_nothing_and_sends_nothing():
    reunion = taking_companions(cast.mamagawa())
    guest = cast.guest(reunion)
    wish = Wish(
        attending=True, companions=("石井 浩",), note="楽しみです", needs="車いす", needs_wording=WORDS
    )
    for _press in range(2):
        change_by_guest(guest, wish=wish)
    assert (letters(guest), len(sentences(guest)), guest.consents.count()) == (["bank-info"], 1, 1)


def test_words_alone_need_no_letter():
    guest = cast.guest(cast.mamagawa())
    change_by_guest(guest, wish=Wish(attending=True, note="楽しみです", transfer_name="タカダ タロウ"))
    guest.refresh_from_db()
    assert (guest.note, guest.transfer_name, letters(guest)) == ("楽しみです", "タカダ タロウ", [])
    assert sentences(guest) == ["高田 裕子さんが専用ページで直しました：振込名義、ひとこと"]


def test_needs_come_with_their_consent_and_go_with_it():
    guest = cast.guest(cast.mamagawa())
    change_by_guest(guest, wish=Wish(attending=True, needs="車いす", needs_wording=WORDS))
    guest.refresh_from_db()
    assert (guest.needs, guest.consents.get().wording) == ("車いす", WORDS)
    change_by_guest(guest, wish=Wish(attending=True))
    guest.refresh_from_db()
    assert (guest.needs, guest.consents.get().withdrawn_at is not None) == ("", True)


def test_coming_becomes_declined_and_declined_coming():
    reunion = cast.mamagawa()
    guest = cast.guest(reunion, items=("main", "after_party"))
    change_by_guest(guest, wish=Wish(attending=False))
    guest.refresh_from_db()
    assert (guest.state, guest.refund_percent, due(guest)) == (State.DECLINED, 100, 0)
    change_by_guest(guest, wish=Wish(attending=True))
    guest.refresh_from_db()
    assert (guest.state, guest.refund_percent, due(guest)) == (State.COMING, None, 8000)
    assert letters(guest) == ["declined", "bank-info"]


def test_a_full_item_is_refused_whole_unless_the_guest_waits():
    reunion = with_places(cast.mamagawa(), after_party=1)
    cast.guest(reunion, "池田 茂 いけだ しげる", items=("main", "after_party"))
    guest = cast.guest(reunion)
    party = item(reunion, "after_party")
    wish = Wish(attending=True, items=(party,), note="ぜひ")
    with pytest.raises(Full) as full:
        change_by_guest(guest, wish=wish)
    guest.refresh_from_db()
    assert (full.value.items, guest.note, chosen(guest)) == ((party,), "", {"main": (8000, 0, False)})
    change_by_guest(guest, wish=Wish(attending=True, items=(party,), waits_for=frozenset({party.pk})))
    assert chosen(guest)["after_party"] == (4000, 0, True)


def test_a_place_given_up_goes_to_who_waits():
    reunion = with_places(cast.mamagawa(), main=1)
    guest = cast.guest(reunion)
    other = cast.guest(reunion, "池田 茂 いけだ しげる", state=State.WAITLISTED)
    other.chosen_items.update(waiting_since=timezone.now())
    change_by_guest(guest, wish=Wish(attending=False))
    other.refresh_from_db()
    assert (other.state, letters(other)) == (State.COMING, ["bank-info"])
    with pytest.raises(Full):
        change_by_guest(guest, wish=Wish(attending=True))


def waiting_guest(reunion, **changes):
    changes |= {"state": State.WAITING, "classmate": None, "email": "x@mail.example"}
    guest = cast.registration(reunion, family_name="高田", given_name="裕子", **changes)
    guest.chosen_items.create(item=item(reunion, "main"), fee=8000)
    return guest


def test_who_waits_for_a_person_may_change_and_goes_on_waiting():
    reunion = cast.mamagawa()
    guest = waiting_guest(reunion)
    change_by_guest(guest, wish=Wish(attending=True, items=(item(reunion, "after_party"),)))
    guest.refresh_from_db()
    assert (guest.state, set(chosen(guest)), letters(guest)) == (
        State.WAITING,
        {"main", "after_party"},
        ["waiting"],
    )


def test_a_place_given_up_while_waiting_for_a_person_is_not_kept():
    reunion = with_places(cast.mamagawa(), main=1)
    guest = waiting_guest(reunion)
    change_by_guest(guest, wish=Wish(attending=False))
    guest.refresh_from_db()
    assert (guest.state, guest.attending, chosen(guest)) == (State.WAITING, False, {})
    cast.guest(reunion, "池田 茂 いけだ しげる")
    with pytest.raises(Full):
        change_by_guest(guest, wish=Wish(attending=True))
    guest.refresh_from_db()
    assert not guest.attending


def test_a_teacher_owes_nothing_and_gets_no_bank_account():
    reunion = cast.mamagawa()
    guest = cast.registration(reunion, teacher=cast.teacher(reunion), is_teacher=True, email="t@mail.example")
    wish = Wish(attending=True, items=(item(reunion, "after_party"),), transfer_name="ハラダ")
    change_by_guest(guest, wish=wish)
    guest.refresh_from_db()
    assert (due(guest), letters(guest), guest.transfer_name) == (0, ["received"], "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "closed"}, "期間が過ぎました"),
        ({"signup_deadline": timezone.localdate() - dt.timedelta(days=1)}, "期間が過ぎました"),
        ({"state": "past"}, "もう終わりました"),
        (
            {
                "held_on": timezone.localdate() - dt.timedelta(days=1),
                "signup_deadline": timezone.localdate() - dt.timedelta(days=1),
            },
            "もう終わりました",
        ),
    ],
)
def test_after_the_deadline_nothing_is_changed_here(changes, words):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(**changes)
    guest.reunion.refresh_from_db()
    for press in (lambda: change_by_guest(guest, wish=Wish(attending=False)), lambda: cancel_by_guest(guest)):
        with pytest.raises(Refused, match=words):
            press()
    guest.refresh_from_db()
    assert (guest.state, may_change(guest)) == (State.COMING, False)
    assert is_over(guest.reunion) == ("終わりました" in words and "期間" not in words)


def test_on_the_last_day_it_still_is():
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(signup_deadline=timezone.localdate())
    assert change_by_guest(guest, wish=Wish(attending=False)).state == State.DECLINED


def test_taking_it_all_back_is_told_once_and_says_what_goes_back():
    guest = cast.guest(cast.mamagawa())
    for _press in range(2):
        cancel_by_guest(guest)
    guest.refresh_from_db()
    assert (guest.state, guest.refund_percent, letters(guest)) == (State.CANCELLED, 100, ["cancelled"])


def test_who_is_known_may_come_again():
    guest = cast.guest(cast.mamagawa())
    cancel_by_guest(guest)
    assert change_by_guest(guest, wish=Wish(attending=True)).state == State.COMING
    guest.refresh_from_db()
    assert (guest.state, guest.cancelled_at) == (State.COMING, None)


def test_whom_nobody_knows_signs_up_anew():
    guest = waiting_guest(cast.mamagawa())
    cancel_by_guest(guest)
    guest.refresh_from_db()
    assert not may_change(guest)
    with pytest.raises(Refused, match="案内ページから"):
        change_by_guest(guest, wish=Wish(attending=True))


@pytest.mark.parametrize("attending", [True, False])
def test_nobody_answers_twice(attending):
    reunion = cast.mamagawa()
    first = cast.guest(reunion)
    cancel_by_guest(first)
    cast.guest(reunion, classmate=first.classmate)
    with pytest.raises(Refused, match="新しいお申し込みがある"):
        change_by_guest(first, wish=Wish(attending=attending))


def test_ten_letters_a_day_are_enough():
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    party = item(reunion, "after_party")
    for press in range(MOST_LETTERS_A_DAY + 2):
        change_by_guest(guest, wish=Wish(attending=True, items=(party,) if press % 2 == 0 else ()))
    assert len(letters(guest)) == MOST_LETTERS_A_DAY


def test_nor_does_going_to_and_fro_send_more():
    guest = cast.guest(cast.mamagawa())
    for _press in range(MOST_LETTERS_A_DAY // 2):
        change_by_guest(guest, wish=Wish(attending=False))
        change_by_guest(guest, wish=Wish(attending=True))
    for press in (lambda: change_by_guest(guest, wish=Wish(attending=False)), lambda: cancel_by_guest(guest)):
        with pytest.raises(Refused, match="今日はお返事が何度も変わりました"):
            press()
    guest.refresh_from_db()
    assert (guest.state, len(letters(guest))) == (State.COMING, MOST_LETTERS_A_DAY)


def test_what_is_written_down_is_japanese_and_holds_nothing_of_the_guest():
    guest = cast.guest(cast.mamagawa())
    with translation.override("en"):
        change_by_guest(guest, wish=Wish(attending=True, needs="車いす", needs_wording=WORDS, note="ひみつ"))
    assert sentences(guest) == ["高田 裕子さんが専用ページで直しました：会場での手助け、ひとこと"]


def test_an_item_of_another_reunion_is_nothing_to_choose():
    other = cast.mamagawa("other", graduated=(1984, 3))
    guest = cast.guest(cast.mamagawa())
    change_by_guest(guest, wish=Wish(attending=True, items=(item(other, "after_party"),)))
    assert set(chosen(guest)) == {ProgramItem.Kind.MAIN}
