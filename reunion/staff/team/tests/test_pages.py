import pytest
from django.urls import reverse

from reunion import cast
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion, name="安藤"))
    return reunion


def address(page, *more):
    return reverse(f"staff:team:{page}", args=["mamagawa", *more])


def test_somebody_is_changed_and_removed(client, reunion):
    member = Member.objects.get(user=cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="B"))
    page = client.post(address("edit", member.pk), {"role": Role.CLASS_STAFF}).content.decode()
    assert "受け持ちのクラスを1つ以上選んでください" in page
    client.post(address("edit", member.pk), {"role": Role.TREASURER})
    member.refresh_from_db()
    assert (member.role, member.homerooms.count()) == (Role.TREASURER, 0)
    assert client.get(address("remove", member.pk)).status_code == 200
    assert Member.objects.count() == 2
    client.post(address("remove", member.pk))
    assert Member.objects.count() == 1


def test_the_last_organizer_cannot_leave(client, reunion):
    answer = client.post(address("remove", Member.objects.get().pk), follow=True)
    assert "幹事が一人もいなくなります" in answer.content.decode()
    assert Member.objects.count() == 1


def test_a_member_of_another_reunion_is_not_to_be_found(client, reunion):
    cast.member(cast.mamagawa("another"))
    foreign = Member.objects.get(reunion__slug="another")
    assert client.post(address("remove", foreign.pk)).status_code == 404
    assert client.get(address("edit", foreign.pk)).status_code == 404
