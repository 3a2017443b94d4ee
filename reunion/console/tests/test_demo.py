import datetime as dt

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.accounts.models import User
from reunion.console.demo_pictures import pictures
from reunion.console.demo_reunion import day_of_the_demo, remove
from reunion.events.models import Reunion
from reunion.events.refunds import steps_of
from reunion.mail.models import Message
from reunion.payments.closing.receipts import reissue
from reunion.payments.models import StatementLine
from reunion.registrations.models import Registration
from reunion.registrations.places import places_left
from reunion.roster.models import Classmate
from reunion.team.showing import shown_members

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        ((2026, 11, 24), (2028, 2, 12)),
        ((2026, 11, 1), (2027, 2, 13)),
        ((2026, 11, 15), (2027, 2, 13)),
        ((2026, 11, 16), (2028, 2, 12)),
        ((2026, 2, 1), (2027, 2, 13)),
    ],
)
def test_the_demo_is_on_the_second_saturday_of_a_february_90_days_ahead(today, day):
    assert day_of_the_demo(dt.date(*today)) == dt.date(*day)


def test_a_demo_goes_whatever_was_done_in_it(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    demo = cast.full_house()
    receipt = demo.receipts.get()
    Registration.objects.filter(pk=receipt.registration_id).update(state="coming")
    receipt.registration.chosen_items.update(fee=receipt.amount)
    reissue(receipt, addressee="x", proviso="x", actor=cast.member(demo))
    remove(demo)
    assert (Reunion.objects.count(), Registration.objects.count(), Classmate.objects.count()) == (0, 0, 0)
    assert [path.name for path in (tmp_path / "media" / "proofs").iterdir()] == []


def test_the_demo_is_built_whole_stays_and_is_built_anew(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.EMAIL_CONFIGURED = True
    call_command("demo")
    assert (Classmate.objects.count(), User.objects.count()) == (360, 5)
    assert Registration.objects.filter(teacher=None).count() == 120
    first = Reunion.objects.get()
    assert (first.slug, first.is_demo, first.held_on.weekday()) == ("mamagawa-1983", True, 5)
    call_command("demo")
    assert Reunion.objects.get() == first
    photos = sorted((tmp_path / "media" / "photos").iterdir())
    assert len(photos) == 2 * first.photos.count() == 6

    call_command("sweep_mail")
    assert mail.outbox == []
    assert len(list((tmp_path / "demo" / "mail").glob("*.eml"))) == Message.objects.count() == 120

    call_command("import_statement", str(tmp_path / "demo" / "statement.csv"), reunion="mamagawa-1983")
    grades = StatementLine.objects.values_list("grade", flat=True)
    assert set(grades) == {"certain", "likely", "unclear"}

    call_command("demo", "--fresh")
    assert Reunion.objects.get() != first
    assert (Classmate.objects.count(), User.objects.count(), StatementLine.objects.count()) == (360, 5, 0)
    assert list((tmp_path / "demo" / "mail").glob("*.eml")) == []
    remaining = sorted((tmp_path / "media" / "photos").iterdir())
    assert (len(remaining), set(remaining) & set(photos)) == (6, set())


def test_the_demo_shows_everything_that_a_guest_can_see(settings, tmp_path):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    call_command("demo")
    demo = Reunion.objects.get()
    after_party = demo.program_items.get(kind="after_party")
    assert (after_party.places, 0 < places_left(demo)[after_party.pk] < 60) == (60, True)
    deadline, week_before = demo.signup_deadline, demo.held_on - dt.timedelta(days=7)
    steps = [(step.until, step.percent) for step in steps_of(demo)]
    assert steps == [(deadline, 100), (week_before, 50)]
    assert {str(group) for group in demo.line_groups.all()} == {
        "スタッフ",
        "学年全体",
        "3年A組",
        "3年B組",
    }
    shown = [f"{member.surname} {member.own_homeroom}" for member in shown_members(demo)]
    assert shown == ["安藤 3年A組", "大西 3年C組", "鈴木 3年E組"]


def test_the_pictures_are_the_same_every_time():
    first, second = ([file.getvalue() for _words, file in pictures()] for _turn in range(2))
    assert first == second


def test_a_real_reunion_is_never_replaced_by_the_demo():
    cast.mamagawa("mamagawa-1983")
    with pytest.raises(CommandError, match="本物の同窓会です"):
        call_command("demo", "--fresh")
    assert Reunion.objects.get().is_demo is False
