"""The pages of clubs: whom the others could ask, and what they are sent."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.outreach.models import SignupLink
from reunion.roster.models import Club, ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def theatre(reunion):
    club = Club.objects.create(cohort=reunion.cohort, name="演劇部")
    friend = cast.guest(reunion, "石井 浩 いしい ひろし", room="B").classmate
    friend.current_family_name = "松本"
    friend.save()
    ContactPoint.objects.create(classmate=friend, kind="phone", value="090-1111-2222")
    sought = cast.classmate(reunion, "加藤 明 かとう あきら")
    club.classmates.add(friend, sought)
    return club


def page(name, *parts, **query) -> str:
    return reverse(f"staff:outreach:{name}", args=["mamagawa", *parts], query=query)


def test_from_the_clubs_to_the_text_with_the_classmates_own_address(client, reunion, theatre):
    client.force_login(cast.member(reunion, name="安藤"))
    sought = theatre.classmates.get(family_name="加藤")
    assert page("club", theatre.pk) in client.get(page("clubs")).content.decode()
    here = client.get(page("club", theatre.pk)).content.decode()
    assert "加藤 明" in here and "石井 浩（いま 松本）" in here
    ask = page("ask_friend", theatre.pk, sought.pk)
    assert ask in here
    text = client.get(ask).context["text"]
    code = SignupLink.objects.get(classmate=sought).code
    assert text.startswith("真間川高校 還暦同窓会の幹事の安藤です。\n演劇部で一緒だった加藤さんに、")
    assert code in text.upper().replace("-", "") and "1234567" not in text


def test_every_number_has_as_many_rows(client, reunion, theatre):
    client.force_login(cast.member(reunion))
    for show, people in (("", 1), ("reached", 1), ("coming", 1)):
        answer = client.get(page("club", theatre.pk), {"show": show})
        assert answer.context["page"].paginator.count == people
        assert [tab["count"] for tab in answer.context["tabs"]] == [1, 1, 1]


def test_class_staff_see_friends_of_other_classes_by_their_name_at_school_only(client, reunion, theatre):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="A"))
    sought, friend = (theatre.classmates.get(family_name=name) for name in ("加藤", "石井"))
    for address in (
        page("clubs"),
        page("club", theatre.pk),
        page("club", theatre.pk, show="reached"),
        page("ask_friend", theatre.pk, sought.pk),
    ):
        text = client.get(address).content.decode()
        assert "松本" not in text and "090" not in text
        assert page("person", friend.pk) not in text
    assert "石井 浩" in client.get(page("club", theatre.pk)).content.decode()
    assert client.get(page("ask_friend", theatre.pk, friend.pk)).status_code == 404


def test_a_club_without_anybody_of_ones_own_class_does_not_exist(client, reunion, theatre):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="C"))
    assert "演劇部" not in client.get(page("clubs")).content.decode()
    assert client.get(page("club", theatre.pk)).status_code == 404


def test_a_club_of_another_year_does_not_exist(client, reunion):
    stranger = Club.objects.create(cohort=cast.mamagawa("x", graduated=(1984, 3)).cohort, name="演劇部")
    client.force_login(cast.member(reunion))
    assert client.get(page("club", stranger.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.CLASS_STAFF])
def test_a_club_costs_the_same_for_one_and_for_thirty(
    client, reunion, theatre, role, django_assert_num_queries
):
    client.force_login(cast.member(reunion, role, rooms="A"))
    asked = {Role.ORGANIZER: (5, 9), Role.CLASS_STAFF: (7, 10)}[role]
    for people in (0, 30):
        for _one in range(people):
            theatre.classmates.add(cast.classmate(reunion), cast.guest(reunion, room="B").classmate)
            club = Club.objects.create(cohort=reunion.cohort, name=f"部{Club.objects.count()}")
            club.classmates.add(cast.classmate(reunion))
        for address, number in zip((page("clubs"), page("club", theatre.pk)), asked, strict=True):
            with django_assert_num_queries(number):
                client.get(address)
