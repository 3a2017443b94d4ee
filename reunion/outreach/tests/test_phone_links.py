from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from reunion.outreach.phone_links import dialled, line_link, mailto_link, sms_link, tel_link

TEXT = '申込番号　1001\n「8,000円」& <script>"x"</script> 髙橋 100%'


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("090-1234-5678", "09012345678"),
        ("０９０ー１２３４−５６７８", "09012345678"),
        ("０９０　１２３４　５６７８", "09012345678"),
        ("(047) 333-4444", "0473334444"),
        ("03・1234・5678", "0312345678"),
        ("080.1234.5678（夜だけ）", "08012345678"),
        ("自宅 047-333-4444、携帯 090-1234-5678", "0473334444"),
        ("090-1234-5678 047-333-4444", "09012345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("0800-123-4567", "08001234567"),
        ("333-4444", ""),
        ("090-1234-567", ""),
        ("なし", ""),
        ("", ""),
        ("090-1234-5678;ext=1,javascript:alert(1)", "09012345678"),
    ],
)
def test_the_digits_of_a_number_as_people_write_it(typed, digits):
    assert dialled(typed) == digits


def test_a_number_that_cannot_be_read_has_no_link():
    assert (tel_link("夜に電話"), sms_link("夜に電話", TEXT)) == ("", "")
    assert tel_link("０９０ー１２３４ー５６７８") == "tel:09012345678"


@pytest.mark.parametrize("phone", ["047-333-4444", "03-1234-5678", "0800-123-4567"])
def test_no_short_message_to_what_is_no_mobile(phone):
    assert sms_link(phone, TEXT) == ""


def test_the_body_of_a_short_message_is_read_by_iphone_and_android():
    link = sms_link("０９０−１２３４−５６７８", TEXT)
    start, body = link.split("?&body=")
    assert (start, unquote(body)) == ("sms:09012345678", TEXT)
    assert not set(body) & set(" &<>\"'\n#?=+")


def test_a_mail_opens_with_subject_and_text():
    link = mailto_link("yuko+reunion@mail.example", subject="【会】会費 & お振込", text=TEXT)
    parts = urlsplit(link)
    assert parts.path == "yuko%2Breunion@mail.example"
    assert parse_qs(parts.query) == {
        "subject": ["【会】会費 & お振込"],
        "body": [TEXT.replace("\n", "\r\n")],
    }
    assert mailto_link("", subject="x", text="x") == ""


def test_an_address_cannot_add_headers_to_the_mail():
    link = mailto_link("a?bcc=b@evil.example&x=@mail.example", subject="x", text="x")
    assert parse_qs(urlsplit(link).query) == {"subject": ["x"], "body": ["x"]}


def test_line_is_handed_the_whole_text():
    assert parse_qs(urlsplit(line_link(TEXT)).query) == {"text": [TEXT]}
    assert line_link(TEXT).startswith("https://line.me/R/share?text=%E7%94%B3")
