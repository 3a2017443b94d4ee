import pytest
from django.core import mail
from django.utils import timezone

from reunion import cast
from reunion.accounts.models import User
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.team.accepting import accept, invitation_of, why_closed
from reunion.team.inviting import invite, withdraw
from reunion.team.membership import add_member, change_role, remove_member
from reunion.team.models import Invitation, Member, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤 茂")


def by_link(reunion, ando, role=Role.CLASS_STAFF) -> Invitation:
    return invite(reunion, role=role, name="宮本", homerooms=[cast.homeroom(reunion, "B")], actor=ando)


def by_mail(reunion, ando, role=Role.TREASURER) -> Invitation:
    return invite(reunion, role=role, name="鈴木", email="suzuki@example.jp", actor=ando)


def test_whoever_accepts_is_a_member_with_role_and_classes_and_signs_in_without_a_password(reunion, ando):
    made = by_link(reunion, ando)
    member = accept(made, email="Midori@Example.JP", name=" 宮本　緑 ")
    assert (member.user.email, member.user.name) == ("midori@example.jp", "宮本 緑")
    assert (member.role, [str(room) for room in member.homerooms.all()]) == (Role.CLASS_STAFF, ["3年B組"])
    assert not member.user.has_usable_password()
    entry = Entry.objects.latest("id")
    assert (entry.sentence, entry.actor) == (
        "クラススタッフ 宮本 緑が招待を引き受けました（招待した人 安藤 茂）",
        member.user,
    )
    made.refresh_from_db()
    assert (made.accepted_by, made.is_open) == (member.user, False)


def test_to_press_twice_is_harmless_and_nobody_else_comes_in_by_it(reunion, ando):
    made = by_link(reunion, ando)
    member = accept(made, email="midori@example.jp", name="宮本 緑")
    assert accept(made, email="midori@example.jp", name="宮本 緑") == member
    with pytest.raises(Refused, match="もう使われています"):
        accept(made, email="other@example.jp", name="別の人")
    assert Member.objects.count() == 2
    assert not User.objects.filter(email="other@example.jp").exists()


def test_an_invitation_by_mail_is_for_its_address_alone(reunion, ando):
    made = by_mail(reunion, ando)
    with pytest.raises(Refused, match="別のメールアドレスの方"):
        accept(made, email="other@example.jp", name="別の人")
    assert accept(made, email="suzuki@example.jp").user.name == "鈴木"


def test_who_has_an_account_keeps_its_name(reunion, ando):
    User.objects.create_user("suzuki@example.jp", name="鈴木 恵子")
    member = accept(by_mail(reunion, ando), email="suzuki@example.jp")
    assert (str(member.user), User.objects.count()) == ("鈴木 恵子", 2)


def test_a_member_changes_no_role_by_another_invitation(reunion, ando):
    made = by_link(reunion, ando)
    onishi = cast.member(reunion, Role.TREASURER, name="大西")
    with pytest.raises(Refused, match="大西さんはもう登録されています"):
        accept(made, email=onishi.email)
    assert Member.objects.get(user=onishi).role == Role.TREASURER
    assert why_closed(Invitation.objects.get()) == ""


def test_too_late_is_told_in_a_sentence(reunion, ando):
    made = by_mail(reunion, ando)
    Invitation.objects.update(valid_until=timezone.now())
    with pytest.raises(Refused, match="期限が過ぎました"):
        accept(made, email="suzuki@example.jp")
    withdraw(made, actor=ando)
    with pytest.raises(Refused, match="取り消されました"):
        accept(made, email="suzuki@example.jp")
    assert Member.objects.count() == 1


@pytest.mark.parametrize("what", ["left", "no organizer any more", "shut out", "erased"])
def test_who_may_no_longer_invite_lets_nobody_in(reunion, ando, what):
    cast.member(reunion, name="大西")
    made, seat = by_mail(reunion, ando), Member.objects.get(user=ando)
    if what == "left":
        remove_member(seat, actor=None)
    elif what == "no organizer any more":
        change_role(seat, role=Role.SECRETARIAT, actor=None)
    elif what == "shut out":
        User.objects.filter(pk=ando.pk).update(is_active=False)
    else:
        ando.delete()
    (shown,) = Invitation.objects.with_their_inviters_right()
    assert not shown.is_vouched_for
    with pytest.raises(Refused, match="招待した人がいまは幹事ではない"):
        accept(made, email="suzuki@example.jp")
    assert not Member.objects.filter(user__email="suzuki@example.jp").exists()


def test_the_owner_of_the_installation_invites_the_first_organizer(reunion):
    owner = User.objects.create_superuser("owner@example.jp", "correct horse battery")
    made = by_mail(reunion, owner, Role.ORGANIZER)
    (shown,) = Invitation.objects.with_their_inviters_right()
    assert shown.is_vouched_for
    assert accept(made, email="suzuki@example.jp").role == Role.ORGANIZER


def test_all_organizers_are_told_of_a_new_one(reunion, ando, django_capture_on_commit_callbacks):
    onishi = cast.member(reunion, name="大西")
    clerk = cast.member(reunion, Role.SECRETARIAT, name="森")
    made = by_mail(reunion, ando, Role.ORGANIZER)
    with django_capture_on_commit_callbacks(execute=True):
        accept(made, email="suzuki@example.jp")
    assert {letter.to[0] for letter in mail.outbox} == {ando.email, onishi.email, "suzuki@example.jp"}
    assert {letter.subject for letter in mail.outbox} == {"幹事が加わりました"}
    assert "鈴木さんが幹事になりました。" in mail.outbox[0].body
    assert "幹事にした人 安藤 茂" in mail.outbox[0].body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        change_role(Member.objects.get(user=clerk), role=Role.ORGANIZER, actor=onishi)
    assert len(mail.outbox) == 4
    assert "森さんが幹事になりました。" in mail.outbox[0].body
    assert "幹事にした人 大西" in mail.outbox[0].body


def test_of_other_changes_nobody_is_told(reunion, ando, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add_member(reunion, email="mori@example.jp", name="森", role=Role.TREASURER, actor=ando)
        change_role(Member.objects.get(user=ando), role=Role.ORGANIZER, actor=ando)
    assert mail.outbox == []


def test_a_code_is_found_however_it_was_copied(reunion, ando):
    made = by_mail(reunion, ando)
    assert invitation_of(f" {made.code.upper()}　") == made
    assert invitation_of("x" * 20) is None
    assert invitation_of("") is None
