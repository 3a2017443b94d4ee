import csv
import io

import pytest

from reunion import cast
from reunion.mail.models import InboundLetter, Message, Unsubscribe
from reunion.payments.booking import confirm, undo
from reunion.payments.moving import move_surplus
from reunion.payments.paying_back import plan_refund
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho
from reunion.registrations.deciding import tie
from reunion.registrations.links import token
from reunion.registrations.models import Consent, Registration, State
from reunion.registrations.telling import tell
from reunion.roster.models import Club, ContactPoint, YearbookAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_who_share():
    """A line that bears his name was first hers, and is hers again: she paid for both."""
    reunion = cast.mamagawa()
    wife, husband = cast.guest(reunion), cast.guest(reunion, "宮本 薫 みやもと かおる")
    data = yucho(("20261201", 1, 20000, "ミヤモト　カオル"))
    line = take_in(reunion, data=data, file_name="a.csv", actor=None).statement.lines.get()
    confirm(line, shares=[(wife, 20000)], actor=None)
    undo(line, actor=None)
    confirm(line, shares=[(wife, 20000)], actor=None)
    move_surplus(wife, to=husband, amount=8000, actor=None)
    plan_refund(wife, amount=4000, account="みずほ銀行 7654321", actor=None)
    return wife, husband


def page_of(client, guest):
    return client.get(f"/mamagawa/my/{token(guest)}/stored/").content.decode()


def rows_of(client, guest):
    answer = client.get(f"/mamagawa/my/{token(guest)}/stored/file/")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def known_to_the_roster(guest):
    person = guest.classmate
    person.number, person.current_family_name, person.remarks = 12, "石井", "妹さんが市川に"
    person.save()
    person.clubs.add(Club.objects.create(cohort=person.cohort, name="演劇部"))
    ContactPoint.objects.create(classmate=person, kind="phone", value="047-333-3333")
    ContactPoint.objects.create(classmate=person, kind="friend", value="佐藤さん 090-5555-5555")
    YearbookAddress.objects.create(
        classmate=person,
        printed_address="市川市市川1-1",
        postal_code="2720034",
        prefecture="千葉県",
        municipality="市川市",
        town="市川",
        rest="1-1",
    )
    return guest


FROM_THE_ROSTER = ("石井", "演劇部", "047-333-3333", "市川市市川1-1", "272-0034 千葉県市川市市川1-1")


def test_all_that_was_typed_agreed_sent_written_and_paid(client):
    guest = cast.guest(
        cast.mamagawa(), phone="090-1111-2222", note="楽しみです", needs="車いす", can_reach="池田さん"
    )
    guest.companions.create(name="石井 浩")
    consent = Consent.objects.create(registration=guest, purpose="needs", wording="準備のためだけに")
    tell(guest)
    cast.fill_the_ledger(guest, 4000)
    letter = {"kind": "change", "name": "高田", "text": "二次会も", "answer": "承りました"}
    InboundLetter.objects.create(
        reunion=guest.reunion, about=f"registrations.registration:{guest.pk}", **letter
    )
    page = page_of(client, guest)
    for words in (
        guest.reference,
        guest.email,
        "090-1111-2222",
        "楽しみです",
        "車いす",
        "池田さん",
        "石井 浩",
        consent.wording,
        Message.objects.get().subject,
        "これから送ります",
        "振り込み 4,000円",
        "受け取り 4,000円",
        "二次会も",
        "承りました",
    ):
        assert words in page, words


def test_that_announcements_were_stopped_stands_there_too(client):
    guest = cast.guest(cast.mamagawa(), email="Hanako@example.jp")
    Unsubscribe.objects.create(reunion=guest.reunion, address="hanako@example.jp")
    Unsubscribe.objects.create(reunion=cast.mamagawa("other"), address="hanako@example.jp")
    assert page_of(client, guest).count("一斉のお知らせを止めた宛先") == 1


def test_the_file_holds_the_same(client):
    guest = cast.guest(cast.mamagawa(), note="=HYPERLINK(1)")
    rows = rows_of(client, guest)
    assert rows[0] == ["まとまり", "項目", "内容"]
    assert ["お知らせいただいたこと", "申込番号", guest.reference] in rows
    assert ["お知らせいただいたこと", "ひとこと", "'=HYPERLINK(1)"] in rows
    answer = client.get(f"/mamagawa/my/{token(guest)}/stored/file/")
    assert answer["Content-Disposition"] == f'attachment; filename="mamagawa-{guest.reference}.csv"'
    assert "no-store" in answer["Cache-Control"]


def test_whom_a_member_vouches_for_sees_what_the_roster_holds(client):
    guest = known_to_the_roster(cast.guest(cast.mamagawa(), channel=Registration.Channel.TELEPHONE))
    page = page_of(client, guest)
    assert [words for words in FROM_THE_ROSTER if words not in page] == []


def test_never_a_friend_nor_a_note_that_may_speak_of_others(client):
    guest = known_to_the_roster(cast.guest(cast.mamagawa(), channel=Registration.Channel.TELEPHONE))
    page = page_of(client, guest)
    assert ("佐藤さん" in page, "妹さん" in page) == (False, False)
    assert ("友人を通じて" in page, "幹事の覚え書き" in page) == (True, True)


def test_a_name_and_a_class_alone_open_nothing_of_the_roster(client):
    guest = known_to_the_roster(cast.guest(cast.mamagawa()))
    page = page_of(client, guest) + str(rows_of(client, guest))
    assert [words for words in FROM_THE_ROSTER if words in page] == []
    assert ("卒業アルバムの住所" in page, "ご本人と確かめてから" in page) == (True, True)


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED])
def test_who_is_not_known_sees_only_what_they_typed(client, state):
    reunion = cast.mamagawa()
    known_to_the_roster(cast.guest(reunion))
    stranger = cast.registration(
        reunion,
        state=state,
        family_name="高田",
        given_name="裕子",
        waiting_reason="同じ人の申込がもうあります",
    )
    page = page_of(client, stranger) + str(rows_of(client, stranger))
    hidden = (*FROM_THE_ROSTER, "名簿にあること", "変更の記録", "もうあります")
    assert [words for words in hidden if words in page] == []


def test_once_tied_by_a_person_everything_is_there(client):
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    stranger = cast.registration(reunion, state=State.WAITING, family_name="高田", given_name="裕子")
    tied = tie(stranger, classmate=person, actor=cast.member(reunion, name="安藤"))
    page = page_of(client, known_to_the_roster(tied))
    assert [words for words in FROM_THE_ROSTER if words not in page] == []
    assert ("名簿の本人と結びました" in page, "安藤" in page) == (True, False)


def test_a_teacher_sees_what_the_roster_holds(client):
    reunion = cast.mamagawa()
    teacher = cast.teacher(reunion, homeroom=cast.homeroom(reunion))
    page = page_of(client, cast.registration(reunion, teacher=teacher, is_teacher=True))
    assert ("原田 正（はらだ ただし）" in page, "3年A組" in page) == (True, True)


def test_many_letters_take_no_more_questions(client, django_assert_num_queries):
    guest = cast.guest(cast.mamagawa())
    for number in range(30):
        Message.objects.create(
            reunion=guest.reunion,
            about=f"registrations.registration:{guest.pk}",
            key=f"x{number}",
            message_id=f"x{number}",
        )
        Consent.objects.create(
            registration=guest, purpose="next_time", wording="x", withdrawn_at=guest.signed_up_at
        )
    with django_assert_num_queries(24):
        page_of(client, guest)


def test_moves_and_refunds_are_there_and_nobody_else_is_named(client, two_who_share):
    wife, husband = two_who_share
    hers, his = rows_of(client, wife), rows_of(client, husband)
    payments = [row[2] for row in hers if row[0] == "お支払い"]
    assert payments == [
        "振り込み 20,000円",
        "ほかの方の会費に充てた分 8,000円",
        "お返しの予定 4,000円",
        "みずほ銀行 7654321",
    ]
    assert [row[2] for row in his if row[0] == "お支払い"] == ["ほかの方の分から充てた会費 8,000円"]
    assert not [cell for row in hers for cell in row if "宮本" in cell or "ミヤモト" in cell]
    assert not [cell for row in his for cell in row if "高田" in cell or "タカダ" in cell]
    written = [row[2] for row in hers if row[0] == "変更の記録"]
    assert written == [
        "振り込みを確認しました",
        "振り込みの確認を取り消しました",
        "振り込みを確認しました",
        "多くいただいた会費の振り替えを記録しました",
        "高田 裕子への返金4,000円（振り込みで返す）を予定しました",
    ]
