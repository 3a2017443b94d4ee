import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import BankAccount, LineGroup, Milestone, Reunion, Venue, VenueBooking
from reunion.keeping.next_reunion import begin, preview
from reunion.lib.refused import Refused
from reunion.mail.models import LetterTemplate, Unsubscribe
from reunion.postcards.models import Card
from reunion.registrations.consenting import give
from reunion.registrations.models import Consent
from reunion.roster.models import Classmate, ContactPoint, YearbookAddress
from reunion.team.models import Member, Role

from .planting import everything, rows_there, settled_house

pytestmark = pytest.mark.django_db

IN_EIGHT_YEARS = dt.timedelta(days=8 * 365)


@pytest.fixture
def last() -> Reunion:
    return settled_house("秘")


@pytest.fixture
def organizer(last):
    return last.members.get(role=Role.ORGANIZER).user


def begin_next(last: Reunion, actor, **changes) -> Reunion:
    details = {"slug": "next", "name": "次の会", "held_on": last.held_on + IN_EIGHT_YEARS}
    return begin(last, actor=actor, **(details | changes))


def test_it_is_a_draft_of_the_same_year(last, organizer):
    new = begin_next(last, organizer)
    assert (new.slug, new.name, new.state, new.cohort) == ("next", "次の会", "draft", last.cohort)
    assert new.signup_deadline == new.held_on - dt.timedelta(days=21)
    assert (new.contact_email, new.contact_phone, new.greeting) == ("", "", "")


def test_the_program_is_proposed_without_rooms_and_places(last, organizer):
    last.program_items.filter(kind="main").update(places=100, place="3階 葛飾の間", note="着席")
    names = ("kind", "name", "starts_at", "fee", "companion_fee", "open_to", "note")
    new = begin_next(last, organizer)
    assert list(new.program_items.values_list(*names)) == list(last.program_items.values_list(*names))
    assert set(new.program_items.values_list("places", "place")) == {(None, "")}


def test_the_committees_own_words_and_steps_go_along(last, organizer):
    LetterTemplate.objects.filter(reunion=last).update(name="link", subject="件名", body="本文")
    own = last.held_on - dt.timedelta(days=50)
    Milestone.objects.create(reunion=last, name="校歌の楽譜を借りる", due_on=own, moved_by_hand=True)
    new = begin_next(last, organizer)
    words = LetterTemplate.objects.filter(reunion=new).values_list("name", "subject", "body")
    assert list(words) == [("link", "件名", "本文")]
    [step] = Milestone.objects.of(new).filter(step="")
    assert (step.name, step.due_on) == ("校歌の楽譜を借りる", new.held_on - dt.timedelta(days=50))
    assert Milestone.objects.of(new).exclude(step="").count() == len(Milestone.Step.values)
    assert Milestone.objects.get(reunion=new, step="day").due_on == new.held_on


def test_venues_are_candidates_of_their_own(last, organizer):
    booking = VenueBooking.objects.get(reunion=last)
    VenueBooking.objects.update(room="葛飾の間", standing=100, price_standing=6500, contact_person="x")
    Venue.objects.update(phone="047-000-0000")
    new = begin_next(last, organizer)
    [candidate] = VenueBooking.objects.filter(reunion=new)
    assert (candidate.state, candidate.room, candidate.standing) == ("candidate", "葛飾の間", 100)
    assert (candidate.price_standing, candidate.contact_person, candidate.held_until) == (6500, "", None)
    assert candidate.venue.phone == "047-000-0000"
    assert candidate.venue_id != booking.venue_id


def test_the_groups_of_the_year_go_along_and_that_of_the_staff_does_not(last, organizer):
    new = begin_next(last, organizer)
    groups = LineGroup.objects.filter(reunion=new).values_list("invitation_url", "for_staff")
    assert list(groups) == [("https://line.me/ti/g/x", False)]


def test_only_who_begins_it_is_on_the_committee(last, organizer):
    cast.member(last, Role.TREASURER, name="鈴木")
    assert preview(last, actor=organizer).to_ask == ["鈴木"]
    new = begin_next(last, organizer)
    members = Member.objects.filter(reunion=new).values_list("user", "role", "surname", "shown_since")
    assert list(members) == [(organizer.pk, Role.ORGANIZER, "", None)]


def test_nothing_else_of_the_last_one_is_taken_over(last, organizer):
    before = rows_there()
    begin_next(last, organizer)
    grown = {
        model._meta.label
        for model, there in rows_there().items()
        if there - before[model] and model._meta.label != "journal.Entry"
    }
    assert grown == {
        "events.Reunion",
        "events.ProgramItem",
        "events.Milestone",
        "events.Venue",
        "events.VenueBooking",
        "events.LineGroup",
        "mail.LetterTemplate",
        "team.Member",
    }
    assert not BankAccount.objects.filter(reunion__slug="next").exists()


def test_the_rows_of_the_last_one_stay_as_they_are(last, organizer):
    its_own = {model: there for model, there in rows_there().items() if model._meta.app_label != "roster"}
    before = everything(its_own)
    begin_next(last, organizer)
    assert everything(its_own) == before


def test_ways_to_reach_somebody_stay_by_their_own_word_alone(last, organizer):
    ContactPoint.objects.all().delete()
    yes = cast.guest(last, "石井 浩 いしい ひろし", email="hiroshi@example.jp")
    no = cast.guest(last, "森 薫 もり かおる", email="kaoru@example.jp")
    give(yes, purpose=Consent.Purpose.NEXT_TIME, wording="残してよい")
    for guest in (yes, no):
        ContactPoint.objects.create(classmate=guest.classmate, kind="mail", value=guest.email)
        Unsubscribe.objects.create(reunion=last, address=guest.email)
    new = begin_next(last, organizer)
    assert list(ContactPoint.objects.values_list("value", flat=True)) == ["hiroshi@example.jp"]
    assert list(Unsubscribe.objects.filter(reunion=new).values_list("address", flat=True)) == [
        "hiroshi@example.jp"
    ]
    assert yes.classmate.agreement.wording == "残してよい"


def test_they_stay_while_another_reunion_of_the_year_is_not_over(last, organizer):
    cast.mamagawa("other", held_on=timezone.localdate() + dt.timedelta(days=30))
    earlier = last.held_on - dt.timedelta(days=1)
    Reunion.objects.filter(slug="other").update(held_on=earlier, signup_deadline=earlier, state="open")
    begin_next(last, organizer)
    assert ContactPoint.objects.count() == 1


def test_who_has_died_or_wants_no_contact_stays_known_as_that(last, organizer):
    dead = cast.classmate(last, "石井 浩 いしい ひろし", deceased=True)
    alone = cast.classmate(last, "森 薫 もり かおる", do_not_contact=True)
    begin_next(last, organizer)
    marks = Classmate.objects.filter(pk__in=[dead.pk, alone.pk]).order_by("pk")
    assert list(marks.values_list("deceased", "do_not_contact")) == [(True, False), (False, True)]


def test_a_returned_address_is_known_as_returned(last, organizer):
    Card.objects.update(returned_at=timezone.now(), returned_reason="moved")
    begin_next(last, organizer)
    assert YearbookAddress.objects.get().decision == YearbookAddress.Decision.UNUSED


def test_looking_changes_nothing(last, organizer):
    before = everything()
    carried = preview(last, actor=organizer)
    assert dict(carried.taken_over)["プログラムと会費"] == 3
    assert [count for _what, count in carried.left_behind] == [1]
    assert everything() == before


def test_what_is_not_over_cannot_be_followed(last, organizer):
    Reunion.objects.filter(pk=last.pk).update(state="open")
    with pytest.raises(Refused):
        begin_next(last, organizer)
    Reunion.objects.filter(pk=last.pk).update(state="closed", held_on=timezone.localdate())
    with pytest.raises(Refused):
        begin_next(Reunion.objects.get(pk=last.pk), organizer)
    assert not Reunion.objects.filter(slug="next").exists()


def test_pressed_twice_it_begins_once(last, organizer):
    begin_next(last, organizer)
    with pytest.raises(Refused) as refused:
        begin_next(last, organizer, slug="next-2")
    assert str(refused.value) == "この学年には、もう次の会「次の会」があります。"


@pytest.mark.parametrize(
    "changes", [{"slug": "staff"}, {"slug": "mamagawa"}, {"slug": ""}, {"held_on": dt.date(2020, 1, 1)}]
)
def test_another_address_or_day_is_asked_for(last, organizer, changes):
    with pytest.raises(Refused):
        begin_next(last, organizer, **changes)
    assert Reunion.objects.count() == 1
