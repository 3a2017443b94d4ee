"""The names that may stand in braces, what each puts in, and an example of it.

A name means the same in every letter; which letter may use which is said in wording.py. What belongs to a
registration is filled in where registrations are known, money where payments are; only what the reunion
itself says is filled in here. Letters are Japanese, and so are the examples.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.dateformat import format as date_in_words
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion, VenueBooking

from .placeholders import Value


@dataclass(frozen=True)
class Placeholder:
    """A block is several lines made by the house, and never fits into a subject."""

    name: str
    meaning: str | Promise
    example: str
    is_block: bool = False


PERSON = [
    Placeholder("お名前", _("受け取る人の、在学時のお名前"), "高田 裕子"),
    Placeholder("敬称", _("同窓生は「様」、恩師は「先生」"), "様"),
    Placeholder("申込番号", _("この人の申込番号"), "1017"),
    Placeholder(
        "専用ページ", _("この人だけのページのアドレス"), "https://reunion.example/mamagawa/my/xxxxxxxx/"
    ),
    Placeholder(
        "お返事の変更",
        _("取り消したあとも返事を変えられること（変えられる人にだけ）"),
        "ご都合が変わったときは、締め切りまで、\nもう一度お返事いただけます。",
        True,
    ),
]
REUNION = [
    Placeholder("会の名前", _("会の名前"), "真間川高校 還暦同窓会"),
    Placeholder("学校", _("学校の名前"), "真間川高等学校"),
    Placeholder("卒業年", _("卒業の年と月"), "昭和58年3月卒"),
    Placeholder("開催日", _("開催日と曜日"), "2027年2月13日（土）"),
    Placeholder("締め切り", _("申込の締め切りの日と曜日"), "2027年1月23日（土）"),
    Placeholder("会場", _("会場の名前、住所、行き方、地図、電話"), "ホテル市川ベイ 3階 富士の間", True),
    Placeholder(
        "会の連絡先",
        _("会の名前と、連絡先のメールと電話"),
        "真間川高校 還暦同窓会\nメール kanji@example.jp",
        True,
    ),
    Placeholder(
        "差出人",
        _("だれが送ったメールか、尋ねる先はどこか"),
        "■ このメールについて\n真間川高等学校\n昭和58年3月卒の同窓会の幹事が、\nお送りしています。",
        True,
    ),
]
CHOICE = [
    Placeholder(
        "申込の内容",
        _("申込番号、開催日、参加するもの、同伴の方、会費の合計"),
        "申込番号　1017\n開催日　2027年2月13日（土）\n本会　8,000円\nお振込の合計　8,000円",
        True,
    ),
    Placeholder("空き待ち", _("空きを待っているもの（あるときだけ）"), "・二次会", True),
    Placeholder("空いたもの", _("席が用意できたものの名前"), "二次会"),
    Placeholder("当日の予定", _("この人が参加するものの時刻と場所"), "12:00　本会", True),
]
MONEY = [
    Placeholder(
        "振込先",
        _("口座（会費のある同窓生にだけ出ます）"),
        "銀行　ゆうちょ銀行\n支店　〇一八店\n種類　普通\n口座番号　1234567\n口座名義　ママガワドウソウカイ",
        True,
    ),
    Placeholder("お支払いの合計", _("この人の会費の合計"), "8,000円"),
    Placeholder(
        "振込の期日",
        _("いつまでに振り込むか。期日を過ぎると「お早めに」に変わります"),
        "2027年1月23日（土）までにお願いします。",
        True,
    ),
    Placeholder(
        "振込名義の例",
        _("申込番号を添えた名義の例"),
        "例　1017 タカダ ユウコ",
        True,
    ),
    Placeholder(
        "振込のしかた",
        _("窓口、ATM、ネットでの振り込み方（会費のある同窓生にだけ）"),
        "・窓口　振込用紙の「ご依頼人」の欄に、\n　申込番号とお名前をお書きください。",
        True,
    ),
    Placeholder("返金", _("会費をお返しするかどうか（会費のある人にだけ）"), "全額をお返しします。", True),
]
PAYMENT = [
    Placeholder("いただいた金額", _("今回入金のあった金額"), "8,000円"),
    Placeholder("入金の日", _("入金のあった日"), "2026年12月3日（木）"),
    Placeholder("受領番号", _("受け取りの番号"), "R-1017-1"),
    Placeholder("ご入金の合計", _("これまでに確認できた入金の合計"), "8,000円"),
    Placeholder(
        "残りのお支払い", _("残りがあるか、多くいただいたか"), "会費は、すべてお支払いいただきました。", True
    ),
    Placeholder("領収書", _("領収書の番号（もう発行したときだけ）"), "領収書　No. 12", True),
    Placeholder("お知らせした金額", _("前のメールで知らせた金額（訂正のときだけ）"), "8,000円"),
    Placeholder("お支払いの残り", _("まだ入金を確認できていない金額"), "8,000円"),
]
QUESTION = [
    Placeholder("お返事", _("幹事が書いた返事"), "駐車場は10台分あります。\n電車のほうが便利です。", True),
    Placeholder("いただいたお便り", _("届いた便りの初めの部分"), "　駐車場はありますか。", True),
    Placeholder("お便りの日", _("便りの届いた日"), "12月3日（木）"),
    Placeholder(
        "質問のページ", _("続きを尋ねるページのアドレス"), "https://reunion.example/mamagawa/question/"
    ),
]
ALL = {
    placeholder.name: placeholder for placeholder in [*PERSON, *REUNION, *CHOICE, *MONEY, *PAYMENT, *QUESTION]
}


def of_reunion(reunion: Reunion) -> dict[str, Value]:
    """What the reunion itself fills in, in Japanese; who sends a letter the team says."""
    return {
        "会の名前": reunion.name,
        "学校": reunion.cohort.school.name,
        "卒業年": reunion.cohort.graduation,
        "開催日": day(reunion.held_on),
        "締め切り": day(reunion.signup_deadline),
        "会場": lambda: venue(reunion),
        "会の連絡先": signature(reunion),
        "差出人": signature(reunion),
    }


def day(date: dt.date) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return date_in_words(date, "Y年n月j日（D）")


def venue(reunion: Reunion) -> str:
    """Where it is booked; empty until then."""
    booked = VenueBooking.objects.filter(reunion=reunion, state=VenueBooking.State.BOOKED)
    booking = booked.select_related("venue").first()
    if booking is None:
        return ""
    place = booking.venue
    map_url, phone = place.map_url and f"地図　{place.map_url}", place.phone and f"電話　{place.phone}"
    lines = [f"{place.name}　{booking.room}".strip(), place.address, place.access, map_url, phone]
    return "\n".join(line for line in lines if line)


def signature(reunion: Reunion) -> str:
    """The reunion and how to reach its committee, a line each."""
    lines = [reunion.name]
    if reunion.contact_email:
        lines.append(f"メール {reunion.contact_email}")
    if reunion.contact_phone:
        lines.append(f"電話 {reunion.contact_phone}")
    return "\n".join(lines)


def examples() -> dict[str, Value]:
    """What stands in a preview while no real person is chosen."""
    return {placeholder.name: placeholder.example for placeholder in ALL.values()}
