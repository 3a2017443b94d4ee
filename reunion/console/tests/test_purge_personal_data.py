import pytest
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.keeping.tests.planting import everything, settled_house
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db


def test_without_confirmation_it_says_what_it_would_erase(capsys):
    reunion = settled_house()
    before = everything()
    call_command("purge_personal_data", reunion.slug)
    said = capsys.readouterr().out.splitlines()
    assert "1\t写真" in said
    assert said[-2].startswith("would erase ")
    assert said[-1] == "nothing has been changed; to erase: --confirm mamagawa"
    assert everything() == before


def test_confirmed_it_erases(capsys):
    reunion = settled_house()
    call_command("purge_personal_data", reunion.slug, "--confirm", reunion.slug)
    assert set(Registration.objects.values_list("family_name", flat=True)) == {"消去済み"}
    call_command("purge_personal_data", reunion.slug, "--confirm", reunion.slug)
    assert capsys.readouterr().out.splitlines()[-1] == "erased 0 rows; 0 people agreed to be kept"


def test_another_address_than_its_own_is_refused():
    reunion = settled_house()
    before = everything()
    with pytest.raises(CommandError, match="会のアドレスが違います"):
        call_command("purge_personal_data", reunion.slug, "--confirm", "other")
    assert everything() == before


def test_the_owner_may_erase_one_that_was_called_off_and_is_told_what_is_not_settled(capsys):
    reunion = cast.mamagawa()
    cast.guest(reunion)
    call_command("purge_personal_data", "mamagawa")
    assert capsys.readouterr().err.splitlines() == [
        "まだ受付が終わっていません。会が終わって、受付を終了にしてからお使いください。",
        "まだ開催日が過ぎていません。会が終わってからお使いください。",
    ]
    call_command("purge_personal_data", "mamagawa", "--confirm", "mamagawa")
    assert Registration.objects.get().family_name == "消去済み"


def test_the_roster_goes_too_unless_it_is_to_stay_or_another_reunion_needs_it():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    call_command("purge_personal_data", "mamagawa", "--confirm", "mamagawa", "--keep-roster")
    assert Classmate.objects.count() == 1
    another = cast.mamagawa("another")
    another.cohort = reunion.cohort
    another.save()
    call_command("purge_personal_data", "mamagawa", "--confirm", "mamagawa")
    assert Classmate.objects.count() == 1
    another.delete()
    call_command("purge_personal_data", "mamagawa", "--confirm", "mamagawa")
    assert Classmate.objects.count() == 0
