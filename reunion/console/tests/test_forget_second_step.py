import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from reunion import cast
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def ando():
    return cast.member(cast.mamagawa(), name="安藤")


def test_the_step_goes_and_a_number_alone_lets_them_in_again(client, ando, capsys):
    show_second_step(client, ando)
    Authenticator.objects.create(user=ando, type="recovery_codes", data={})
    call_command("forget_second_step", f" {ando.email.upper()} ")
    assert not Authenticator.objects.exists()
    assert capsys.readouterr().out == (
        f"{ando.email} enters with a mailed number alone again, and is signed out everywhere.\n"
    )


def test_nobody_elses_step_is_touched(client, ando):
    onishi = cast.member(cast.mamagawa("another"), name="大西")
    for user in (ando, onishi):
        show_second_step(client, user)
    call_command("forget_second_step", ando.email)
    assert [step.user for step in Authenticator.objects.all()] == [onishi]


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.jp", "Nobody signs in with nobody@example.jp."),
        ("organizer-0@committee.example", "organizer-0@committee.example has no second step."),
    ],
)
def test_it_refuses_in_words(ando, email, words):
    with pytest.raises(CommandError) as refused:
        call_command("forget_second_step", email)
    assert str(refused.value) == words
