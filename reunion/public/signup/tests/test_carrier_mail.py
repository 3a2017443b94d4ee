"""Carrier mail is talked about before sending: what happens to it, what helps, and a second way."""

import pytest

from reunion.public.signup.carriers import carrier_notices, wants_second_way
from reunion.registrations.models import Registration
from reunion.registrations.signing_up import Reply

from .guests import CHECKED, URL, sent_by, typed

DOCOMO = "docomoのメールは、届かないことがあります"
ASKS = "もうひとつの連絡方法を書く"


def test_the_confirmation_shows_the_steps_and_asks_for_a_second_way(client, reunion, settings):
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"
    confirmation = client.post(URL, typed(reunion, email="yuko..58@docomo.ne.jp") | CHECKED)
    page = confirmation.content.decode()
    for phrase in (
        DOCOMO,
        "30日で消える",
        "「受信リスト設定」",
        "reunion.example</b>",
        ASKS,
        "<details open>",
    ):
        assert phrase in page
    assert f'formaction="{URL}#second-way"' in page
    back = client.post(URL, sent_by(confirmation, step="change")).content.decode()
    assert 'value="yuko..58@docomo.ne.jp"' in back
    assert client.post(URL, sent_by(confirmation, step="send")).status_code == 302
    assert Registration.objects.get().email == "yuko..58@docomo.ne.jp"


@pytest.mark.parametrize("second", [{"line_is_fine": "on"}, {"second_email": "yuko@example.com"}])
def test_with_a_second_way_only_the_steps_are_shown(client, reunion, second):
    page = client.post(URL, typed(reunion, email="yuko@ezweb.ne.jp", **second) | CHECKED).content.decode()
    assert "「必ず受信」に印を付ける" in page
    assert ASKS not in page


def test_an_ended_address_is_told_so(client, reunion):
    page = client.post(URL, typed(reunion, email="yuko@pho.ne.jp") | CHECKED).content.decode()
    assert "このメールアドレスのサービスは終わっているため、届きません。" in page
    assert ASKS in page


def test_the_form_holds_every_carriers_notice_and_shows_the_right_one(client, reunion):
    first = client.get(URL).content.decode()
    assert first.count("data-carrier=") == first.count(' hidden>\n      <p class="notice-title">') > 3
    wrong = client.post(URL, typed(reunion, email="yuko@docomo.ne.jp", phone="1") | CHECKED).content.decode()
    assert 'data-carrier="docomo.ne.jp mopera.net mopera.ne.jp">' in wrong
    assert wrong.count("data-carrier=") - 1 == wrong.count(' hidden>\n      <p class="notice-title">')


def test_a_rule_with_a_point_means_every_domain_below():
    shown = {notice.allow_list.carrier: notice for notice in carrier_notices("")}
    assert {"ezweb.ne.jp", ".ezweb.ne.jp"} <= set(shown["au"].domains.split())
    assert "mineo.jp" not in " ".join(notice.domains for notice in shown.values())


@pytest.mark.parametrize(
    ("ways", "wants"),
    [
        ({"email": "a@example.jp"}, False),
        ({"email": "ab@docomo.ne.jp"}, True),
        ({"email": "ab@docomo.ne.jp", "phone": "047-324-5820"}, True),
        ({"email": "ab@docomo.ne.jp", "second_email": "ab@au.com"}, True),
        ({"email": "ab@docomo.ne.jp", "second_email": "ab@example.jp"}, False),
        ({"email": "ab@docomo.ne.jp", "line_is_fine": True}, False),
        ({}, True),
        ({"phone": "047-324-5820"}, False),
        ({"line_is_fine": True}, False),
    ],
)
def test_who_is_asked_for_a_second_way(ways, wants):
    assert wants_second_way(Reply(True, "高田", **ways)) is wants


def test_without_any_way_the_guest_is_asked_and_may_go_on(client, reunion):
    confirmation = client.post(URL, typed(reunion, email="", phone="") | CHECKED)
    assert "メールアドレスがなくても大丈夫です" in confirmation.content.decode()
    assert "連絡先を書き足す" in confirmation.content.decode()
    assert client.post(URL, sent_by(confirmation, step="send")).status_code == 302
