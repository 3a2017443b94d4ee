"""Nothing goes to somebody who has died or wants to be left alone, whoever sends: one line for every sender.

Each sender is first seen to reach or name the person, so that a line that could not fail would show.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.mail.delivery import deliver
from reunion.mail.kinds import ANNOUNCEMENT, KINDS
from reunion.mail.models import Message, about
from reunion.mail.signals import before_sending
from reunion.notices.addressees import Addressee, addressees
from reunion.notices.models import Announcement
from reunion.outreach.askable import askable
from reunion.outreach.calling import to_call
from reunion.outreach.follow_up import board
from reunion.outreach.models import ContactLog
from reunion.overview.coverage import coverage
from reunion.overview.sought import still_sought
from reunion.payments.reminding import preview
from reunion.postcards import choosing
from reunion.postcards.files import export
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch
from reunion.postcards.posting import post
from reunion.postcards.printing import cards_of
from reunion.postcards.tests.addresses import lives_at
from reunion.postcards.tests.piles import batch_made_days_ago, posted_batch
from reunion.registrations.models import Registration
from reunion.roster.leaving_alone import Mark, leave_alone
from reunion.roster.models import Classmate, Club, ContactPoint, Teacher

pytestmark = pytest.mark.django_db

NAME = "秋山 裕子 あきやま ゆうこ"
HELD = "名簿に、連絡を控える印があります。"
# To the committee itself, and the answer of a person to whoever wrote to us.
NOT_TO_GUESTS = {"invitation", "committee", "answer", "announcement-test"}


def silent(reunion: Reunion) -> Classmate:
    """Has not answered; reachable in every way there is."""
    person = cast.classmate(reunion, NAME, number=1)
    lives_at(person)
    ContactPoint.objects.create(classmate=person, kind="mail", value="yuko@example.jp")
    ContactPoint.objects.create(classmate=person, kind="phone", value="090-1111-2222")
    return person


def unknown(reunion: Reunion) -> Classmate:
    return cast.classmate(reunion, NAME)


def guest(reunion: Reunion) -> Classmate:
    """Comes, owes the fee, agreed to be named, and has a letter on the way."""
    return cast.guest(reunion, NAME, show_surname=True).classmate


def teacher(reunion: Reunion) -> Teacher:
    return cast.teacher(reunion, family_name="秋山", postal_code="2720021", address="千葉県市川市八幡1-1")


def coming_teacher(reunion: Reunion) -> Teacher:
    visitor = teacher(reunion)
    cast.registration(reunion, teacher=visitor, show_surname=True, email="sensei@example.jp")
    return visitor


def gets_an_announcement(reunion: Reunion, person) -> bool:
    text, _new = Announcement.objects.get_or_create(reunion=reunion, subject="x", text="x", audience="all")
    return any(isinstance(found, Addressee) for found in addressees(text))


def is_asked_for_the_fee(reunion: Reunion, person) -> bool:
    return bool(preview(reunion).open_yen)


def gets_a_card(reunion: Reunion, person) -> bool:
    return choosing.addressees(reunion).exists()


def gets_a_second_card(reunion: Reunion, person) -> bool:
    if not Batch.objects.exists():
        posted_batch(reunion, days_ago=30, made=batch_made_days_ago(reunion, 31))
    return gets_a_card(reunion, person)


def gets_a_letter_on_paper(reunion: Reunion, person) -> bool:
    return choosing.teachers(reunion).exists()


def made_batch(reunion: Reunion, person) -> Batch:
    audience = "teachers" if isinstance(person, Teacher) else "unanswered"
    return Batch.objects.first() or make_batch(reunion, audience=audience)


def is_printed(reunion: Reunion, person) -> bool:
    """Of a batch that was made before."""
    return bool(list(cards_of(made_batch(reunion, person))))


def is_in_the_file_of_addresses(reunion: Reunion, person) -> bool:
    batch = made_batch(reunion, person)
    tables = [export(batch, file_format=name).data for name in ("csv", "atena")]
    return all("秋山" in table.decode("utf-8-sig") for table in tables)


def is_to_be_called(reunion: Reunion, person) -> bool:
    return to_call(reunion, homeroom_ids=None).exists()


def has_a_text_for_line(reunion: Reunion, person, client) -> bool:
    client.force_login(cast.member(reunion))
    answer = client.get(reverse("staff:outreach:person", args=[reunion.slug, person.pk]))
    return answer.status_code == 200 and "/c/" in answer.content.decode()


def could_ask_another(reunion: Reunion, person) -> bool:
    """Named as somebody who may know a third one."""
    third = Classmate.objects.exclude(pk=person.pk).first() or cast.classmate(reunion, "森 薫 もり かおる")
    return bool(askable([third], reunion=reunion, homeroom_ids=None)[third.pk])


def could_ask_another_of_the_club(reunion: Reunion, person) -> bool:
    third = Classmate.objects.exclude(pk=person.pk).first()
    third = third or cast.classmate(reunion, "森 薫 もり かおる", room="B")
    club, _new = Club.objects.get_or_create(cohort=reunion.cohort, name="演劇部")
    for each in (third, person):
        each.clubs.add(club)
    return bool(askable([third], reunion=reunion, homeroom_ids=None)[third.pk])


def is_followed_up(reunion: Reunion, person) -> bool:
    return bool(board(reunion, now=timezone.now() + dt.timedelta(days=30)))


def is_named_in_public(reunion: Reunion, person, client) -> bool:
    cache.clear()
    return "秋山" in client.get(f"/{reunion.slug}/").content.decode()


def is_sought_in_public(reunion: Reunion, person) -> bool:
    return bool(sum(still_sought(reunion).values()))


def is_counted_as_to_be_reached(reunion: Reunion, person) -> bool:
    return bool(sum(row.people for row in coverage(reunion).rows))


SENDERS = [
    (gets_an_announcement, silent),
    (gets_an_announcement, guest),
    (gets_an_announcement, coming_teacher),
    (is_asked_for_the_fee, guest),
    (gets_a_card, silent),
    (gets_a_second_card, silent),
    (gets_a_letter_on_paper, teacher),
    (is_printed, silent),
    (is_printed, teacher),
    (is_in_the_file_of_addresses, silent),
    (is_in_the_file_of_addresses, teacher),
    (is_to_be_called, silent),
    (has_a_text_for_line, silent),
    (could_ask_another, guest),
    (could_ask_another_of_the_club, guest),
    (is_followed_up, guest),
    (is_named_in_public, guest),
    (is_named_in_public, coming_teacher),
    (is_sought_in_public, unknown),
    (is_counted_as_to_be_reached, silent),
]


def asked(sender: Callable, reunion: Reunion, person, client) -> bool:
    wants_client = "client" in sender.__code__.co_varnames[: sender.__code__.co_argcount]
    return sender(reunion, person, client) if wants_client else sender(reunion, person)


def mark(person, which: str) -> None:
    leave_alone(person, mark=which, told_by="妹さん", told_on=timezone.localdate(), actor=None)
    person.refresh_from_db()


@pytest.mark.parametrize("which", Mark.values)
@pytest.mark.parametrize(
    ("sender", "somebody"), SENDERS, ids=[f"{sender.__name__}-{who.__name__}" for sender, who in SENDERS]
)
def test_no_sender_reaches_whom_we_leave_alone(client, sender, somebody, which):
    reunion = cast.mamagawa()
    person = somebody(reunion)
    assert asked(sender, reunion, person, client)
    mark(person, which)
    assert not asked(sender, reunion, person, client)


@pytest.mark.parametrize("which", Mark.values)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NOT_TO_GUESTS])
@pytest.mark.parametrize("somebody", [guest, coming_teacher])
def test_every_kind_of_letter_that_waits_is_held_at_the_door(somebody, kind, which):
    reunion = cast.mamagawa()
    reunion.is_demo = True
    reunion.save()
    person = somebody(reunion)
    letter = letter_of(reunion, Registration.objects.get(), kind)
    assert HELD not in answers(letter)
    mark(person, which)
    assert HELD in answers(letter)
    assert deliver(letter.pk) == "held"
    letter.refresh_from_db()
    assert letter.state == "held"


@pytest.mark.parametrize("which", Mark.values)
def test_an_announcement_to_somebody_who_has_not_answered_is_held_too(which):
    reunion = cast.mamagawa()
    reunion.is_demo = True
    reunion.save()
    person = silent(reunion)
    letter = letter_of(reunion, person, ANNOUNCEMENT)
    assert answers(letter) == []
    mark(person, which)
    assert deliver(letter.pk) == "held"


@pytest.mark.parametrize("which", Mark.values)
def test_a_card_pulled_out_before_posting_is_not_written_down_as_posted(which):
    reunion = cast.mamagawa()
    person, other = silent(reunion), cast.classmate(reunion, number=2)
    lives_at(other, rest="9-9-9")
    batch = make_batch(reunion)
    mark(person, which)
    post(batch, on=timezone.localdate(), actor=None)
    assert [line.classmate for line in ContactLog.objects.all()] == [other]


@pytest.mark.parametrize("which", Mark.values)
def test_a_card_shared_with_somebody_left_alone_is_not_printed(which):
    reunion = cast.mamagawa()
    first, brother = (
        cast.classmate(reunion, names, number=number)
        for number, names in enumerate(("高田 裕子 たかだ ゆうこ", "高田 茂 たかだ しげる"))
    )
    for person in (first, brother):
        lives_at(person, care_of="")
    batch = make_batch(reunion)
    [card] = cards_of(batch)
    assert card.joint_names == "茂"
    mark(brother, which)
    assert list(cards_of(batch)) == []


def letter_of(reunion: Reunion, person, kind: str) -> Message:
    batch = ""
    if kind == ANNOUNCEMENT:
        text = Announcement.objects.create(reunion=reunion, subject="x", text="x", audience="all")
        batch = f"{ANNOUNCEMENT}:{text.pk}"
    return Message.objects.create(
        reunion=reunion,
        key=f"{kind}:1:x",
        message_id="<x@reunion.example>",
        kind=kind,
        batch=batch,
        about=about(person),
        recipient="yuko@example.jp",
        recipient_name="秋山 裕子",
        subject="x",
        body="x",
        from_address="kanji@reunion.example",
    )


def answers(letter: Message) -> list[str]:
    said = [answer for _receiver, answer in before_sending.send_robust(Message, message=letter) if answer]
    return [getattr(answer, "sentence", answer) for answer in said]
