import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.public.invitation.door import MOST_WRONG_CODES
from reunion.public.invitation.patience import MOST_OF_AN_ADDRESS
from reunion.public.silent_logs import WithoutKeys
from reunion.team.inviting import invite, withdraw
from reunion.team.models import Invitation, Member, Role

pytestmark = pytest.mark.django_db
WHO = {"name": "宮本 緑", "address": "ｍｉｄｏｒｉ@example.jp"}


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤 茂")


@pytest.fixture
def link(reunion, ando):
    return invite(
        reunion, role=Role.CLASS_STAFF, name="宮本", homerooms=[cast.homeroom(reunion, "B")], actor=ando
    )


@pytest.fixture
def letter(reunion, ando):
    return invite(reunion, role=Role.TREASURER, name="鈴木花子", email="suzuki@example.jp", actor=ando)


def page(invitation) -> str:
    return reverse("public:invitation", args=[invitation.code])


def number_page(invitation) -> str:
    return reverse("public:invitation_number", args=[invitation.code])


def digits() -> str:
    (found,) = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)
    return found


def members() -> list[tuple[str, str]]:
    return [(str(member.user), member.role) for member in Member.objects.order_by("id")]


def test_a_stranger_reads_surname_school_reunion_and_role_and_nothing_else(client, letter):
    shown = client.get(page(letter))
    assert "安藤さんから、真間川高等学校「真間川高校 還暦同窓会」の会計のお願いです。" in shown.text
    for secret in ("安藤 茂", "茂", "鈴木", "suzuki", "committee.example"):
        assert secret not in shown.text
    assert (shown["X-Robots-Tag"], shown["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in shown["Cache-Control"]


def test_an_inviter_without_a_name_is_not_shown_by_mail_address(client, reunion):
    owner = User.objects.create_superuser("owner@example.jp", "correct horse battery")
    made = invite(reunion, role=Role.ORGANIZER, name="安藤", actor=owner)
    assert "owner" not in client.get(page(made)).text


def test_by_the_link_one_says_who_one_is_and_types_the_digits(client, link):
    client.get(page(link))
    assert client.post(page(link), WHO).url == number_page(link)
    assert mail.outbox[0].to == ["midori@example.jp"]
    assert not User.objects.filter(email="midori@example.jp").exists()
    answer = client.post(number_page(link), {"code": digits()})
    assert answer.url == "/staff/mamagawa/home/"
    assert members() == [("安藤 茂", "organizer"), ("宮本 緑", "class_staff")]
    assert (
        "ありがとうございます。真間川高校 還暦同窓会のクラススタッフになりました。"
        in client.get(answer.url, follow=True).text
    )


def test_by_mail_one_press_sends_the_digits_to_the_invited_address_only(client, letter):
    client.post(page(letter), {"address": "other@example.jp", "name": "別の人"})
    assert [message.to for message in mail.outbox] == [["suzuki@example.jp"]]
    client.post(number_page(letter), {"code": digits()})
    assert members()[1:] == [("鈴木花子", "treasurer")]
    assert client.get("/staff/mamagawa/home/").status_code == 200


def test_to_open_and_to_look_change_nothing(client, letter, ando):
    client.get(page(letter))
    client.head(page(letter))
    client.force_login(cast.member(cast.mamagawa("another"), name="大西"))
    client.get(page(letter))
    assert Invitation.objects.get().is_open
    assert Member.objects.filter(reunion__slug="mamagawa").count() == 1


def test_wrong_digits_let_nobody_in_and_after_three_new_ones_are_needed(client, link):
    client.post(page(link), WHO)
    right = digits()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(2):
        answer = client.post(number_page(link), {"code": wrong})
        assert "数字6桁が違います。" in answer.text
    assert client.post(number_page(link), {"code": wrong}).url == page(link)
    assert client.post(number_page(link), {"code": right}).url == page(link)
    assert members() == [("安藤 茂", "organizer")]


def test_digits_of_one_invitation_do_not_open_another(client, link, letter):
    client.post(page(link), WHO)
    assert client.post(number_page(letter), {"code": digits()}).url == page(letter)
    assert len(members()) == 1


def test_new_digits_replace_the_old_ones(client, link):
    client.post(page(link), WHO)
    old = digits()
    client.post(number_page(link), {"action": "resend"})
    assert len(mail.outbox) == 2
    new = digits()
    if old != new:
        client.post(number_page(link), {"code": old})
        assert len(members()) == 1
    client.post(number_page(link), {"code": new})
    assert len(members()) == 2


def test_what_was_typed_stays_and_a_slip_is_questioned(client, link):
    shown = client.post(page(link), {"name": "宮本 緑", "address": "midori@docomo.ne.jo"}).text
    assert 'value="宮本 緑"' in shown
    assert 'value="midori@docomo.ne.jo"' in shown
    assert "docomo.ne.jp" in shown
    assert mail.outbox == []
    shown = client.post(page(link), {"name": " ", "address": ""}).text
    assert "お名前を書いてください。" in shown
    assert "メールアドレスを書いてください。" in shown


def test_who_is_signed_in_accepts_with_one_press_and_a_second_is_harmless(client, link):
    onishi = cast.member(cast.mamagawa("another"), name="大西")
    client.force_login(onishi)
    assert "大西 さんとしてログインしています" in client.get(page(link)).text
    assert client.post(page(link)).url == "/staff/mamagawa/home/"
    assert client.post(page(link)).url == "/staff/mamagawa/home/"
    assert Member.objects.filter(user=onishi, reunion=link.reunion).count() == 1
    assert mail.outbox == []


def test_who_is_signed_in_as_somebody_else_comes_in_as_the_invited_one(client, letter):
    client.force_login(cast.member(cast.mamagawa("another"), name="大西"))
    shown = client.get(page(letter)).text
    assert "いまは別のアドレスでログインしています" in shown
    assert "suzuki" not in shown
    client.post(page(letter), {"accepts": "yes"})
    client.post(number_page(letter), {"code": digits()})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="suzuki@example.jp").pk)
    assert ("大西", "treasurer") not in members()


def test_a_second_step_is_still_asked_for(client, letter):
    suzuki = User.objects.create_user("suzuki@example.jp", name="鈴木")
    TOTP.activate(suzuki, "JBSWY3DPEHPK3PXP")
    client.post(page(letter), {"accepts": "yes"})
    answer = client.post(number_page(letter), {"code": digits()})
    assert answer.url.startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


def test_a_member_who_tries_the_link_uses_nothing_up(client, link, ando):
    client.force_login(ando)
    assert "この招待は使わずに残してあります" in client.get(page(link)).text
    client.post(page(link))
    assert Invitation.objects.get().is_open


def test_used_or_taken_back_says_so_kindly_and_no_more(client, link, letter, ando):
    client.post(page(link), WHO)
    client.post(number_page(link), {"code": digits()})
    client.logout()
    withdraw(letter, actor=ando)
    for invitation, sentence in ((link, "もう使われています"), (letter, "取り消されました")):
        shown = client.get(page(invitation))
        assert (shown.status_code, sentence in shown.text) == (410, True)
        for secret in ("宮本", "鈴木", "真間川"):
            assert secret not in shown.text
        assert client.post(page(invitation), WHO).status_code == 410
    assert len(mail.outbox) == 1


def test_taken_back_while_the_digits_are_typed(client, link, ando):
    client.post(page(link), WHO)
    withdraw(link, actor=ando)
    assert client.post(number_page(link), {"code": digits()}).status_code == 410
    assert len(members()) == 1
    assert not User.objects.filter(email="midori@example.jp").exists()


def test_a_wrong_code_tells_nothing_and_many_are_put_off(client, link):
    unknown = reverse("public:invitation", args=["x" * 20])
    assert client.get(unknown).status_code == 404
    for _ in range(MOST_WRONG_CODES - 1):
        client.get(unknown)
    assert client.get(unknown).status_code == 429
    assert client.get(page(link)).status_code == 200


def test_nobodys_mailbox_is_filled(client, link):
    for _ in range(MOST_OF_AN_ADDRESS):
        client.post(page(link), WHO)
    answer = client.post(page(link), WHO)
    assert answer.status_code == 429
    assert 'value="宮本 緑"' in answer.text
    assert len(mail.outbox) == MOST_OF_AN_ADDRESS


def test_of_the_demo_the_digits_stay_in_its_folder(client, link, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    link.reunion.is_demo = True
    link.reunion.save()
    answer = client.post(page(link), WHO, follow=True)
    assert "var/demo/sign-in-mail" in answer.text
    assert mail.outbox == []
    assert len(list((tmp_path / "demo" / "sign-in-mail").iterdir())) == 1


def test_the_log_names_no_code(client, link, caplog, ando):
    withdraw(link, actor=ando)
    with caplog.at_level("WARNING"):
        client.get(page(link))
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "Gone: /invitation/…/"
