import pytest
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.keeping.tests.planting import everything, settled_house
from reunion.registrations.models import Registration

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


@pytest.mark.parametrize("arguments", [["--confirm", "mamagawa"], ["--confirm", "other"], []])
def test_what_is_not_over_is_refused(arguments):
    cast.mamagawa()
    before = everything()
    with pytest.raises(CommandError):
        call_command("purge_personal_data", "mamagawa", *arguments)
    assert everything() == before
