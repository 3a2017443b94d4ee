"""Who gets an announcement at which address, and who is left out by which reason."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import AddressHealth, Unsubscribe
from reunion.notices.addressees import Addressee, Reach, addressees, left_out, reach
from reunion.payments.hand_booking import HandBookedPayment
from reunion.registrations.models import State
from reunion.roster.models import ContactPoint


def addresses(announcement) -> list[str]:
    return [found.address for found in addressees(announcement) if isinstance(found, Addressee)]


def reasons(announcement) -> dict[str, int]:
    return {str(reason): count for reason, count in reach(announcement).left_out.items()}


def knows(classmate, value, kind="mail") -> None:
    ContactPoint.objects.create(classmate=classmate, kind=kind, value=value)


@pytest.fixture
def answers(mamagawa):
    """One who comes, one who has declined, one on the waiting list, one who has cancelled, and a teacher."""
    cast.guest(mamagawa, "高田 裕子 たかだ ゆうこ", email="comes@example.jp")
    cast.guest(mamagawa, "石井 茂 いしい しげる", room="B", state=State.DECLINED, email="declined@example.jp")
    cast.guest(mamagawa, "秋山 恵 あきやま めぐみ", state=State.WAITLISTED, email="in-line@example.jp")
    cast.guest(mamagawa, "木村 誠 きむら まこと", state=State.CANCELLED, email="cancelled@example.jp")
    cast.registration(mamagawa, teacher=cast.teacher(mamagawa), is_teacher=True, email="teacher@example.jp")
    return mamagawa


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("all", {"comes", "declined", "in-line", "teacher"}),
        ("answered", {"comes", "declined", "in-line", "teacher"}),
        ("coming", {"comes", "teacher"}),
        ("unpaid", {"comes"}),
        ("not_reached", {"comes", "declined", "in-line", "teacher"}),
        ("declined", {"declined"}),
        ("teachers", {"teacher"}),
    ],
)
def test_each_audience_has_its_people(answers, announce, audience, expected):
    found = addresses(announce(audience))
    assert sorted(found) == sorted(f"{name}@example.jp" for name in expected)


def test_a_class_is_its_classmates_without_teachers(answers, announce):
    teacher = answers.registrations.get(is_teacher=True).teacher
    teacher.homeroom = cast.homeroom(answers, "A")
    teacher.save()
    assert addresses(announce("answered", homeroom=cast.homeroom(answers, "A"))) == [
        "comes@example.jp",
        "in-line@example.jp",
    ]
    assert addresses(announce("all", homeroom=cast.homeroom(answers, "B"))) == ["declined@example.jp"]


def test_who_has_paid_in_full_is_no_longer_unpaid(mamagawa, announce):
    paid, partly = cast.guest(mamagawa), cast.guest(mamagawa, "石井 茂 いしい しげる")
    for registration, yen in ((paid, 8000), (partly, 3000)):
        HandBookedPayment.objects.create(
            registration=registration, amount=yen, received_on=timezone.localdate(), taken_by="x"
        )
    assert addresses(announce("unpaid")) == [partly.email]


def test_who_has_proved_receipt_is_reached(mamagawa, announce):
    cast.guest(mamagawa, proof="pressed", proven_at=timezone.now())
    quiet = cast.guest(mamagawa, "石井 茂 いしい しげる")
    assert addresses(announce("not_reached")) == [quiet.email]


def test_all_reaches_classmates_whom_only_the_roster_knows(mamagawa, announce):
    known = cast.classmate(mamagawa, "石井 茂 いしい しげる")
    knows(known, "old@example.jp")
    knows(known, "new@example.jp")
    by_telephone = cast.classmate(mamagawa, "秋山 恵 あきやま めぐみ")
    knows(by_telephone, "090-1234-5678", kind="phone")
    cast.classmate(mamagawa, "木村 誠 きむら まこと")
    found = announce("all")
    assert addresses(found) == ["new@example.jp"]
    assert reasons(found) == {"no_mail": 1}
    assert addresses(announce("answered")) == []


def test_who_took_an_answer_back_is_found_in_the_roster_once(mamagawa, announce):
    cancelled = cast.guest(mamagawa, state=State.CANCELLED)
    knows(cancelled.classmate, cancelled.email)
    assert addresses(announce("all")) == [cancelled.email]


def test_one_person_gets_it_at_one_address(mamagawa, announce):
    guest = cast.guest(mamagawa, second_email="second@example.jp")
    knows(guest.classmate, "third@example.jp")
    assert addresses(announce("all")) == [guest.email]


def test_two_at_one_address_get_one_mail(mamagawa, announce):
    cast.guest(mamagawa, email="couple@example.jp")
    cast.guest(mamagawa, "石井 茂 いしい しげる", email="Couple@Example.jp")
    assert reach(announce("coming")) == Reach(1, {"same_address": 1})


def test_the_second_address_serves_when_the_first_cannot(mamagawa, announce):
    AddressHealth.objects.create(address="dead@example.jp", state="dead")
    cast.guest(mamagawa, email="Dead@example.jp", second_email="second@example.jp")
    assert addresses(announce("coming")) == ["second@example.jp"]


def test_who_has_stopped_at_one_address_gets_nothing_at_another(mamagawa, announce):
    Unsubscribe.objects.create(reunion=mamagawa, address="first@example.jp")
    cast.guest(mamagawa, email="First@example.jp", second_email="second@example.jp")
    assert reach(announce("coming")) == Reach(0, {"unsubscribed": 1})


@pytest.mark.parametrize("state", ["good", "proposed"])
def test_only_a_dead_address_is_spared(mamagawa, announce, state):
    guest = cast.guest(mamagawa)
    AddressHealth.objects.create(address=guest.email, state=state)
    assert addresses(announce("coming")) == [guest.email]


@pytest.mark.parametrize(
    ("address", "reason"),
    [("", "no_mail"), ("hanako@", "malformed"), ("hanako@hct.dion.ne.jp", "dead"), ("x@example.jp", "dead")],
)
def test_an_address_that_cannot_work_is_left_out_by_name(mamagawa, announce, address, reason):
    AddressHealth.objects.create(address="x@example.jp", state="dead")
    guest = cast.guest(mamagawa, email=address)
    found = announce("coming")
    assert reasons(found) == {reason: 1}
    assert [(other.person, str(other.reason)) for other in left_out(found)] == [(guest, reason)]
    assert left_out(found, reason="unsubscribed") == []


def test_the_dead_and_those_who_want_no_contact_get_nothing(mamagawa, announce):
    died, quiet = cast.guest(mamagawa), cast.guest(mamagawa, "石井 茂 いしい しげる")
    teacher = cast.teacher(mamagawa, do_not_contact=True)
    cast.registration(mamagawa, teacher=teacher, email="teacher@example.jp")
    known = cast.classmate(mamagawa, "木村 誠 きむら まこと", deceased=True)
    knows(known, "known@example.jp")
    for classmate, mark in ((died.classmate, "deceased"), (quiet.classmate, "do_not_contact")):
        setattr(classmate, mark, True)
        classmate.save()
    assert reach(announce("all")) == Reach(0, {"no_contact": 4})


def test_a_reply_of_nobody_knows_whom_is_counted_only(mamagawa, announce):
    cast.registration(mamagawa, state=State.WAITING, email="stranger@example.jp")
    assert reach(announce("all")) == Reach(0, {"waiting": 1})
    assert reach(announce("answered")) == Reach(0, {})


def test_other_reunions_are_no_audience(mamagawa, announce):
    cast.guest(cast.mamagawa("other", held_on=timezone.localdate() + dt.timedelta(days=9)))
    assert reach(announce("answered")) == Reach(0, {})


@pytest.mark.parametrize("people", [1, 30])
def test_the_same_number_of_questions_for_one_and_for_thirty(
    mamagawa, announce, people, django_assert_num_queries
):
    for number in range(people):
        person = cast.classmate(mamagawa, f"高田 裕子{number} たかだ ゆうこ")
        knows(person, f"known{number}@example.jp")
        cast.guest(mamagawa, f"石井 茂{number} いしい しげる")
    announcement = announce("all")
    with django_assert_num_queries(7):
        assert reach(announcement).people == 2 * people
