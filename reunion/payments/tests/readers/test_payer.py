"""Prefixes taken off, names left alone, kinds told."""

import pytest

from reunion.payments.readers.payer import kind_of, payer_of


@pytest.mark.parametrize(
    ("description", "payer"),
    [
        ("振込　ﾔﾏﾀﾞ ﾀﾛｳ", "ﾔﾏﾀﾞ ﾀﾛｳ"),
        ("振込＊ヤマダ　タロウ", "ヤマダ　タロウ"),
        ("振込*ヤマダ", "ヤマダ"),
        ("振込入金＊ヤマダ", "ヤマダ"),
        ("振込  ヤマダ タロウ", "ヤマダ タロウ"),
        ("振込１　ヤマダ", "ヤマダ"),
        ("振込ＩＢ１　ヤマダ", "ヤマダ"),
        ("振込IB1 ヤマダ", "ヤマダ"),
        ("ﾌﾘｺﾐﾆｭｳｷﾝ ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ"),
        ("ﾌﾘｺﾐﾆﾕｳｷﾝ ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ"),
        ("フリコミ ヤマダ", "ヤマダ"),
        ("ことら送金　ヤマダ", "ヤマダ"),
        ("振込　１００７ヤマダ", "１００７ヤマダ"),
        ("振込1007ヤマダ", "1007ヤマダ"),
        ("振込　1 ヤマダ", "1 ヤマダ"),
        ("フリコミヤ　ケン", "フリコミヤ　ケン"),
        ("ヤマタ゛　タロウ", "ヤマタ゛　タロウ"),
        ("=1+1", "=1+1"),
        ("振込", ""),
    ],
)
def test_only_the_known_prefix_is_taken_off(description, payer):
    assert payer_of(description, direction="in", kind="transfer") == payer


def test_a_prefix_stays_on_what_goes_out_or_is_no_guest():
    assert payer_of("振込　ヤマダ", direction="out", kind="transfer") == "振込　ヤマダ"
    assert payer_of("給料振込　カイシヤ", direction="in", kind="salary") == "給料振込　カイシヤ"
    assert payer_of("振込手数料返金", direction="in", kind="") == "振込手数料返金"


@pytest.mark.parametrize(
    ("descriptions", "kind"),
    [
        (("振込１", "ヤマダ"), "transfer"),
        (("送金", "髙﨑　花子"), "transfer"),
        (("", "振込　リソク"), "transfer"),
        (("", "リソク"), "interest"),
        (("利子", ""), "interest"),
        (("", "普通預金利息"), "interest"),
        (("", "給料振込　ﾔﾏﾀﾞ"), "salary"),
        (("", "振込手数料"), "fee"),
        (("", "ＡＴＭ"), "cash"),
        (("", "振込訂正　ヤマダ"), "correction"),
        (("", "ヤマダ　タロウ"), ""),
        (("振込", "組戻"), "correction"),
    ],
)
def test_the_kind_is_told_by_the_column_for_it_then_by_the_text(descriptions, kind):
    assert kind_of(*descriptions) == kind
