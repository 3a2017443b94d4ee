"""Every kind of address a classmate may leave, and every row of the table of carriers."""

import csv

import pytest

from reunion.mail.carrier_domains import TABLE
from reunion.mail.risk import Risk, assess, is_acceptable, tidy

CARRIER_RULES = tuple(csv.DictReader(TABLE.open(encoding="utf-8", newline=""), delimiter="\t"))


def typed_domain(rule):
    return f"q7.{rule['domain']}" if rule["match"] == "subdomain" else rule["domain"]


def expected_level(rule):
    if rule["carrier"] == "mvno":
        return "none"
    return "dead" if rule["status"] == "ended" else "carrier"


def expected_carrier(rule):
    return "" if rule["carrier"] == "mvno" else rule["carrier"]


@pytest.mark.parametrize("rule", CARRIER_RULES, ids=lambda rule: f"{rule['match']} {rule['domain']}")
class TestTableOfCarriers:
    def test_level_and_carrier_follow_the_row(self, rule):
        risk = assess(f"Hanako.ab-12_x@{typed_domain(rule)}")
        assert (risk.level, risk.carrier) == (expected_level(rule), expected_carrier(rule))

    def test_two_dots_are_accepted_exactly_where_the_row_is_loose(self, rule):
        risk = assess(f"taro..x.@{typed_domain(rule)}")
        expected = expected_level(rule) if rule["loose_local_part"] == "true" else "malformed"
        assert risk.level == expected

    def test_capital_letters_make_no_difference(self, rule):
        domain = typed_domain(rule)
        assert assess(f"taro@{domain.upper()}") == assess(f"taro@{domain}")

    def test_look_alikes_are_no_carrier(self, rule):
        domain = rule["domain"]
        registered = ".".join(domain.split(".")[-3 if domain.endswith((".ne.jp", ".or.jp")) else -2 :])
        look_alikes = (
            f"notreally{registered}",
            f"{domain}.example.com",
            f"{domain.replace('.', '-')}.example.jp",
        )
        assert [assess(f"taro@{look_alike}") for look_alike in look_alikes] == [Risk("none")] * 3


@pytest.mark.parametrize(
    ("domain", "level", "carrier"),
    [
        ("docomo.ne.jp", "carrier", "docomo"),
        ("sub.docomo.ne.jp", "none", ""),
        ("notdocomo.ne.jp", "none", ""),
        ("docomo.ne.jp.example.com", "none", ""),
        ("xx.ezweb.ne.jp", "carrier", "au"),
        ("t2.biz.ezweb.ne.jp", "carrier", "au"),
        ("sub.softbank.ne.jp", "none", ""),
        ("d.vodafone.ne.jp", "carrier", "softbank"),
        ("j.vodafone.ne.jp", "none", ""),
        ("vodafone.ne.jp", "none", ""),
        ("jp-k.ne.jp", "carrier", "softbank"),
        ("jp-j.ne.jp", "none", ""),
        ("yahoo.ne.jp", "carrier", "ymobile"),
        ("yahoo.co.jp", "none", ""),
        ("m7.dion.ne.jp", "none", ""),
        ("hct.dion.ne.jp", "dead", "au"),
        ("dk.pdx.ne.jp", "carrier", "ymobile"),
        ("mineo.jp", "none", ""),
        ("rose.ocn.ne.jp", "none", ""),
    ],
)
def test_whole_labels_decide_which_carrier_it_is(domain, level, carrier):
    risk = assess(f"hanako@{domain}")
    assert (risk.level, risk.carrier) == (level, carrier)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmali.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmail.co.jp", "gmail.com"),
        ("gmail.jp", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("docomo.ne.jo", "docomo.ne.jp"),
        ("docomo.ne.jpp", "docomo.ne.jp"),
        ("docomo.co.jp", "docomo.ne.jp"),
        ("docomo.nejp", "docomo.ne.jp"),
        ("docomo.jp", "docomo.ne.jp"),
        ("docomo.com", "docomo.ne.jp"),
        ("docomo.ne.co.jp", ""),
        ("dcomo.ne.jp", "docomo.ne.jp"),
        ("docom.ne.jp", "docomo.ne.jp"),
        ("docmo.ne.jp", "docomo.ne.jp"),
        ("dokomo.ne.jp", "docomo.ne.jp"),
        ("docomone.jp", "docomo.ne.jp"),
        ("ezweb.ne.jo", "ezweb.ne.jp"),
        ("ezweb.co.jp", "ezweb.ne.jp"),
        ("ezwe.ne.jp", "ezweb.ne.jp"),
        ("softbank.jp", "softbank.ne.jp"),
        ("softbank.ne.jo", "softbank.ne.jp"),
        ("sofbank.ne.jp", "softbank.ne.jp"),
        ("i.softbank.ne.jp", "i.softbank.jp"),
        ("i.softbank.jo", "i.softbank.jp"),
        ("isoftbank.jp", "i.softbank.jp"),
        ("au.con", "au.com"),
        ("au.co", "au.com"),
        ("yahoo.co.jo", "yahoo.co.jp"),
        ("yaho.co.jp", "yahoo.co.jp"),
        ("yahooo.co.jp", "yahoo.co.jp"),
        ("yahoo.cojp", "yahoo.co.jp"),
        ("yahoo.jp", "yahoo.co.jp"),
        ("hotmail.co", "hotmail.com"),
        ("hotmai.com", "hotmail.com"),
        ("iclod.com", "icloud.com"),
        ("icloud.co", "icloud.com"),
        ("icloud.co.jp", "icloud.com"),
        ("outlok.jp", "outlook.jp"),
        ("outlook.co.jp", "outlook.jp"),
        ("nifty.co", "nifty.com"),
        ("nitfy.com", "nifty.com"),
        ("jcom.home.ne.jo", "jcom.home.ne.jp"),
        ("rose.ocn.ne.jo", "rose.ocn.ne.jp"),
        ("our-company.con", "our-company.com"),
        ("our-company.co.jo", "our-company.co.jp"),
        ("our-company.cojp", "our-company.co.jp"),
    ],
)
def test_a_slip_of_the_finger_is_called_one_and_the_likely_address_given(typed, meant):
    risk = assess(f"Hanako.12@{typed}")
    expected = ("typo", "", f"Hanako.12@{meant}") if meant else ("none", "", "")
    assert (risk.level, risk.carrier, risk.suggestion) == expected


REAL_DOMAINS = """
yahoo.com ymail.com ymail.ne.jp gmx.com mail.com email.com gmail.de me.com mac.com cloud.com
hotmail.co.jp hotmail.com hotmail.fr live.jp live.com msn.com outlook.com outlook.jp outlook.de
aol.com googlemail.com yahoo.co.uk yahoo.fr yahoo.com.br jcom.home.ne.jp jcom.zaq.ne.jp nifty.com
nifty.ne.jp ocn.ne.jp rose.ocn.ne.jp kde.biglobe.ne.jp xa2.so-net.ne.jp aqua.plala.or.jp
k3.dion.ne.jp tcn.ne.jp dcn.ne.jp ncn-k.net fifty.com nttdocomo.com example.co.jp ichikawa.lg.jp
kwansei.ac.jp toyota.co.jp tokyo-med.ac.jp iij.ad.jp line.jp love.com proton.me test.co
pref.chiba.lg.jp t-com.ne.jp
"""


@pytest.mark.parametrize("domain", REAL_DOMAINS.split())
def test_a_real_domain_is_never_called_a_slip(domain):
    assert assess(f"hanako@{domain}") == Risk("none")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("hanako.docomo.ne.jp", "@（アットマーク）がありません。"),
        ("hanako", "@（アットマーク）がありません。"),
        ("hanako@@docomo.ne.jp", "@（アットマーク）が二つ以上あります。"),
        ("hanako@home@docomo.ne.jp", "@（アットマーク）が二つ以上あります。"),
        ("@docomo.ne.jp", "@（アットマーク）の前がありません。"),
        ("hanako@", "@（アットマーク）の後ろがありません。"),
        ("hanako@docomo", "@（アットマーク）の後ろが途中で切れています。"),
        ("hanako@docomo..ne.jp", "@（アットマーク）の後ろの点の位置が正しくありません。"),
        ("hanako@.docomo.ne.jp", "@（アットマーク）の後ろの点の位置が正しくありません。"),
        ("hanako@docomo,ne.jp", "@（アットマーク）の後ろに、使えない文字が入っています。"),
        ("hanako@-docomo.ne.jp", "@（アットマーク）の後ろに、使えない文字が入っています。"),
        ("hanako@do_como.ne.jp", "@（アットマーク）の後ろに、使えない文字が入っています。"),
        ("hanako@192.168.1.1", "@（アットマーク）の後ろに、使えない文字が入っています。"),
        ("hanako,1@gmail.com", "@（アットマーク）の前に、使えない文字が入っています。"),
        ("hana(ko@gmail.com", "@（アットマーク）の前に、使えない文字が入っています。"),
        ("hana;ko@docomo.ne.jp", "@（アットマーク）の前に、使えない文字が入っています。"),
        ("h@docomo.ne.jp", "@（アットマーク）の前が短すぎます。"),
        ("hanako..x@gmail.com", "@（アットマーク）の前の点の位置が正しくありません。"),
        ("hanako.@softbank.ne.jp", "@（アットマーク）の前の点の位置が正しくありません。"),
        (".hanako@yahoo.co.jp", "@（アットマーク）の前の点の位置が正しくありません。"),
        ("花子@docomo.ne.jp", "ひらがなや漢字など、メールアドレスに使えない文字が入っています。"),
        ("hanakoあ@gmail.com", "ひらがなや漢字など、メールアドレスに使えない文字が入っています。"),
        ("hanako@gmail.com\nBcc:x", "@（アットマーク）の後ろに、使えない文字が入っています。"),
        ("h" * 65 + "@gmail.com", "@（アットマーク）の前が長すぎます。"),
        ("h@" + "a." * 130 + "com", "メールアドレスが長すぎます。"),
        ("a@gmail.com;b@gmail.com", "@（アットマーク）が二つ以上あります。"),
    ],
)
def test_an_address_no_mail_can_be_sent_to_is_malformed(address, reason):
    assert assess(address) == Risk(
        "malformed", reason=reason, advice="メールアドレスをもう一度ご確認ください。"
    )
    assert not is_acceptable(address)


@pytest.mark.parametrize(
    "address",
    [
        "taro..x@docomo.ne.jp",
        "taro.@ezweb.ne.jp",
        ".taro@docomo.ne.jp",
        "a?b/c+d@docomo.ne.jp",
        '"taro..x"@docomo.ne.jp',
    ],
)
def test_addresses_sold_before_2009_are_accepted(address):
    assert assess(address).level == "carrier"
    assert is_acceptable(address)
    assert tidy(address) == address


def test_an_old_address_with_a_slip_in_its_domain_is_a_slip():
    assert assess("taro..x@docomo.ne.jo").suggestion == "taro..x@docomo.ne.jp"


def test_no_address_is_no_risk():
    for nothing in ("", " ", "　", "。"):
        assert assess(nothing) == Risk("none", reason="メールアドレスがありません。")
    assert is_acceptable("")


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("ｈａｎａｋｏ＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ", "hanako@docomo.ne.jp"),
        ("Hanako@Docomo.ne.jp", "Hanako@Docomo.ne.jp"),
        (" hanako @ gmail . com　", "hanako@gmail.com"),
        ("hanako@yahoo。co。jp", "hanako@yahoo.co.jp"),
        ("hanako@gmail.com。", "hanako@gmail.com"),
        ("hanako@gmail.com、", "hanako@gmail.com"),
        ("hanako@gmail.com.", "hanako@gmail.com"),
        ("mailto:hanako@gmail.com", "hanako@gmail.com"),
        ("MAILTO：hanako@gmail.com", "hanako@gmail.com"),
        ("<hanako@gmail.com>", "hanako@gmail.com"),
        ("hana＿ko－1＋x@gmail.com", "hana_ko-1+x@gmail.com"),
        ("hana‐koー1@gmail.com\r\n", "hana-ko-1@gmail.com"),
        ("\u200bhanako@gmail.com\ufeff", "hanako@gmail.com"),
        ("花子@gmail.com", "花子@gmail.com"),
        ("hanako..x.@docomo.ne.jp", "hanako..x.@docomo.ne.jp"),
        ("", ""),
    ],
)
def test_tidying_changes_only_what_cannot_be_part_of_an_address(typed, tidied):
    assert tidy(typed) == tidied
    assert assess(typed) == assess(tidied)


def test_a_person_with_carrier_mail_is_told_where_to_look():
    assert assess("hanako@docomo.ne.jp") == Risk(
        "carrier",
        carrier="docomo",
        reason="携帯電話会社のメールは、迷惑メールとして止められ、届かないことがあります。",
        advice="届かないときは「迷惑メールフォルダ」をご覧になり、受信リスト設定に同窓会のアドレスを加えてください。",
    )


def test_every_live_carrier_has_advice_and_every_ended_one_another_wish():
    for rule in CARRIER_RULES:
        risk = assess(f"hanako@{typed_domain(rule)}")
        if risk.level == "dead":
            assert risk.advice == "いまお使いの別のメールアドレスをお知らせください。"
        if risk.level == "carrier":
            assert risk.advice.startswith("届かないときは")


def test_a_slip_names_what_was_typed_and_what_was_meant():
    assert assess("hanako@docomo.ne.jo") == Risk(
        "typo",
        reason="「docomo.ne.jo」は打ち間違いかもしれません。",
        advice="「hanako@docomo.ne.jp」ではないか、ご確認ください。",
        suggestion="hanako@docomo.ne.jp",
    )
