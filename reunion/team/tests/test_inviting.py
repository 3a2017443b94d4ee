import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.tests.post_office import free_port
from reunion.team.invitation_words import address_of, line_text
from reunion.team.inviting import invite, send_again, withdraw
from reunion.team.models import Invitation, Member, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤 茂")


def sentences() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("sentence", flat=True))


def test_an_invitation_by_mail_says_who_asks_what_for_and_until_when(
    reunion, ando, django_capture_on_commit_callbacks
):
    room = cast.homeroom(reunion, "B")
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(
            reunion,
            role=Role.CLASS_STAFF,
            name="宮本 緑",
            email=" Miyamoto@Example.JP",
            homerooms=[room],
            actor=ando,
        )
    (letter,) = mail.outbox
    assert letter.to == ["miyamoto@example.jp"]
    assert letter.subject == "真間川高校 還暦同窓会 クラススタッフの招待"
    until = timezone.localtime(made.valid_until)
    assert letter.body.startswith("宮本 緑さん\n\n安藤 茂さんから、「真間川高校 還暦同窓会」のクラススタッフ")
    for line in (
        "（真間川高等学校）",
        "受け持ちのクラス 3年B組",
        "「引き受ける」を押してください",
        address_of(made),
        f"使えるのは{until.month}月{until.day}日（",
    ):
        assert line in letter.body
    made.refresh_from_db()
    assert made.sent_at is not None
    assert Member.objects.count() == 1
    assert sentences() == ["クラススタッフ 宮本 緑を招待しました"]


def test_a_link_for_line_sends_nothing_and_brings_its_own_lines(
    reunion, ando, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando)
    assert mail.outbox == []
    assert line_text(made).startswith(
        "鈴木さん、「真間川高校 還暦同窓会」の会計をお願いできますか。\n"
        "会費の入金を確かめ、決算までを受け持つ役です。\n\n引き受けて"
    )
    assert f"\nhttps://reunion.example/invitation/{made.code}/\n" in line_text(made)


def test_the_lines_that_help_out_when_a_mail_does_not_arrive_ask_for_no_address(reunion, ando):
    made = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    text = line_text(made)
    assert "数字6桁が鈴木さんのメールアドレスに届きます。" in text
    assert "お名前とメールアドレスを入れて" not in text
    assert "suzuki" not in text


def test_two_invitations_have_two_codes_of_twenty_signs(reunion, ando):
    codes = {invite(reunion, role=Role.TREASURER, name="鈴木", actor=ando).code for _ in range(2)}
    assert sorted(len(code) for code in codes) == [20, 20]


def test_nobody_is_invited_twice_nor_as_a_member(reunion, ando):
    invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    with pytest.raises(Refused, match="もう招待を送っています"):
        invite(reunion, role=Role.SECRETARIAT, name="鈴木", email="SUZUKI@example.jp", actor=ando)
    with pytest.raises(Refused, match="もうこの会に入っています"):
        invite(reunion, role=Role.SECRETARIAT, name="安藤", email=ando.email, actor=ando)
    assert Invitation.objects.count() == 1


def test_what_is_missing_is_asked_for(reunion, ando):
    with pytest.raises(Refused, match="受け持ちのクラス"):
        invite(reunion, role=Role.CLASS_STAFF, name="宮本", actor=ando)
    with pytest.raises(Refused, match="名前を書いてください"):
        invite(reunion, role=Role.TREASURER, name="　", actor=ando)
    assert sentences() == []


def test_sending_again_gives_two_weeks_anew_and_no_second_mail_within_a_minute(
    reunion, ando, django_capture_on_commit_callbacks
):
    onishi = cast.member(reunion, name="大西")
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    with pytest.raises(Refused, match="いま送ったばかりです"):
        send_again(made, actor=onishi)
    long_ago = timezone.now() - dt.timedelta(days=20)
    Invitation.objects.update(sent_at=long_ago, valid_until=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        again = send_again(made, actor=onishi)
    assert (again.is_over, again.invited_by) == (False, onishi)
    assert [letter.to for letter in mail.outbox] == [["suzuki@example.jp"]] * 2
    assert "大西さんから" in mail.outbox[1].body
    assert sentences()[1:] == ["会計 鈴木の招待を送り直しました"]


def test_taken_back_it_is_over_and_the_address_is_free_again(reunion, ando):
    made = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    withdraw(made, actor=ando)
    for press in (withdraw, send_again):
        with pytest.raises(Refused, match="もう取り消されています"):
            press(made, actor=ando)
    invite(reunion, role=Role.SECRETARIAT, name="鈴木", email="suzuki@example.jp", actor=ando)
    assert list(Invitation.objects.open().values_list("role", flat=True)) == [Role.SECRETARIAT]


def test_a_mail_that_cannot_leave_is_no_error_and_is_seen(
    reunion, ando, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with django_capture_on_commit_callbacks(execute=True):
        made = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    made.refresh_from_db()
    assert made.sent_at is None


def test_of_the_demo_no_mail_leaves(reunion, ando, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.VAR_DIR = tmp_path
    reunion.is_demo = True
    reunion.save()
    with django_capture_on_commit_callbacks(execute=True):
        invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    assert mail.outbox == []
    assert len(list((tmp_path / "demo" / "sign-in-mail").iterdir())) == 1
