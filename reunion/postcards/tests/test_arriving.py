import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.outreach.models import ContactLog, SignupLink
from reunion.outreach.signup_links import link_of, links_of
from reunion.overview.standing import with_standing
from reunion.postcards.arriving import arrived
from reunion.postcards.choosing import addressees
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card
from reunion.roster.models import Classmate

from .addresses import lives_at
from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


def link_to(reunion, person) -> SignupLink:
    return link_of(links_of(reunion, classmates=[person])[person.pk])


def log():
    return list(ContactLog.objects.order_by("classmate").values_list("classmate", "way", "result"))


def test_the_newest_posted_card_has_arrived_once():
    reunion = cast.mamagawa()
    [person] = people_at_home(reunion, 1)
    old, unposted = posted_batch(reunion, days_ago=60), make_batch(reunion)
    new = posted_batch(reunion, days_ago=3)
    arrived(link_to(reunion, person))
    moment = new.cards.get().arrived_at
    assert moment is not None
    arrived(link_to(reunion, person))
    assert [batch.cards.get().arrived_at for batch in (unposted, new, old)] == [None, moment, None]
    assert log() == [(person.pk, "postcard", "arrived")]
    entry = Entry.objects.get(action="arrived")
    number = new.cards.get().short_number
    assert entry.sentence == f"高田1 裕子さんあてのはがき{number}が届きました（案内が開かれました）"
    assert entry.reunion_slug == reunion.slug


def test_a_shared_card_arrives_for_all_of_them_whoevers_code_it_was():
    reunion = cast.mamagawa()
    twins = [cast.classmate(reunion, f"高田 {name} か か", number=n) for n, name in enumerate(("裕子", "茂"))]
    for person in twins:
        lives_at(person)
    card = posted_batch(reunion).cards.get()
    arrived(link_to(reunion, twins[1]))
    card.refresh_from_db()
    assert card.state == "arrived"
    assert log() == [(person.pk, "postcard", "arrived") for person in twins]
    standings = with_standing(Classmate.objects.order_by("pk"), reunion).values_list("standing", flat=True)
    assert list(standings) == ["reached", "reached"]
    assert list(addressees(reunion)) == []


def test_without_a_card_on_its_way_nothing_happens():
    reunion = cast.mamagawa()
    none, unposted = people_at_home(reunion, 2)
    Card.objects.filter(batch=make_batch(reunion), classmate=none).delete()
    for person in (none, unposted):
        arrived(link_to(reunion, person))
    assert (log(), Card.objects.filter(arrived_at__isnull=False).count()) == ([], 0)
    assert Entry.objects.filter(action="arrived").count() == 0


def test_a_returned_card_stays_returned_whoever_uses_its_code():
    reunion = cast.mamagawa()
    [person] = people_at_home(reunion, 1)
    card = posted_batch(reunion).cards.get()
    Card.objects.update(returned_at=timezone.now(), returned_reason="unknown")
    arrived(link_to(reunion, person))
    card.refresh_from_db()
    assert (card.state, card.arrived_at, log()) == ("returned", None, [])


def test_a_card_of_another_reunion_says_nothing_of_this_one():
    reunion = cast.mamagawa()
    [person] = people_at_home(reunion, 1)
    posted_batch(reunion)
    arrived(link_to(cast.mamagawa("later"), person))
    assert (Card.objects.get().state, log()) == ("posted", [])


def test_a_card_that_was_posted_or_came_back_is_no_sign_of_life():
    reunion = cast.mamagawa()
    people = people_at_home(reunion, 2)
    for person, result in zip(people, ("posted", "returned"), strict=True):
        ContactLog.objects.create(reunion=reunion, classmate=person, way="postcard", result=result)
    standings = with_standing(Classmate.objects.all(), reunion).values_list("standing", flat=True)
    assert set(standings) == {"unknown"}
    assert list(addressees(reunion)) == people
