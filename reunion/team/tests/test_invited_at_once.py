"""Several presses at the same moment, each with a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from reunion import cast
from reunion.lib.refused import Refused
from reunion.team.accepting import accept
from reunion.team.inviting import invite, withdraw
from reunion.team.models import Invitation, Member, Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤")


def at_once(*presses: Callable) -> list[str]:
    """In order of the alphabet: "done", or the sentence of a refusal."""
    start, said = Barrier(len(presses)), []

    def run(press: Callable) -> None:
        start.wait()
        try:
            press()
            said.append("done")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[press]) for press in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_of_two_who_use_one_link_only_one_comes_in(reunion, ando):
    link = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    addresses = ("a@example.jp", "b@example.jp")
    said = at_once(*[lambda email=email: accept(link, email=email) for email in addresses])
    assert said == ["done", "この招待は、もう使われています。引き受けた方は、ログインして入れます。"]
    assert Member.objects.filter(role=Role.TREASURER).count() == 1


def test_one_person_who_presses_four_times_is_one_member(reunion, ando):
    link = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    assert at_once(*[lambda: accept(link, email="a@example.jp")] * 4) == ["done"] * 4
    assert Member.objects.filter(role=Role.TREASURER).count() == 1


def test_accepted_or_taken_back_never_both(reunion, ando):
    link = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    said = at_once(lambda: accept(link, email="a@example.jp"), lambda: withdraw(link, actor=ando))
    assert said.count("done") == 1
    row = Invitation.objects.get()
    assert (row.accepted_at is None) != (row.withdrawn_at is None)
    assert Member.objects.filter(role=Role.TREASURER).exists() == (row.accepted_at is not None)


def test_two_organizers_who_invite_the_same_person(reunion, ando):
    press = {"role": Role.TREASURER, "name": "鈴木", "email": "suzuki@example.jp", "actor": ando}
    said = at_once(*[lambda: invite(reunion, **press)] * 2)
    assert said[0] == "done"
    assert Invitation.objects.count() == 1
