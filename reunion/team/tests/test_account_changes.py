"""Another account needs two people, and nobody is told any account until they agree."""

import datetime as dt
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import IntegrityError, connections
from django.utils import timezone

from reunion import cast
from reunion.accounts.models import User
from reunion.events.accounts import set_account
from reunion.events.models import AccountChange, BankAccount
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.delivery import sweep
from reunion.mail.models import Message
from reunion.registrations.telling import tell
from reunion.team.account_changes import confirm_change, discard_change, propose_account
from reunion.team.membership import remove_member
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db
OTHER = replace(cast.ACCOUNT, number="7654321")


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤")


@pytest.fixture
def onishi(reunion):
    return cast.member(reunion, name="大西")


def number() -> str:
    return BankAccount.objects.get().number


def test_the_first_account_counts_at_once_and_everyone_with_money_in_hand_is_told(
    django_capture_on_commit_callbacks,
):
    reunion = cast.mamagawa(account=None)
    ando, suzuki = cast.member(reunion, name="安藤"), cast.member(reunion, Role.TREASURER)
    cast.member(reunion, Role.SECRETARIAT)
    with django_capture_on_commit_callbacks(execute=True):
        assert propose_account(reunion, account=cast.ACCOUNT, actor=suzuki) is None
    assert number() == "1234567"
    assert [message.to for message in mail.outbox] == sorted([[ando.email], [suzuki.email]])
    assert "1234567" in mail.outbox[0].body


def test_a_change_waits_for_a_second_organizer_and_all_are_told_from_what_to_what(
    reunion, ando, onishi, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        change = propose_account(reunion, account=OTHER, actor=ando)
    assert number() == "1234567"
    assert {message.to[0] for message in mail.outbox} == {ando.email, onishi.email}
    for words in ("安藤", "1234567", "7654321", "/staff/mamagawa/events/account/"):
        assert words in mail.outbox[0].body
    with pytest.raises(Refused, match="申し出た人とは別の、前からの幹事"):
        confirm_change(change, actor=ando)
    confirm_change(change, actor=onishi)
    assert number() == "7654321"
    assert "7654321" not in " ".join(Entry.objects.values_list("sentence", flat=True))
    with pytest.raises(Refused, match="もうほかの人が決めました"):
        confirm_change(change, actor=onishi)


def test_a_treasurer_proposes_and_does_not_confirm(reunion, ando):
    treasurer = cast.member(reunion, Role.TREASURER)
    change = propose_account(reunion, account=OTHER, actor=treasurer)
    with pytest.raises(Refused, match="確認できるのは幹事だけ"):
        confirm_change(change, actor=treasurer)
    confirm_change(change, actor=ando)
    assert number() == "7654321"


def test_an_organizer_who_came_after_the_proposal_is_no_second_person(reunion, ando, onishi):
    change = propose_account(reunion, account=OTHER, actor=ando)
    with pytest.raises(Refused, match="前からの幹事"):
        confirm_change(change, actor=cast.member(reunion, name="新しい人"))


def test_the_only_organizer_waits_three_days(reunion, ando):
    change = propose_account(reunion, account=OTHER, actor=ando)
    with pytest.raises(Refused, match="3日たつと"):
        confirm_change(change, actor=ando)
    AccountChange.objects.update(proposed_at=timezone.now() - dt.timedelta(days=3, minutes=1))
    confirm_change(change, actor=ando)
    assert number() == "7654321"


def test_when_the_second_person_has_left_the_three_days_count_too(reunion, ando, onishi):
    change = propose_account(reunion, account=OTHER, actor=ando)
    remove_member(Member.objects.get(user=onishi), actor=ando)
    with pytest.raises(Refused, match="3日たつと"):
        confirm_change(change, actor=ando)


def test_the_owner_of_the_installation_is_a_second_person(reunion, ando):
    change = propose_account(reunion, account=OTHER, actor=ando)
    owner = User.objects.create_superuser("owner@example.jp", "correct horse battery")
    confirm_change(change, actor=owner)
    assert number() == "7654321"


def test_one_open_change_at_a_time_and_none_that_changes_nothing(reunion, ando, onishi):
    with pytest.raises(Refused, match="いまの口座と同じ"):
        propose_account(reunion, account=cast.ACCOUNT, actor=ando)
    propose_account(reunion, account=OTHER, actor=ando)
    for press in (propose_account, set_account):
        with pytest.raises(Refused, match="口座の変更がもうあります"):
            press(reunion, account=replace(OTHER, number="1111111"), actor=onishi)
    with pytest.raises(IntegrityError):
        AccountChange.objects.create(reunion=reunion, **vars(OTHER))


def letters() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("state", "held_because"))


def test_a_letter_with_the_account_is_held_and_goes_after_all_when_nothing_changes(
    reunion, ando, onishi, settings
):
    settings.EMAIL_CONFIGURED = True
    tell(cast.guest(reunion))
    change = propose_account(reunion, account=OTHER, actor=ando)
    sweep()
    assert letters() == [("held", "account")]
    assert not Message.objects.to_decide().exists()
    discard_change(change, actor=ando)
    sweep()
    assert (letters(), number()) == ([("sent", "")], "1234567")


def test_a_letter_with_the_old_account_never_goes_once_another_counts(reunion, ando, onishi, settings):
    settings.EMAIL_CONFIGURED = True
    tell(cast.guest(reunion))
    change = propose_account(reunion, account=OTHER, actor=ando)
    sweep()
    confirm_change(change, actor=onishi)
    old, new = Message.objects.order_by("pk")
    assert ("7654321" in old.body, "7654321" in new.body) == (False, True)
    sweep()
    old.refresh_from_db()
    assert (old.state, old.held_because) == ("held", "overtaken")


def test_who_signs_up_meanwhile_is_told_the_account_afterwards(reunion, ando, onishi):
    change = propose_account(reunion, account=OTHER, actor=ando)
    guest = cast.guest(reunion)
    guest.reunion.refresh_from_db()
    assert tell(guest) is None
    confirm_change(change, actor=onishi)
    assert "7654321" in Message.objects.get().body


@pytest.mark.django_db(transaction=True)
def test_two_second_persons_at_once_change_it_once():
    reunion = cast.mamagawa()
    ando, *others = (cast.member(reunion, name=name) for name in ("安藤", "大西", "宮本"))
    cast.guest(reunion)
    change = propose_account(reunion, account=OTHER, actor=ando)
    start, said = Barrier(2), []

    def press(user):
        start.wait()
        try:
            confirm_change(change, actor=user)
            said.append("changed")
        except Refused as refused:
            said.append(str(refused))
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=[user]) for user in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["changed", "この変更は、もうほかの人が決めました。"]
    assert (number(), Message.objects.count()) == ("7654321", 1)
