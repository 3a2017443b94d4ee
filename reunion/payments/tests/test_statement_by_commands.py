"""From a roster and replies to a graded table of lines, as the commands do it, with every way of paying."""

import csv
import io
import random

import pytest
from django.core.management import call_command

from reunion.lib.kana import bank_key, katakana
from reunion.payments.models import Allocation

from .bank_files import sbi, yucho

# Family and given name with kana, today's surname with kana, the name on the transfer, what comes of it.
PEOPLE = """
安藤 茂 あんどう しげる
五十嵐 昌代 いがらし まさよ 工藤 くどう
伊藤 和彦 いとう かずひこ - - イトウ ヨシエ
髙木 純子 たかぎ じゅんこ
大野 京子 おおの きょうこ
手塚 操 てづか みさを
佐藤 和子 さとう かずこ
佐藤 和子 さとう かずこ
長谷川 学 はせがわ まなぶ
渡辺 淳 わたなべ じゅん
堀内 千鶴 ほりうち ちづる
森 薫 もり かおる
清水 誠 しみず まこと
水野 愛 みずの あい
加藤 健一 かとう けんいち
"""
HEADINGS = (
    "email,klass,family_at_school,given,family_kana,given_kana,"
    "current_family,current_family_kana,attendance,after_party,transfer_name"
)
AUTO, SUGGEST, NONE = "auto", "suggest", "none"


@pytest.fixture
def people():
    rows = []
    for number, text in enumerate(PEOPLE.strip().splitlines(), 1):
        words = text.split(" ", 6)
        family, given, family_kana, given_kana, *more = words
        current, current_kana, transfer = (*("" if word == "-" else word for word in more), "", "", "")[:3]
        klass = f"3-{'AB'[number % 2]}"
        party = "参加" if number % 3 == 0 and family != "佐藤" else ""
        typed = [f"g{number}@mail.example", klass, family, given, family_kana, given_kana]
        rows.append([*typed, current, current_kana, "出席", party, transfer])
    return rows


@pytest.fixture
def registered(db, tmp_path, people):
    """The registrations as exported, by mail address."""
    roster = [["組", "番号", "氏名", "ふりがな"]]
    roster += [
        [row[1], number, f"{row[2]}　{row[3]}", f"{row[4]} {row[5]}"] for number, row in enumerate(people, 1)
    ]
    write(tmp_path / "roster.csv", roster)
    write(tmp_path / "replies.csv", [HEADINGS.split(","), *people])
    founding = "--school 真間川 --graduated 1983-03 --date 2027-02-13 --fee 8000 --after-party-fee 4000"
    account = ["--account", "ママガワ銀行,本店,普通,0000000,ドウソウカイ"]
    call_command("create_reunion", "year", *founding.split(), *account, stdout=io.StringIO())
    call_command("import_roster", str(tmp_path / "roster.csv"), reunion="year", stdout=io.StringIO())
    replies = str(tmp_path / "replies.csv")
    call_command("import_replies", replies, reunion="year", no_mail=True, stdout=io.StringIO())
    call_command("export_registrations", "year", output=str(tmp_path / "people.csv"), stdout=io.StringIO())
    return {row["email"]: row for row in read(tmp_path / "people.csv")}


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def read(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def transfers(registered, people):
    """(payer, yen, what may be done, whose)."""
    mail = [row[0] for row in people]
    due = [int(registered[each]["amount_due"]) for each in mail]
    number = [registered[each]["reference"] for each in mail]
    name = [f"{katakana(row[7] or row[4])} {katakana(row[5])}" for row in people]
    school = [f"{katakana(row[4])} {katakana(row[5])}" for row in people]
    yield f"{number[0]} {name[0]}", due[0], AUTO, mail[:1]
    yield school[1], due[1], AUTO, mail[1:2]
    yield "イトウ ヨシエ", due[2], AUTO, mail[2:3]
    yield "タカキ シユンコ", due[3], SUGGEST, mail[3:4]
    yield name[4], due[4] - 330, SUGGEST, mail[4:5]
    yield name[5], due[5], AUTO, mail[5:6]
    yield name[6], due[6], SUGGEST, mail[6:8]
    yield f"{number[8]} {name[9]}", due[8] + due[9], SUGGEST, mail[8:10]
    yield name[10], due[10] - 3000, SUGGEST, mail[10:11]
    yield name[10], 3000, SUGGEST, mail[10:11]
    yield number[11], due[11], SUGGEST, mail[11:12]
    yield f"{number[11]} {name[12]}", due[12], SUGGEST, mail[12:13]
    yield f"{name[13].replace(' ', '')}{number[13]}", due[13], AUTO, mail[13:14]
    yield "カトウ サブロウ", due[14], SUGGEST, mail[14:15]
    yield "ナリタ タロウ", 8000, NONE, []
    yield "リソク", 12, NONE, []
    yield "カ)ヤマトシヨウジ", 25_000, NONE, []


def as_banks_write(payer):
    """Large kana only, a full-width space between words."""
    return "　".join(map(bank_key, payer.split()))


def as_yucho(rows):
    return yucho(*(("20261201", place, yen, payer) for place, (payer, yen) in enumerate(rows, 1)))


def as_sbi(rows):
    """Newest first."""
    balance, lines = 150_000, []
    for payer, yen in rows:
        balance += yen
        lines.append(("2026/12/01", yen, balance, payer))
    return sbi(*reversed(lines))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("bank", [as_yucho, as_sbi])
def test_every_line_is_graded_as_it_may_be_and_nothing_is_booked(registered, people, tmp_path, bank, seed):
    expected = list(transfers(registered, people))
    random.Random(seed).shuffle(expected)
    written = [
        (bank_key(payer.replace(" ", "#")).replace("#", "　"), yen) for payer, yen, _may, _who in expected
    ]
    (tmp_path / "statement.csv").write_bytes(bank(written))
    call_command("import_statement", str(tmp_path / "statement.csv"), reunion="year", stdout=io.StringIO())
    call_command("export_statement_lines", "year", output=str(tmp_path / "lines.csv"), stdout=io.StringIO())
    lines = read(tmp_path / "lines.csv")
    lines = lines if bank is as_yucho else lines[::-1]
    assert Allocation.objects.count() == 0
    found = [(line["payer"], line["amount"], line["emails"].split()) for line in lines]
    assert found == [
        (payer, str(yen), whose)
        for (payer, yen), (_payer, _yen, _may, whose) in zip(written, expected, strict=True)
    ]
    may = {"certain": [AUTO], "likely": [SUGGEST], "unclear": [SUGGEST, NONE]}
    wrong = [line for line, row in zip(lines, expected, strict=True) if row[2] not in may[line["grade"]]]
    assert wrong == []
