"""完了: the same for everybody with a mail address; for others a slip, their own page and a text for LINE."""

import re
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit
from zlib import decompress

import pytest

from reunion import cast
from reunion.registrations.links import personal_url
from reunion.registrations.models import Registration

from .guests import SENT, URL, typed, words


@pytest.fixture
def reunion(reunion):
    reunion.contact_phone = "047-000-0000"
    reunion.save()
    return reunion


def receipt_in(answer):
    """What somebody who sees the address can read in it."""
    signed = parse_qs(urlsplit(answer.url).query)["receipt"][0].split(":")[0]
    packed = urlsafe_b64decode(signed.lstrip(".") + "==")
    return (decompress(packed) if signed.startswith(".") else packed).decode()


def test_the_address_of_the_last_page_tells_nothing_about_anybody(client, reunion):
    with_mail = client.post(URL, typed(reunion) | SENT)
    assert receipt_in(with_mail) == '{"attending":true,"teacher":false,"mail":true,"waits":false}'
    without = receipt_in(client.post(URL, typed(reunion, email="") | SENT))
    kept = Registration.objects.get(email="")
    for private in (kept.reference, "高田", "090", "yuko"):
        assert private not in without


@pytest.mark.parametrize("attending", ["yes", "no"])
def test_who_had_signed_up_before_sees_the_same(client, reunion, attending):
    cast.classmate(reunion)
    first = client.post(URL, typed(reunion, attending=attending) | SENT, follow=True)
    second = client.post(URL, typed(reunion, attending=attending) | SENT, follow=True)
    stranger = client.post(URL, typed(reunion, attending=attending, email="b@example.jp") | SENT, follow=True)
    assert words(first) == words(second) == words(stranger)


def test_without_mail_there_is_a_slip(client, reunion):
    page = client.post(URL, typed(reunion, email="") | SENT, follow=True).content.decode()
    kept = Registration.objects.get()
    slip = page[page.index('<section class="slip"') : page.index("</section>")]
    for phrase in (
        "高田 裕子 様",
        kept.reference,
        reunion.name,
        "<br>12:00 本会",
        "<br>15:00 二次会",
        "047-000-0000",
        personal_url(kept),
    ):
        assert phrase in slip
    assert "<svg" in slip
    assert "会費の振込先は、幹事からお電話やLINEでお伝えします。" in page


def test_who_left_no_way_to_be_reached_is_not_promised_a_call(client, reunion):
    left_nothing = typed(reunion, email="", phone="") | SENT
    page = client.post(URL, left_nothing, follow=True).content.decode()
    assert "ご連絡先が要ります。" in page
    assert "お電話やLINEでお伝えします" not in page
    assert 'href="tel:0470000000"' in page


@pytest.mark.parametrize(("attending", "has_calendar"), [("yes", True), ("no", False)])
def test_the_last_page_helps_to_keep_the_day_and_to_pass_it_on(client, reunion, attending, has_calendar):
    page = client.post(URL, typed(reunion, attending=attending) | SENT, follow=True).content.decode()
    assert ("/mamagawa/calendar.ics" in page) is has_calendar
    text = unquote_plus(re.search(r'href="https://line.me/R/share\?text=([^"]+)"', page)[1])
    assert text.startswith("真間川高校 還暦同窓会のご案内です。")
    assert text.endswith("/mamagawa/")


def test_the_text_for_line_holds_neither_the_account_nor_the_personal_page(client, reunion):
    page = client.post(URL, typed(reunion, email="") | SENT, follow=True).content.decode()
    text = re.search(r'<pre class="copy-text" id="line-text">([^<]+)</pre>', page)[1]
    kept = Registration.objects.get()
    held_on = reunion.held_on
    day = f"{held_on.month}月{held_on.day}日（{'月火水木金土日'[held_on.weekday()]}）"
    assert text.splitlines() == [
        f"{day}の真間川高校 還暦同窓会に、参加と返事をしました。",
        f"3年A組 高田 裕子（申込番号 {kept.reference}）",
        "メールがないので、ご連絡はLINEか電話でお願いします。",
    ]
    link = re.search(r'href="https://line.me/R/share\?text=([^"]+)"', page)[1]
    assert unquote(link) == text
    assert "1234567" not in page


def test_who_declines_without_mail_is_told_of_no_payment(client, reunion):
    page = client.post(URL, typed(reunion, email="", attending="no") | SENT, follow=True).content.decode()
    assert "欠席と返事をしました。" in page
    assert "振込" not in page


def test_a_withdrawn_link_shows_no_slip(client, reunion):
    done = client.post(URL, typed(reunion, email="") | SENT)
    Registration.objects.update(link_revision=2)
    page = client.get(done.url).content.decode()
    assert "お知らせを受け取りました" in page
    assert 'class="slip"' not in page


def test_the_last_page_is_nobodys_but_the_guests(client, reunion):
    page = client.post(URL, typed(reunion, email="") | SENT, follow=True)
    assert "no-store" in page["Cache-Control"]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
