import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.team.models import Member, Role
from reunion.team.showing import hide, show, shown_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return Member.objects.get(user=cast.member(reunion, name="山本"))


def shown(reunion) -> list[str]:
    return [f"{member.surname} {member.own_homeroom or ''}".strip() for member in shown_members(reunion)]


def test_who_agrees_is_shown_by_the_surname_and_class_of_their_school_days(reunion, ando):
    assert shown(reunion) == []
    show(ando, surname=" 安藤　", homeroom=cast.homeroom(reunion), actor=ando.user)
    assert shown(reunion) == ["安藤 3年A組"]
    entry = Entry.objects.get()
    assert (entry.sentence, entry.actor) == (
        "案内ページに載ることに同意しました（「在学時の名字とクラスを案内ページに載せる」）",
        ando.user,
    )


def test_consent_taken_back_is_gone_at_once(reunion, ando):
    show(ando, surname="安藤", homeroom=None, actor=ando.user)
    assert shown(reunion) == ["安藤"]
    hide(ando, actor=ando.user)
    hide(ando, actor=ando.user)
    assert shown(reunion) == []
    assert list(Entry.objects.values_list("action", flat=True)) == ["shown", "shown"]


def test_nobody_can_give_or_take_it_for_another(reunion, ando):
    for role in Role:
        other = cast.member(reunion, role, name="別の人")
        with pytest.raises(Refused, match="本人だけが決められます"):
            show(ando, surname="安藤", homeroom=None, actor=other)
    assert shown(reunion) == []
    show(ando, surname="安藤", homeroom=None, actor=ando.user)
    with pytest.raises(Refused, match="本人だけが決められます"):
        hide(ando, actor=other)
    assert shown(reunion) == ["安藤"]


def test_a_surname_and_a_class_of_this_year(reunion, ando):
    with pytest.raises(Refused, match="名字を書いてください"):
        show(ando, surname="　", homeroom=None, actor=ando.user)
    other = cast.homeroom(cast.mamagawa("another", graduated=(1984, 3)))
    with pytest.raises(Refused, match="この学年のクラスではありません"):
        show(ando, surname="安藤", homeroom=other, actor=ando.user)
    assert shown(reunion) == []


def test_another_surname_is_another_consent(reunion, ando):
    first = show(ando, surname="安東", homeroom=None, actor=ando.user).shown_since
    assert show(ando, surname="安東", homeroom=None, actor=ando.user).shown_since == first
    assert show(ando, surname="安藤", homeroom=None, actor=ando.user).shown_since > first
    assert Entry.objects.count() == 2
