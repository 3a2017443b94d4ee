"""Every bank's own table, as its web site gives it, and the tables of banks nobody told us about."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from reunion.payments.readers import AccountInfo, StatementError, read_all
from reunion.payments.readers.banks import TABLES
from reunion.payments.tests.readers.files import TODAY, read_today, seen, table

YUCHO = (
    "お客さま口座情報",
    "現在高,1016000,",
    "出力日時,令和 8年6月30日",
    "お客さま口座番号,10120-12345671",
    "照会対象,全明細",
    "明細件数：3",
    "",
    "取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高,",
    "20260603,00000001,8000,,振込,ヤマダ　タロウ,1008000,",
    "20260604,00000002,8000,,送金,髙﨑　花子,1016000,",
    "20260605,00000003,,500,料金,,1015500,",
)
ANSER_HEADING = (
    "照会口座,番号,勘定日,（起算日）,出金金額（円）,入金金額（円）,小切手区分,残高（円）,取引区分,明細区分,"
    "金融機関名,支店名,摘要"
)
RESONA_HEADING = (
    "レコード区分,年,月,日,時,分,連絡先名,金融機関名,支店名,口座番号区分,口座種別,口座番号,再送表示,取引名,"
    "取扱日付　年,取扱日付　月,取扱日付　日,金額,取引後残高,摘要,コメント"
)
PAYPAY_HEADING = (
    "操作日(年),操作日(月),操作日(日),操作時刻(時),操作時刻(分),操作時刻(秒),取引順番号,"
    "摘要,お支払金額,お預り金額,残高,メモ"
)

# code, file, what is seen; a payer who came in, then money that went out.
FILES = {
    "yucho": (
        YUCHO,
        [
            (9, "2026-06-03", "in", 8000, "ヤマダ　タロウ"),
            (10, "2026-06-04", "in", 8000, "髙﨑　花子"),
            (11, "2026-06-05", "out", 500, ""),
        ],
    ),
    "mufg": (
        (
            '"日付","摘要","摘要内容","支払い金額","預かり金額","差引残高","メモ","未資金化区分","入払区分"',
            '"2026/6/3","振込ＩＢ１","ヤマダ　タロウ","","8,000","9,000","","",""',
            '"2026/6/4","カード","","500","","8,500","","",""',
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ　タロウ"), (3, "2026-06-04", "out", 500, "")],
    ),
    "smbc": (
        (
            "年月日,お引出し,お預入れ,お取り扱い内容,残高,メモ,ラベル",
            '2026/6/3,,8000,"振込　ﾔﾏﾀﾞ ﾀﾛｳ",9000,,',
            '2026/6/4,500,,"手数料",8500,,',
            ",,,,8500,,",
        ),
        [(2, "2026-06-03", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "mizuho": (
        (
            "口座情報",
            "銀行名,みずほ銀行",
            "支店名,東京営業部",
            "科目,普通",
            "口座番号,7654321",
            "口座名義,ﾄﾞｳｿｳｶｲ",
            "照会期間,2026.06.01 - 2026.06.30",
            "",
            "",
            "明細通番,日付,お引出金額,お預入金額,残高,お取引内容",
            '"00001","2026.06.03","-","8,000","9,000","ﾌﾘｺﾐ ﾔﾏﾀﾞ ﾀﾛｳ"',
            '"00002","2026.06.04","500","-","8,500","ATM"',
        ),
        [(11, "2026-06-03", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ"), (12, "2026-06-04", "out", 500, "ATM")],
    ),
    "resona": (
        (
            RESONA_HEADING,
            "明細,2026,06,30,10,00,,りそな,本店,1,普通,7654321,,入金,2026,06,03,8000,9000,振込　ﾔﾏﾀﾞ ﾀﾛｳ,",
            "明細,2026,06,30,10,00,,りそな,本店,1,普通,7654321,,支払,2026,06,04,500,8500,手数料,",
        ),
        [(2, "2026-06-03", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "rakuten": (
        (
            "取引日,入出金(円),取引後残高(円),入出金内容",
            "20260603,8000,9000,ヤマタ゛　タロウ",
            "20260604,-500,8500,手数料",
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマタ゛　タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "sbi": (
        (
            '"日付","内容","出金金額(円)","入金金額(円)","残高(円)","メモ"',
            '"2026/06/04","手数料","500",,"8,500","-"',
            '"2026/06/03","振込＊ヤマダ　タロウ",,"8,000","9,000","-"',
        ),
        [(2, "2026-06-04", "out", 500, "手数料"), (3, "2026-06-03", "in", 8000, "ヤマダ　タロウ")],
    ),
    "paypay": (
        (
            PAYPAY_HEADING,
            '"2026","6","3","9","05","01","1","振込　ヤマダ　タロウ","","8000","9000","-"',
            '"2026","6","4","9","05","01","1","手数料","500","","8500","-"',
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ　タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "gmo": (
        (
            '"日付","摘要","入金金額","出金金額","残高","メモ"',
            '"20260603","振込  ヤマダ タロウ","8000","","9000",""',
            '"20260604","手数料","","500","8500",""',
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "sony": (
        (
            "お取り引き日,摘要,参考情報,お預け入れ額,お引き出し額,差し引き残高",
            "2026年06月03日,振込　ヤマダ　タロウ,,8000,,9000",
            "2026年06月04日,手数料,,,500,8500",
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ　タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "anser": (
        (
            ANSER_HEADING,
            '"本店 普通 7654321","1","2026年06月03日","2026年06月02日","","8,000","","9,000",'
            '"振込","","ﾐｽﾞﾎ","ﾎﾝﾃﾝ","ﾔﾏﾀﾞ ﾀﾛｳ"',
            '"本店 普通 7654321","2","2026年06月04日","","500","","","8,500","手数料","","","",""',
        ),
        [(2, "2026-06-03", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ"), (3, "2026-06-04", "out", 500, "")],
    ),
    "shinsei": (
        (
            "取引日,摘要,出金金額,入金金額,残高,メモ",
            "2026/06/03,振込　ヤマダ　タロウ,,8000,9000,",
            "2026/06/04,手数料,500,,8500,",
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ　タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
    "aeon": (
        (
            "日付,お取引内容,お引出し,お預入れ,残高（お借入れはマイナス表示）",
            "2026/6/3,振込　ヤマダ　タロウ,,8000,9000",
            "2026/6/4,手数料,500,,-8500",
        ),
        [(2, "2026-06-03", "in", 8000, "ヤマダ　タロウ"), (3, "2026-06-04", "out", 500, "手数料")],
    ),
}


def test_every_bank_of_the_list_has_a_file_here():
    assert {table.code for table in TABLES} == set(FILES)


@pytest.mark.parametrize("code", FILES)
def test_a_bank_is_known_by_its_headings_and_read_line_by_line(code):
    lines, expected = FILES[code]
    statement = read_today(table(*lines))
    assert (statement.format, seen(statement)) == (code, expected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("code", FILES)
def test_encoding_and_line_ends_change_nothing(code, newline, encoding):
    lines, expected = FILES[code]
    assert seen(read_today(newline.join(lines).encode(encoding))) == expected


@pytest.mark.parametrize("code", FILES)
def test_the_order_of_the_columns_changes_nothing(code):
    lines, expected = FILES[code]
    rows = list(csv.reader(lines))
    width = max(len(cells) for cells in rows)
    turned = io.StringIO()
    csv.writer(turned).writerows((cells + [""] * (width - len(cells)))[::-1] for cells in rows)
    assert seen(read_today(turned.getvalue().encode("cp932"))) == expected


def test_yucho_tells_its_account_in_the_way_other_banks_write_it():
    account = read_today(table(*YUCHO)).account
    assert account == AccountInfo(
        bank_code="9900",
        bank_name="ゆうちょ銀行",
        branch_code="018",
        branch_name="〇一八",
        kind="普通",
        number="1234567",
        as_written="10120-12345671",
    )


def test_a_current_account_of_yucho_ends_on_nine():
    lines = [line.replace("10120-12345671", "00130-7-654321") for line in YUCHO]
    account = read_today(table(*lines)).account
    assert (account.branch_code, account.kind, account.number) == ("019", "当座", "0654321")


@pytest.mark.parametrize("number", ["00000-0000000", "10120-****5671", ""])
def test_an_account_number_of_zeros_or_stars_is_not_stated(number):
    lines = [line.replace("10120-12345671", number) for line in YUCHO]
    statement = read_today(table(*lines))
    assert (statement.account.number if statement.account else "") == ""


def test_yucho_warns_when_lines_are_missing():
    assert read_today(table(*YUCHO)).warnings == ()
    assert read_today(table(*YUCHO[:-1])).warnings == (
        "明細件数は3件とありますが、読めたのは2件です。途中で切れていないか、銀行の画面で確かめてください。",
    )


def test_account_lines_above_the_heading_are_understood():
    account = read_today(table(*FILES["mizuho"][0])).account
    assert replace(account, as_written="") == AccountInfo(
        bank_name="みずほ銀行", branch_name="東京営業部", kind="普通", number="7654321", holder="ﾄﾞｳｿｳｶｲ"
    )


@pytest.mark.parametrize(("code", "branch"), [("resona", "本店"), ("anser", "本店")])
def test_an_account_in_every_line_is_understood(code, branch):
    account = read_today(table(*FILES[code][0])).account
    assert (account.branch_name, account.kind, account.number) == (branch, "普通", "7654321")


def test_two_accounts_in_one_table_are_two_statements():
    lines = [*FILES["anser"][0]]
    lines[2] = lines[2].replace("7654321", "1111111")
    statements = read_all(table(*lines), TODAY)
    assert [(s.account.number, len(s.entries)) for s in statements] == [("7654321", 1), ("1111111", 1)]
    with pytest.raises(StatementError) as refused:
        read_today(table(*lines))
    assert str(refused.value) == (
        "このファイルには2口座の明細があります。口座を1つ選んでダウンロードし直してください。"
    )


def test_anser_keeps_the_day_the_money_counts_from():
    first = read_today(table(*FILES["anser"][0])).entries[0]
    assert (first.booked_on, first.value_on) == (date(2026, 6, 3), date(2026, 6, 2))


@pytest.mark.parametrize("old", ["メモ,ラベル", "メモ", ""])
def test_smbc_with_fewer_columns_is_still_smbc(old):
    heading = ",".join(filter(None, ["年月日,お引出し,お預入れ,お取り扱い内容,残高", old]))
    row = "2026/6/3,,8000,振込　ﾔﾏﾀﾞ ﾀﾛｳ,9000" + "," * len(list(filter(None, old.split(","))))
    statement = read_today(table(heading, row))
    assert (statement.format, statement.entries[0].payer) == ("smbc", "ﾔﾏﾀﾞ ﾀﾛｳ")


def test_smbc_of_old_writes_imperial_years_and_ends_with_a_sum():
    statement = read_today(
        table(
            "年月日（和暦）,お引出し,お預入れ,お取り扱い内容,残高",
            "H30.5.28,,8000,振込　ﾔﾏﾀﾞ ﾀﾛｳ,9000",
            "合計,,8000,,",
        )
    )
    assert (statement.format, seen(statement)) == ("smbc", [(2, "2018-05-28", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ")])


def test_mufg_of_old_has_six_columns():
    statement = read_today(
        table(
            '"日付","摘要","摘要内容","支払い金額","預かり金額","差引残高"',
            '"2018/6/3","振込１","ヤマダ　タロウ","","8,000","9,000"',
        )
    )
    assert (statement.format, statement.entries[0].payer) == ("mufg", "ヤマダ　タロウ")


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("お取引日,お預かり金額,お引出金額,お取引内容", "2026/6/3,8000,,ヤマダ"),
        ("日付;入金額;出金額;摘要", "2026-06-03;8,000;;ヤマダ"),
        ("取扱日\t摘要\t支払金額\t入金額\t備考", "令和8年6月3日\tヤマダ\t\t8000円\tスズキ"),
        ("勘定日,番号,入金区分,受入金額,振込依頼人名,備考", "R8.6.3,12,9,８，０００,ヤマダ,スズキ"),
        ("取引日,金額,摘要", "20260603,8000,ヤマダ"),
        ("日付,入払区分,取引金額,取引内容", "2026/06/03,入金,8000,ヤマダ"),
        ("メモ,日 付,お 預 入 れ,お取り扱い内容", "スズキ,2026/6/3,8000,ヤマダ"),
    ],
)
def test_a_table_of_an_unknown_bank_is_read_by_its_words(heading, row):
    statement = read_today(table("○○信用金庫", "", heading, row))
    assert (statement.format, seen(statement)) == ("table", [(4, "2026-06-03", "in", 8000, "ヤマダ")])


def test_resona_without_a_word_for_the_direction_is_refused():
    lines = [line.replace("支払", "その他") for line in FILES["resona"][0]]
    with pytest.raises(StatementError) as refused:
        read_today(table(*lines))
    assert refused.value.errors == ((3, "「その他」が入金か出金か分かりません。"),)
