import pytest

from reunion import cast
from reunion.accounts.models import User
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.team.membership import add_member, change_role, remove_member
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db


def test_somebody_is_added_by_mail_address_and_signs_in_without_a_password():
    reunion = cast.mamagawa()
    organizer = cast.member(reunion)
    room = cast.homeroom(reunion, "B")
    member = add_member(
        reunion,
        email="Miyamoto@Example.JP",
        name="宮本",
        role=Role.CLASS_STAFF,
        homerooms=[room],
        actor=organizer,
    )
    assert (member.user.email, member.user.has_usable_password()) == ("miyamoto@example.jp", False)
    assert list(member.homerooms.all()) == [room]
    assert Entry.objects.get().sentence == "クラススタッフ 宮本を加えました"


def test_nobody_of_the_demo_joins_a_real_reunion():
    reunion = cast.mamagawa()
    new = {"email": " Ando@Demo.Invalid", "name": "安藤", "role": Role.TREASURER, "actor": None}
    with pytest.raises(Refused, match="お試し用のアドレスです"):
        add_member(reunion, **new)
    reunion.is_demo = True
    add_member(reunion, **new)
    assert [member.user.email for member in reunion.members.all()] == ["ando@demo.invalid"]


def test_nobody_is_added_twice():
    reunion = cast.mamagawa()
    user = cast.member(reunion, name="安藤")
    with pytest.raises(Refused, match="安藤さんはもう登録されています"):
        add_member(reunion, email=user.email.upper(), name="安藤", role=Role.TREASURER, actor=user)
    assert (Member.objects.count(), User.objects.count()) == (1, 1)


def test_class_staff_need_a_class():
    reunion = cast.mamagawa()
    with pytest.raises(Refused, match="受け持ちのクラス"):
        add_member(reunion, email="a@example.jp", name="大西", role=Role.CLASS_STAFF, actor=None)


def test_the_last_organizer_stays():
    reunion = cast.mamagawa()
    cast.member(reunion)
    member = Member.objects.get()
    with pytest.raises(Refused, match="幹事が一人もいなくなります"):
        remove_member(member, actor=None)
    with pytest.raises(Refused, match="幹事が一人もいなくなります"):
        change_role(member, role=Role.TREASURER, actor=None)
    assert Member.objects.get().role == Role.ORGANIZER


def test_leaving_ends_access_at_the_next_request(client):
    reunion = cast.mamagawa()
    cast.member(reunion)
    treasurer = cast.member(reunion, Role.TREASURER)
    client.force_login(treasurer)
    assert client.get("/staff/mamagawa/").status_code == 302
    remove_member(Member.objects.get(user=treasurer), actor=None)
    assert client.get("/staff/mamagawa/").status_code == 404
