import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.models import LineGroup
from reunion.lib.code_picture import code_of
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
YEAR, OF_A, OF_B, STAFF = (f"https://line.me/R/ti/g/{word}" for word in ("year", "of-A", "of-B", "staff"))


@pytest.fixture
def reunion():
    reunion = cast.mamagawa()
    rooms = [None, cast.homeroom(reunion, "A"), cast.homeroom(reunion, "B")]
    for room, url in zip(rooms, (YEAR, OF_A, OF_B), strict=True):
        LineGroup.objects.create(reunion=reunion, homeroom=room, invitation_url=url)
    LineGroup.objects.create(reunion=reunion, for_staff=True, invitation_url=STAFF)
    return reunion


def address():
    return reverse("staff:events:line_groups", args=["mamagawa"])


def name(reunion, label):
    return f"room_{cast.homeroom(reunion, label).pk}"


def stored(reunion):
    return {str(group): group.invitation_url for group in reunion.line_groups.all()}


def test_the_office_sets_all_and_clears_what_it_empties(client, reunion):
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    page = client.get(address()).content.decode()
    assert [url in page for url in (YEAR, OF_A, OF_B)] == [True, True, True]
    typed = {
        "staff": "https://line.me/newstaff",
        "year": "ｈｔｔｐｓ：／／ｌｉｎｅ．ｍｅ／ｎｅｗ",
        name(reunion, "A"): "",
        name(reunion, "B"): OF_B,
    }
    before = {
        "initial-staff": STAFF,
        "initial-year": YEAR,
        f"initial-{name(reunion, 'A')}": OF_A,
        f"initial-{name(reunion, 'B')}": OF_B,
    }
    assert client.post(address(), typed | before).status_code == 302
    assert stored(reunion) == {
        "スタッフ": "https://line.me/newstaff",
        "学年全体": "https://line.me/new",
        "3年B組": OF_B,
    }


def test_class_staff_pass_on_what_is_theirs_and_set_those_of_their_own_class_only(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    page = client.get(address()).content.decode()
    assert [url in page for url in (STAFF, YEAR, OF_A, OF_B)] == [True, True, False, True]
    assert [code_of(url) in page for url in (STAFF, YEAR, OF_A, OF_B)] == [True, True, False, True]
    fields = ("staff", "year", name(reunion, "B"))
    assert [f'name="{field}"' in page for field in fields] == [False, False, True]
    of_others = {"staff": "https://line.me/s", "year": "https://line.me/mine", name(reunion, "A"): ""}
    typed = of_others | {name(reunion, "B"): "https://line.me/b"}
    client.post(address(), typed)
    assert stored(reunion) == {
        "スタッフ": STAFF,
        "学年全体": YEAR,
        "3年A組": OF_A,
        "3年B組": "https://line.me/b",
    }


def test_two_at_once_do_not_undo_each_other(client, reunion):
    """The office opened the page before class B changed its address, and changes only the year's."""
    reunion.line_groups.filter(homeroom__label="B").update(invitation_url="https://line.me/newer")
    client.force_login(cast.member(reunion))
    before = {
        "initial-staff": STAFF,
        "initial-year": YEAR,
        f"initial-{name(reunion, 'A')}": OF_A,
        f"initial-{name(reunion, 'B')}": OF_B,
    }
    typed = {"staff": STAFF, "year": "https://line.me/y", name(reunion, "A"): OF_A, name(reunion, "B"): OF_B}
    client.post(address(), typed | before)
    assert stored(reunion) == {
        "スタッフ": STAFF,
        "学年全体": "https://line.me/y",
        "3年A組": OF_A,
        "3年B組": "https://line.me/newer",
    }


def test_another_address_is_refused_and_stays_to_be_corrected(client, reunion):
    client.force_login(cast.member(reunion))
    typed = {"year": "https://line.me.evil.example/x", name(reunion, "A"): "https://line.me/new-a"}
    page = client.post(address(), typed).content.decode()
    assert page.count("LINEの招待のアドレスではないようです。") == 2
    assert 'value="https://line.me.evil.example/x"' in page
    assert 'value="https://line.me/new-a"' in page
    assert stored(reunion) == {"スタッフ": STAFF, "学年全体": YEAR, "3年A組": OF_A, "3年B組": OF_B}


def test_class_staff_find_the_page_in_their_tabs(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    home = client.get(reverse("staff:home:home", args=["mamagawa"])).content.decode()
    assert f'href="{address()}"' in home


def test_many_classes_are_set_a_page_at_a_time(client, reunion):
    rooms = [cast.homeroom(reunion, f"{number:02}") for number in range(60)]
    last = f"room_{rooms[-1].pk}"
    client.force_login(cast.member(reunion))
    first, second = (client.get(f"{address()}?page={number}").context["form"].fields for number in (1, 2))
    assert (len(first), len(second)) == (51, 13)
    assert {"staff", "year"} & set(second) == set()
    answer = client.post(f"{address()}?page=2", {last: OF_A})
    assert answer.url == f"{address()}?page=2"
    assert reunion.line_groups.get(homeroom=rooms[-1]).invitation_url == OF_A
    assert stored(reunion)["スタッフ"] == STAFF
    shown = {str(row["group"]) for row in client.get(answer.url).context["groups"]}
    assert shown == {"3年A組", "3年B組", "3年59組"}
