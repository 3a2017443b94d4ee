import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.accounts.models import User
from reunion.events.accounts import set_account
from reunion.events.founding import AccountText
from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.mail.signals import before_sending
from reunion.mail.wrapping import columns
from reunion.registrations.links import personal_url
from reunion.registrations.models import Registration, State
from reunion.registrations.signing_up import Reply, register
from reunion.registrations.telling import tell, tell_again
from reunion.roster.models import Classmate, ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db

OTHER_ACCOUNT = AccountText("みずほ銀行", "市川支店", "普通", "7654321", "ママガワドウソウカイ")


def yuko_signs_up(reunion, **changes):
    if not Classmate.objects.exists():
        cast.classmate(reunion)
    details = {
        "attending": True,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "たかだ",
        "given_kana": "ゆうこ",
        "homeroom": cast.homeroom(reunion),
        "email": "yuko@mail.example",
    }
    return register(reunion, reply=Reply(**(details | changes)))


def reasons_not_to_send(message):
    return [answer for _receiver, answer in before_sending.send(Message, message=message) if answer]


def test_the_bank_details_say_how_much_where_and_with_which_number():
    reunion = cast.mamagawa()
    Reunion.objects.update(contact_email="kanji@mamagawa.example", contact_phone="090-0000-0000")
    cast.member(reunion, Role.ORGANIZER, name="原田")
    registration = yuko_signs_up(
        reunion,
        items=tuple(reunion.program_items.all()),
        current_family_name="石井",
        current_family_kana="いしい",
    )
    letter = Message.objects.get()
    reference = registration.reference
    assert letter.key == f"bank-info:{registration.pk}:1"
    assert letter.subject == f"【真間川高校 還暦同窓会】会費のお振込のご案内（申込番号 {reference}）"
    lines = letter.body.splitlines()
    for line in (
        f"申込番号　{reference}",
        "校内見学　0円",
        "本会　8,000円",
        "二次会　4,000円",
        "お振込の合計　12,000円",
        "銀行　ゆうちょ銀行",
        "支店　〇一八店",
        "種類　普通",
        "口座番号　1234567",
        "口座名義　ママガワドウソウカイ",
        f"例　{reference} イシイ ユウコ",
        "在学時と違う「石井」の名義でも、",
        "幹事　原田",
        "メール　kanji@mamagawa.example",
        "電話　090-0000-0000",
        personal_url(registration),
    ):
        assert line in lines
    weekday = "月火水木金土日"[reunion.signup_deadline.weekday()]
    day = reunion.signup_deadline
    assert f"{day.year}年{day.month}月{day.day}日（{weekday}）までにお願いします。" in lines


@pytest.mark.parametrize("attending", [True, False])
def test_lines_are_short_and_nothing_shouts(attending):
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion, attending=attending)
    body = Message.objects.get().body
    long = [line for line in body.splitlines() if columns(line) > 68]
    assert long in ([], [personal_url(registration)])
    assert not set("！!") & set(body)
    assert body.count("http") == 1


def test_the_letter_to_somebody_who_waits_holds_the_own_page_and_no_account():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion, family_name="別人")
    letter = Message.objects.get()
    assert letter.kind == "waiting"
    assert personal_url(registration) in letter.body.splitlines()
    assert ("1234567" in letter.body, "円" in letter.body) == (False,) * 2


def test_a_free_reunion_confirms_without_an_account():
    reunion = cast.mamagawa(fee=0)
    yuko_signs_up(reunion)
    letter = Message.objects.get()
    assert letter.kind == "received"
    assert "1234567" not in letter.body


def test_after_the_last_day_the_letter_names_no_day_that_has_gone():
    reunion = cast.mamagawa(deadline=timezone.localdate() - dt.timedelta(days=1))
    yuko_signs_up(reunion, channel=Registration.Channel.TELEPHONE)
    assert "開催日の前に、お早めにお願いします。" in Message.objects.get().body


def test_without_a_mail_address_there_is_no_letter():
    reunion = cast.mamagawa()
    assert tell(yuko_signs_up(reunion, email="")) is None
    assert Message.objects.count() == 0


def test_telling_twice_is_one_letter_and_asking_again_is_another():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion)
    tell(registration)
    assert Message.objects.count() == 1
    assert tell_again(registration).key == f"bank-info:{registration.pk}:2"
    assert tell_again(registration).key == f"bank-info:{registration.pk}:3"
    assert tell_again(registration) is None


def test_the_bank_details_wait_for_the_account_and_go_once_it_is_there():
    reunion = cast.mamagawa(account=None)
    coming = yuko_signs_up(reunion)
    cast.classmate(reunion, "森 実 もり みのる")
    yuko_signs_up(reunion, family_name="森", given_name="実", family_kana="", given_kana="", attending=False)
    yuko_signs_up(reunion, family_name="別人")
    assert list(Message.objects.order_by("id").values_list("kind", flat=True)) == ["declined", "waiting"]
    treasurer = cast.member(reunion, Role.TREASURER)
    set_account(reunion, account=cast.ACCOUNT, actor=treasurer)
    set_account(reunion, account=cast.ACCOUNT, actor=treasurer)
    letter = Message.objects.get(kind="bank-info")
    assert letter.key == f"bank-info:{coming.pk}:1"
    assert "1234567" in letter.body


def test_a_changed_account_is_told_again_and_the_old_letter_stays_here():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion)
    old = Message.objects.get()
    assert reasons_not_to_send(old) == []
    set_account(reunion, account=OTHER_ACCOUNT, actor=User.objects.first())
    new = Message.objects.get(key=f"bank-info:{registration.pk}:2")
    assert "7654321" in new.body
    assert reasons_not_to_send(new) == []
    assert reasons_not_to_send(old) == ["書いたあとで振込先の口座が変わったため、このメールは送りません。"]


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_nothing_leaves_to_somebody_marked_meanwhile(mark):
    reunion = cast.mamagawa()
    yuko_signs_up(reunion)
    Classmate.objects.update(**{mark: True})
    assert reasons_not_to_send(Message.objects.get()) == ["名簿に、連絡を控える印があります。"]


def test_a_letter_that_has_become_wrong_stays_here():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion)
    Registration.objects.filter(pk=registration.pk).update(state=State.DECLINED)
    assert reasons_not_to_send(Message.objects.get()) == [
        "書いたあとで申込の内容が変わったため、このメールは送りません。"
    ]


def test_letters_about_other_things_are_none_of_our_business():
    reunion = cast.mamagawa()
    yuko_signs_up(reunion)
    Message.objects.update(about="team.member:1")
    Classmate.objects.update(deceased=True)
    assert reasons_not_to_send(Message.objects.get()) == []


def addressed(**conditions):
    rows = Message.objects.filter(**conditions).order_by("id")
    return list(rows.values_list("recipient", "key"))


def test_each_address_gets_the_letter_once():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion, second_email=" ＹＵＫＯ＠home.example ")
    number = registration.pk
    assert registration.second_email == "YUKO@home.example"
    assert addressed() == [
        ("yuko@mail.example", f"bank-info:{number}:1"),
        ("YUKO@home.example", f"bank-info:{number}:1:second"),
    ]
    tell(registration)
    assert Message.objects.count() == 2
    assert tell_again(registration).key == f"bank-info:{number}:2"
    assert tell_again(registration).key == f"bank-info:{number}:3"
    assert tell_again(registration) is None
    assert Message.objects.count() == 6
    assert ContactPoint.objects.filter(kind="mail").count() == 2


@pytest.mark.parametrize(
    ("email", "second", "kept"),
    [
        ("yuko@mail.example", "YUKO@mail.example", ("yuko@mail.example", "")),
        ("", "yuko@home.example", ("yuko@home.example", "")),
        ("yuko@mail.example", "", ("yuko@mail.example", "")),
    ],
)
def test_the_second_address_is_another_one(email, second, kept):
    registration = yuko_signs_up(cast.mamagawa(), email=email, second_email=second)
    assert (registration.email, registration.second_email) == kept
    assert Message.objects.count() == 1


def test_the_account_is_told_at_an_address_that_does_not_know_it_yet():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion)
    set_account(reunion, account=cast.ACCOUNT)
    assert Message.objects.count() == 1
    Registration.objects.update(second_email="yuko@home.example")
    set_account(reunion, account=cast.ACCOUNT)
    set_account(reunion, account=cast.ACCOUNT)
    assert addressed(recipient="yuko@home.example") == [
        ("yuko@home.example", f"bank-info:{registration.pk}:2:second")
    ]
    set_account(reunion, account=OTHER_ACCOUNT)
    assert Message.objects.filter(body__contains="7654321").count() == 2


def test_a_letter_with_an_old_sum_stays_here():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion)
    registration.chosen_items.update(fee=9000)
    assert reasons_not_to_send(Message.objects.get()) == [
        "書いたあとで会費が変わったため、このメールは送りません。"
    ]


def test_a_letter_to_the_second_address_is_looked_at_like_the_first():
    reunion = cast.mamagawa()
    registration = yuko_signs_up(reunion, second_email="yuko@home.example")
    second = Message.objects.get(recipient="yuko@home.example")
    assert reasons_not_to_send(second) == []
    Registration.objects.filter(pk=registration.pk).update(state=State.CANCELLED)
    assert reasons_not_to_send(second) == ["書いたあとで申込の内容が変わったため、このメールは送りません。"]
