import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.mail.tests.post_office import PostOffice, free_port
from reunion.roster.models import Homeroom
from reunion.team.accepting import accept
from reunion.team.invitation_words import address_of
from reunion.team.inviting import invite
from reunion.team.models import Invitation, Member, Role
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(client, reunion):
    user = cast.member(reunion, name="安藤")
    client.force_login(user)
    return user


def address(page, *more):
    return reverse(f"staff:team:{page}", args=["mamagawa", *more])


def test_a_link_for_line_is_shown_with_its_text_and_code(client, reunion, ando):
    room = cast.homeroom(reunion, "B")
    typed = {"name": "宮本", "role": Role.CLASS_STAFF}
    page = client.post(address("invite"), typed).text
    assert "受け持ちのクラスを1つ以上選んでください" in page
    assert 'value="宮本"' in page
    answer = client.post(address("invite"), typed | {"homerooms": [room.pk]}, follow=True)
    made = Invitation.objects.get()
    assert answer.redirect_chain == [(address("invitation", made.pk), 302)]
    assert "宮本さんに渡すリンクができました。" in answer.text
    assert answer.text.count(address_of(made)) == 1
    assert "<svg" in answer.text
    assert "https://line.me/R/share?text=" in answer.text
    assert Member.objects.count() == 1


def test_an_invitation_by_mail_leaves_at_once(client, reunion, ando, django_capture_on_commit_callbacks):
    typed = {"name": "鈴木", "email": "ｓｕｚｕｋｉ@example.jp", "role": Role.TREASURER}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("invite"), typed)
    assert [letter.to for letter in mail.outbox] == [["suzuki@example.jp"]]
    assert "返事を待っている招待" in client.get(address("list")).text
    page = client.post(address("invite"), typed).text
    assert "このアドレスには、もう招待を送っています" in page
    assert Invitation.objects.count() == 1


def test_a_slip_in_the_address_is_questioned_once(client, reunion, ando):
    typed = {"name": "鈴木", "email": "suzuki@docomo.ne.jo", "role": Role.TREASURER}
    assert "docomo.ne.jp" in client.post(address("invite"), typed).text
    assert not Invitation.objects.exists()
    client.post(address("invite"), typed | {"is_right": "on"})
    assert Invitation.objects.get().email == "suzuki@docomo.ne.jo"


def test_again_and_back_are_presses(client, reunion, ando):
    made = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    Invitation.objects.update(valid_until=timezone.now() - dt.timedelta(days=1))
    assert "いまは使えません" in client.get(address("invitation", made.pk)).text
    client.post(address("invite_again", made.pk))
    made.refresh_from_db()
    assert not made.is_over
    assert "招待を取り消しました" in client.post(address("withdraw", made.pk), follow=True).text
    answer = client.post(address("invite_again", made.pk), follow=True)
    assert "もう取り消されています" in answer.text
    assert "に取り消しました" in answer.text
    assert address_of(made) not in answer.text


def test_who_accepted_stands_on_its_page(client, reunion, ando):
    made = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    accept(made, email="suzuki@example.jp", name="鈴木 恵子")
    page = client.get(address("invitation", made.pk)).text
    assert "に引き受けてもらいました" in page
    assert "（鈴木 恵子さん）" in page
    assert address_of(made) not in page


def test_an_organizers_invitation_is_renewed_only_with_a_second_step(client, reunion, ando):
    made = invite(reunion, role=Role.ORGANIZER, name="鈴木", actor=ando)
    before = made.valid_until
    assert client.post(address("invite_again", made.pk)).url.startswith("/accounts/second-step/?next=")
    made.refresh_from_db()
    assert made.valid_until == before
    show_second_step(client, ando)
    client.post(address("invite_again", made.pk))
    made.refresh_from_db()
    assert made.valid_until > before


def test_the_invitations_of_another_reunion_are_not_to_be_found(client, reunion, ando):
    another = cast.mamagawa("another")
    foreign = invite(another, role=Role.TREASURER, name="鈴木", actor=cast.member(another))
    assert client.get(address("invitation", foreign.pk)).status_code == 404
    for press in ("invite_again", "withdraw"):
        assert client.post(address(press, foreign.pk)).status_code == 404
    assert "鈴木" not in client.get(address("invitations")).text


def test_the_secretariat_sees_who_is_in_but_no_invitations(client, reunion, ando):
    made = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    page = client.get(address("list")).text
    assert "安藤" in page
    assert "鈴木" not in page
    assert client.get(address("invitation", made.pk)).status_code == 403


def test_many_invitations_cost_no_more_questions_than_two(client, reunion, ando):
    counts = []
    for more in (2, 28):
        for number in range(more):
            invite(
                reunion,
                role=Role.CLASS_STAFF,
                name=f"宮本{number}",
                homerooms=[cast.homeroom(reunion, "B")],
                actor=ando,
            )
        for page in ("list", "invitations"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address(page)).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


def test_in_a_very_large_year_classes_are_written(client, reunion, ando):
    rooms = [Homeroom(cohort=reunion.cohort, grade="3", label=f"{number}") for number in range(1, 751)]
    Homeroom.objects.bulk_create(rooms)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address("invite")).text
    assert len(asked) <= 15
    assert "checkbox" not in page
    typed = {"name": "宮本", "role": Role.CLASS_STAFF, "homerooms": "３年２組、3-701　９９９"}
    answer = client.post(address("invite"), typed).text
    assert "999 というクラスは見つかりません" in answer
    assert 'value="３年２組、3-701　９９９"' in answer
    client.post(address("invite"), typed | {"homerooms": "３年２組、3-701　3年2組"})
    assert [str(room) for room in Invitation.objects.get().homerooms.all()] == ["3年2組", "3年701組"]


def test_a_member_with_many_classes_to_choose_from_keeps_theirs(client, reunion, ando):
    rooms = [Homeroom(cohort=reunion.cohort, grade="3", label=f"{number}") for number in range(1, 60)]
    Homeroom.objects.bulk_create(rooms)
    member = Member.objects.get(user=cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="7"))
    page = client.get(address("edit", member.pk)).text
    assert 'value="3年7組"' in page
    client.post(address("edit", member.pk), {"role": Role.CLASS_STAFF, "homerooms": "3年7組、8"})
    assert [str(room) for room in member.homerooms.all()] == ["3年7組", "3年8組"]


def over_smtp(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


@pytest.mark.django_db(transaction=True)
def test_the_invitation_leaves_over_smtp_while_the_queue_is_stopped(client, reunion, ando, settings):
    office = PostOffice()
    office.controller.start()
    try:
        over_smtp(settings, office.port)
        typed = {"name": "鈴木", "email": "suzuki@example.jp", "role": Role.TREASURER}
        answer = client.post(address("invite"), typed, follow=True)
    finally:
        office.close()
    assert "鈴木さんに招待のメールを送りました。" in answer.text
    (envelope,) = office.envelopes
    assert envelope.recipient == "suzuki@example.jp"
    assert address_of(Invitation.objects.get()) in envelope.mail.get_content()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_could_not_leave_is_said_and_the_link_is_there(client, reunion, ando, settings):
    over_smtp(settings, free_port())
    typed = {"name": "鈴木", "email": "suzuki@example.jp", "role": Role.TREASURER}
    answer = client.post(address("invite"), typed, follow=True)
    assert "メールを送れていません" in answer.text
    assert address_of(Invitation.objects.get()) in answer.text
    assert "メールを送れていません" in client.get(address("list")).text


def test_an_invitation_whose_inviter_has_left_says_so(client, reunion, ando):
    onishi = cast.member(reunion, name="大西")
    made = invite(reunion, role=Role.TREASURER, name="鈴木", actor=onishi)
    assert "招待した人が外れました" not in client.get(address("list")).text
    Member.objects.filter(user=onishi).delete()
    assert "招待した人が外れました" in client.get(address("list")).text
    client.post(address("invite_again", made.pk))
    assert "招待した人が外れました" not in client.get(address("invitations")).text
