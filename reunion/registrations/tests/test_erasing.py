import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from reunion import cast
from reunion.celery import application
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.registrations import tasks
from reunion.registrations.erasing import erase_needs
from reunion.registrations.models import Consent, Registration

pytestmark = pytest.mark.django_db


def guest_with_needs(reunion, **changes):
    guest = cast.guest(reunion, needs="車いすを使います", **changes)
    Consent.objects.create(registration=guest, purpose=Consent.Purpose.NEEDS, wording="準備のためだけに")
    return guest


def needs():
    return list(Registration.objects.order_by("id").values_list("needs", flat=True))


def test_nothing_is_erased_before_the_day_is_over():
    reunion = cast.mamagawa()
    guest_with_needs(reunion)
    assert erase_needs(reunion.held_on) == 0
    assert needs() == ["車いすを使います"]


def test_the_day_after_it_is_gone_of_everybody_in_whatever_state():
    reunion = cast.mamagawa()
    guest_with_needs(reunion)
    guest_with_needs(reunion, names="池田 茂 いけだ しげる", state="cancelled")
    assert erase_needs(reunion.held_on + dt.timedelta(days=1)) == 2
    assert needs() == ["", ""]


def test_the_record_of_the_agreement_stays_and_holds_no_needs():
    reunion = cast.mamagawa()
    guest_with_needs(reunion)
    erase_needs(reunion.held_on + dt.timedelta(days=1))
    consent = Consent.objects.get()
    assert (consent.wording, consent.withdrawn_at) == ("準備のためだけに", None)
    (sentence,) = Entry.objects.filter(action="erase needs").values_list("sentence", flat=True)
    assert sentence == "高田 裕子さんの「会場での手助け」の内容を、会が終わったので消しました"


def test_a_second_run_finds_nothing():
    reunion = cast.mamagawa()
    guest_with_needs(reunion)
    day_after = reunion.held_on + dt.timedelta(days=1)
    assert [erase_needs(day_after), erase_needs(day_after)] == [1, 0]
    assert Entry.objects.filter(action="erase needs").count() == 1


def test_a_reunion_that_was_moved_is_treated_by_its_new_day():
    reunion = cast.mamagawa()
    guest_with_needs(reunion)
    old_day = reunion.held_on
    Reunion.objects.update(held_on=old_day + dt.timedelta(days=60))
    assert erase_needs(old_day + dt.timedelta(days=1)) == 0
    earlier = timezone.localdate() - dt.timedelta(days=1)
    Reunion.objects.update(held_on=earlier, signup_deadline=earlier)
    assert erase_needs(timezone.localdate()) == 1


def test_another_reunion_that_is_still_to_come_is_left_alone():
    guest_with_needs(cast.mamagawa())
    later = cast.mamagawa("next", graduated=(1984, 3), held_on=timezone.localdate() + dt.timedelta(days=300))
    guest_with_needs(later)
    assert erase_needs(timezone.localdate() + dt.timedelta(days=91)) == 1
    assert needs() == ["", "車いすを使います"]


def test_it_happens_without_anybody_pressing():
    past = timezone.localdate() - dt.timedelta(days=1)
    guest_with_needs(cast.mamagawa())
    Reunion.objects.update(held_on=past, signup_deadline=past)
    planned = settings.CELERY_BEAT_SCHEDULE["erase-needs"]
    application.loader.import_default_modules()
    assert application.tasks[planned["task"]].name == tasks.erase_needs.name
    tasks.erase_needs()
    assert needs() == [""]
