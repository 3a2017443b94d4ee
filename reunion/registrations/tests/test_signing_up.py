import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import ProgramItem, Reunion
from reunion.journal.models import Entry
from reunion.lib.check_digit import with_check_digit
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.registrations.models import Consent, Registration, State
from reunion.registrations.signing_up import Channel, Reply, register, register_teacher
from reunion.roster.models import ContactPoint

pytestmark = pytest.mark.django_db


def reply_of_yuko(reunion, **changes):
    details = {
        "attending": True,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "タカダ",
        "given_kana": "ユウコ",
        "homeroom": cast.homeroom(reunion),
        "email": "yuko@mail.example",
        "phone": "０９０－１２３４－５６７８",
    }
    return Reply(**(details | changes))


def chosen(registration):
    return [(row.item.kind, row.fee) for row in registration.chosen_items.all()]


def kinds_of_letters():
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_a_classmate_found_in_the_roster_comes_at_once():
    reunion = cast.mamagawa()
    yuko = cast.classmate(reunion)
    tour = reunion.program_items.get(kind=ProgramItem.Kind.SCHOOL_TOUR)
    registration = register(reunion, reply=reply_of_yuko(reunion, items=(tour,)))
    registration.refresh_from_db()
    assert (registration.state, registration.classmate, registration.waiting_reason) == (
        State.COMING,
        yuko,
        "",
    )
    assert registration.reference == with_check_digit(100)
    assert (registration.family_kana, registration.given_kana) == ("たかだ", "ゆうこ")
    assert registration.phone == "090-1234-5678"
    assert chosen(registration) == [("school_tour", 0), ("main", 8000)]
    assert registration.amount_due == 8000


def test_the_fee_stays_what_it_was_at_signup():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    registration = register(reunion, reply=reply_of_yuko(reunion))
    reunion.program_items.filter(kind=ProgramItem.Kind.MAIN).update(fee=9000)
    assert Registration.objects.with_due().get(pk=registration.pk).due == 8000


def test_a_declined_reply_chooses_nothing():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    party = reunion.program_items.get(kind=ProgramItem.Kind.AFTER_PARTY)
    registration = register(reunion, reply=reply_of_yuko(reunion, attending=False, items=(party,)))
    assert (registration.state, chosen(registration)) == (State.DECLINED, [])
    assert kinds_of_letters() == ["declined"]


def test_an_item_of_another_reunion_is_not_chosen():
    reunion, other = cast.mamagawa(), cast.mamagawa("other", school="別の高等学校")
    cast.classmate(reunion)
    party = other.program_items.get(kind=ProgramItem.Kind.AFTER_PARTY)
    registration = register(reunion, reply=reply_of_yuko(reunion, items=(party,)))
    assert chosen(registration) == [("main", 8000)]


def test_the_same_submission_twice_is_one_registration_and_one_letter():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    reply = reply_of_yuko(reunion)
    assert register(reunion, reply=reply) == register(reunion, reply=reply)
    assert Registration.objects.count() == 1
    assert kinds_of_letters() == ["bank-info"]


def test_a_double_click_after_the_last_day_still_finds_the_registration():
    reunion = cast.mamagawa()
    reply = reply_of_yuko(reunion)
    first = register(reunion, reply=reply)
    Reunion.objects.update(state=Reunion.State.CLOSED)
    assert register(reunion, reply=reply) == first


def test_somebody_unknown_waits_and_gets_a_neutral_letter():
    reunion = cast.mamagawa()
    registration = register(reunion, reply=reply_of_yuko(reunion))
    assert (registration.state, registration.classmate) == (State.WAITING, None)
    assert registration.waiting_reason == "名簿に同じ名前の人が見つかりません"
    assert kinds_of_letters() == ["waiting"]
    assert Registration.objects.with_due().get().due == 0
    assert chosen(registration) == [("main", 8000)]


def test_what_a_reply_tells_is_noted_in_the_roster_and_in_the_journal_without_contacts():
    reunion = cast.mamagawa()
    yuko = cast.classmate(reunion)
    reply = reply_of_yuko(reunion, current_family_name="石井", current_family_kana="イシイ")
    register(reunion, reply=reply)
    yuko.refresh_from_db()
    assert (yuko.current_family_name, yuko.current_family_kana) == ("石井", "いしい")
    assert sorted(ContactPoint.objects.values_list("classmate", "kind", "value")) == [
        (yuko.pk, "mail", "yuko@mail.example"),
        (yuko.pk, "phone", "090-1234-5678"),
    ]
    sentences = set(Entry.objects.values_list("action", "sentence"))
    assert sentences == {
        ("register", "高田 裕子の申込を受け付けました（申込ページ、参加）"),
        ("learnt", "申込から名簿に書き足しました：メール、電話、いまの名字"),
    }


def test_a_name_of_today_that_the_roster_knows_is_not_overwritten():
    reunion = cast.mamagawa()
    yuko = cast.classmate(reunion, current_family_name="大野")
    register(reunion, reply=reply_of_yuko(reunion, current_family_name="石井"))
    yuko.refresh_from_db()
    assert yuko.current_family_name == "大野"


def test_answering_again_from_the_same_address_changes_nothing_and_sends_the_letter_again():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    first = register(reunion, reply=reply_of_yuko(reunion))
    for _time in range(5):
        again = register(reunion, reply=reply_of_yuko(reunion, email="YUKO@mail.example", attending=False))
        assert again == first
    first.refresh_from_db()
    assert (Registration.objects.count(), first.state) == (1, State.COMING)
    assert kinds_of_letters() == ["bank-info"] * 3
    assert Message.objects.values("key").distinct().count() == 3


def test_the_second_address_is_theirs_too():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    first = register(reunion, reply=reply_of_yuko(reunion, second_email="yuko2@mail.example"))
    again = register(reunion, reply=reply_of_yuko(reunion, email="Yuko2@mail.example"))
    assert again == first
    assert list(Registration.objects.named_like("yuko2@")) == [first]


@pytest.mark.parametrize("email", ["somebody.else@mail.example", ""])
def test_answering_again_without_the_same_address_waits_for_a_person(email):
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    first = register(reunion, reply=reply_of_yuko(reunion))
    second = register(reunion, reply=reply_of_yuko(reunion, email=email, attending=False))
    first.refresh_from_db()
    assert (first.state, second.state) == (State.COMING, State.WAITING)
    assert second.waiting_reason == "同じ人の申込がもうあります"
    assert second.classmate is None


def test_two_replies_without_a_mail_address_are_not_taken_for_the_same():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    register(reunion, reply=reply_of_yuko(reunion, email="", channel=Channel.PAPER))
    second = register(reunion, reply=reply_of_yuko(reunion, email="", channel=Channel.PAPER))
    assert second.waiting_reason == "同じ人の申込がもうあります"
    assert Message.objects.count() == 0


def test_who_has_cancelled_may_sign_up_again():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    first = register(reunion, reply=reply_of_yuko(reunion))
    Registration.objects.filter(pk=first.pk).update(state=State.CANCELLED)
    second = register(reunion, reply=reply_of_yuko(reunion))
    assert (second.state, second.reference) == (State.COMING, with_check_digit(101))


def test_a_guest_is_told_whom_to_ask_after_the_last_day():
    reunion = cast.mamagawa(deadline=timezone.localdate() - dt.timedelta(days=1))
    Reunion.objects.update(contact_phone="090-0000-0000")
    with pytest.raises(Refused) as refusal:
        register(reunion, reply=reply_of_yuko(reunion))
    assert (
        str(refusal.value) == "申込の受付は終わりました。これからのご参加は、090-0000-0000 へご相談ください。"
    )


def test_the_committee_may_enter_a_reply_after_the_last_day():
    reunion = cast.mamagawa(deadline=timezone.localdate() - dt.timedelta(days=1))
    cast.classmate(reunion)
    paper = register(reunion, reply=reply_of_yuko(reunion, channel=Channel.PAPER))
    assert paper.state == State.COMING
    online = register(reunion, reply=reply_of_yuko(reunion, email=""), actor=cast.member(reunion))
    assert online.state == State.WAITING


@pytest.mark.parametrize("state", [Reunion.State.DRAFT, Reunion.State.PAST])
def test_no_reply_is_taken_before_the_reunion_is_public_or_after_it_is_over(state):
    reunion = cast.mamagawa()
    Reunion.objects.update(state=state)
    with pytest.raises(Refused):
        register(reunion, reply=reply_of_yuko(reunion), actor=cast.member(reunion))


def test_names_in_kanji_stay_as_typed_and_addresses_are_tidied():
    reunion = cast.mamagawa()
    reply = reply_of_yuko(reunion, family_name=" 髙田　", email="　ｙｕｋｏ@mail.example ")
    registration = register(reunion, reply=reply)
    assert (registration.family_name, registration.email) == ("髙田", "yuko@mail.example")


def test_an_address_that_cannot_be_read_stays_as_typed_and_is_no_contact_point():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    registration = register(reunion, reply=reply_of_yuko(reunion, email="yuko＠＠mail", phone=""))
    assert registration.email == "yuko＠＠mail"
    assert ContactPoint.objects.count() == 0


def test_consents_keep_the_words_that_were_read():
    reunion = cast.mamagawa()
    consents = ((Consent.Purpose.SHOW_SURNAME, "名字を公開ページに載せてよい"),)
    registration = register(reunion, reply=reply_of_yuko(reunion, consents=consents, show_surname=True))
    assert list(registration.consents.values_list("purpose", "wording")) == [
        ("show_surname", "名字を公開ページに載せてよい")
    ]


def test_a_teacher_comes_as_a_guest():
    reunion = cast.mamagawa()
    harada = cast.teacher(reunion)
    party = reunion.program_items.get(kind=ProgramItem.Kind.AFTER_PARTY)
    reply = Reply(True, "原田", items=(party,), channel=Channel.TELEPHONE, email="harada@mail.example")
    registration = register_teacher(reunion, teacher=harada, reply=reply, actor=cast.member(reunion))
    assert (registration.state, registration.school_name) == (State.COMING, "原田 正")
    assert chosen(registration) == [("main", 0), ("after_party", 0)]
    assert Registration.objects.with_due().get().due == registration.amount_due == 0
    letter = Message.objects.get()
    assert letter.kind == "received"
    assert "1234567" not in letter.body
    assert "会費は頂戴いたしません。" in letter.body
    with pytest.raises(Refused):
        register_teacher(reunion, teacher=harada, reply=Reply(True, "原田"), actor=cast.member(reunion))


def test_without_telling_nobody_gets_a_letter():
    reunion = cast.mamagawa()
    register(reunion, reply=reply_of_yuko(reunion), tell=False)
    assert Message.objects.count() == 0


def test_needs_and_the_wish_for_next_time_are_kept_only_with_their_consent():
    reunion = cast.mamagawa()
    wishes = {"needs": "車いすを使います", "keep_for_next_time": True}
    without = register(reunion, reply=reply_of_yuko(reunion, email="", **wishes))
    assert (without.needs, without.keep_for_next_time) == ("", False)
    consents = ((Consent.Purpose.NEEDS, "伝えてよい"), (Consent.Purpose.NEXT_TIME, "残してよい"))
    agreed = register(reunion, reply=reply_of_yuko(reunion, email="", consents=consents, **wishes))
    agreed.refresh_from_db()
    assert (agreed.needs, agreed.keep_for_next_time) == ("車いすを使います", True)
    assert sorted(agreed.consents.values_list("purpose", flat=True)) == ["needs", "next_time"]


def test_how_else_to_be_reached_and_whom_one_can_reach_are_kept():
    reunion = cast.mamagawa()
    reply = reply_of_yuko(reunion, line_is_fine=True, can_reach=" 森さんの電話を知っています ")
    registration = register(reunion, reply=reply)
    registration.refresh_from_db()
    assert (registration.line_is_fine, registration.can_reach) == (True, "森さんの電話を知っています")
