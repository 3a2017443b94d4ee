import datetime as dt

import pytest
from django.utils import timezone, translation

from reunion import cast
from reunion.events.models import BankAccount, Reunion
from reunion.outreach.texts import texts_for
from reunion.registrations.links import personal_url
from reunion.registrations.models import Registration

pytestmark = pytest.mark.django_db
FORMULAS = ("お世話に", "様", "拝啓", "件名", "【")


def fresh(guest):
    return Registration.objects.select_related("reunion").get(pk=guest.pk)


def yuko(**changes):
    reunion = cast.mamagawa(held_on=dt.date(2099, 2, 14), deadline=dt.date(2099, 1, 24))
    return cast.guest(reunion, items=("main", "after_party"), reference="10017", **changes)


def test_what_is_pasted_into_line_has_no_subject_and_no_opening_line():
    texts = texts_for(fresh(yuko()), writer="クラススタッフの宮本")
    assert texts.line == (
        "真間川高校 還暦同窓会の会費のお振込先です。\n"
        "メールでもお送りしましたが、届いていないかもしれないので、こちらでもお知らせします。\n"
        "\n"
        "申込番号　10017\n"
        "開催日　2099年2月14日（土）\n"
        "本会　8,000円\n"
        "二次会　4,000円\n"
        "お振込の合計　12,000円\n"
        "\n"
        "銀行　ゆうちょ銀行\n"
        "支店　〇一八店\n"
        "種類　普通\n"
        "口座番号　1234567\n"
        "口座名義　ママガワドウソウカイ\n"
        "\n"
        "2099年1月24日（土）までにお願いします。\n"
        "お名前の前に、申込番号を付けてお振り込みください。\n"
        "例　10017 タカダ ユウコ\n"
        "ご家族の口座からでもかまいません。\n"
        "申込番号があれば、どなたか分かります。\n"
        "もうお振り込みのときは、行き違いをお許しください。\n"
        "\n"
        "お手元に届いたら、ひとことお返事をください。"
    )
    assert [formula for formula in FORMULAS if formula in texts.line] == []


def test_a_short_message_and_a_mail_say_who_writes():
    texts = texts_for(fresh(yuko()), writer="クラススタッフの宮本")
    first, rest = texts.signed.split("\n", 1)
    assert (first, rest) == ("真間川高校 還暦同窓会のクラススタッフの宮本です。", texts.line)
    assert texts.subject == "【真間川高校 還暦同窓会】会費のお振込先"


def test_no_mail_is_claimed_where_there_is_no_address():
    assert "メール" not in texts_for(fresh(yuko(email="")), writer="x").line


def test_the_own_page_is_passed_on_only_by_who_may():
    guest = fresh(yuko())
    assert personal_url(guest) in texts_for(guest, writer="x", with_link=True).line
    assert "http" not in texts_for(guest, writer="x").line


def test_who_owes_nothing_reads_of_no_account():
    guest = yuko()
    guest.chosen_items.update(fee=0)
    line = texts_for(fresh(guest), writer="x").line
    assert ("1234567" in line, "お支払いいただく会費はありません。" in line) == (False, True)


def test_a_teacher_is_thanked_with_honour_and_never_reads_of_money():
    reunion = cast.mamagawa()
    guest = cast.registration(reunion, teacher=cast.teacher(reunion), email="harada@docomo.ne.jp")
    guest.chosen_items.create(item=reunion.program_items.get(kind="main"), fee=8000)
    texts = texts_for(fresh(guest), writer="幹事の安藤", with_link=True)
    for text in (texts.line, texts.signed, texts.subject):
        assert [word for word in ("円", "会費", "振込", "口座", "1234567", "http") if word in text] == []
    assert texts.signed.startswith("真間川高校 還暦同窓会の幹事の安藤でございます。\n")
    assert "ご出席のお返事を賜り" in texts.line


def test_without_an_account_there_is_no_text_to_paste():
    guest = yuko()
    BankAccount.objects.all().delete()
    assert texts_for(fresh(guest), writer="x") is None


def test_the_text_is_plain_and_japanese_whatever_the_screen_speaks():
    guest = yuko(transfer_name="<b>&タカダ")
    Reunion.objects.update(name="髙橋 & 𠮷田の会")
    with translation.override("en"):
        text = texts_for(fresh(guest), writer="宮本").line
    assert "例　10017 <b>&タカダ" in text
    assert text.startswith("髙橋 & 𠮷田の会の会費のお振込先です。")
    assert timezone.get_current_timezone_name() == "Asia/Tokyo"
