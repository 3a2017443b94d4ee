import threading

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.events.models import BankAccount
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.models import Statement, StatementLine
from reunion.payments.statements import OtherAccount, UnreadableFile, take_in

from .bank_files import sbi, yucho

ISHII = ("20261201", 1, 8000, "イシイ　ユウコ")
OONISHI = ("20261202", 2, 7670, "オオニシ　ヨシアキ")
WITHDRAWAL = ("20261203", 3, -50000, "ホテル")
OUR_NUMBER_AT_YUCHO = "10180-12345671"


def take(reunion, data, **options):
    return take_in(reunion, data=data, file_name="meisai.csv", actor=None, **options)


def payers(reunion):
    return list(StatementLine.objects.filter(reunion=reunion).values_list("payer", "amount", "direction"))


def test_a_file_is_taken_in_with_every_direction(mamagawa):
    intake = take(mamagawa, yucho(ISHII, OONISHI, WITHDRAWAL))
    assert (intake.new, intake.known, intake.withdrawals, intake.seen_before) == (3, 0, 1, False)
    assert (intake.statement.bank, str(intake.statement.from_on), str(intake.statement.to_on)) == (
        "ゆうちょ銀行",
        "2026-12-01",
        "2026-12-03",
    )
    assert payers(mamagawa) == [
        ("イシイ　ユウコ", 8000, "in"),
        ("オオニシ　ヨシアキ", 7670, "in"),
        ("ホテル", 50000, "out"),
    ]
    assert [entry.sentence for entry in Entry.objects.about(intake.statement)] == [
        "ゆうちょ銀行の明細を取り込みました（新しい行 3件）"
    ]


def test_a_file_seen_before_is_recognised_and_adds_nothing(mamagawa):
    first = take(mamagawa, yucho(ISHII, OONISHI))
    again = take(mamagawa, yucho(ISHII, OONISHI))
    assert (again.statement, again.new, again.known, again.seen_before) == (first.statement, 0, 2, True)
    assert StatementLine.objects.count() == 2


def test_of_an_overlapping_file_only_what_is_new_is_added(mamagawa):
    take(mamagawa, yucho(ISHII, OONISHI))
    later = take(mamagawa, yucho(OONISHI, WITHDRAWAL))
    assert (later.new, later.known) == (1, 1)
    assert StatementLine.objects.count() == 3


def test_two_equal_transfers_in_one_file_stay_two_also_in_a_later_file(mamagawa):
    equal = ("2026/12/01", 8000, 158000, "サトウ　カズコ")
    take(mamagawa, sbi(equal, equal))
    later = take(mamagawa, sbi(("2026/12/02", 8000, 166000, "タナカ　ジロウ"), equal, equal))
    assert (later.new, later.known) == (1, 2)
    assert StatementLine.objects.filter(payer="サトウ　カズコ").count() == 2


def test_the_same_days_in_another_form_of_file_raise_a_doubt(mamagawa):
    take(mamagawa, yucho(ISHII, OONISHI))
    other = sbi(("2026/12/02", 7670, 158000, "オオニシ　ヨシアキ"))
    assert take(mamagawa, other).remarks == (
        "前に取り込んだ「ゆうちょ銀行」の明細と期間が重なっています。"
        "同じ入金が2度出ていないか、確かめてください。",
    )
    assert take(mamagawa, sbi(("2026/12/03", 8000, 166000, "モリ　ジロウ"))).remarks == ()
    assert take(mamagawa, yucho(WITHDRAWAL)).remarks == (
        "前に取り込んだ「住信SBIネット銀行・ドコモSMTBネット銀行」の明細と期間が重なっています。"
        "同じ入金が2度出ていないか、確かめてください。",
    )


@pytest.mark.parametrize(
    "changed",
    [
        ("20261201", 1, 9000, "イシイ　ユウコ"),
        ("20261204", 1, 8000, "イシイ　ユウコ"),
        ("20261201", 1, 8000, "イシイ　ヨウコ"),
    ],
)
def test_a_known_bank_number_with_other_contents_refuses_the_file_and_shows_both_lines(mamagawa, changed):
    take(mamagawa, yucho(ISHII))
    with pytest.raises(UnreadableFile) as refused:
        take(mamagawa, yucho(OONISHI, changed))
    assert "20261201,00000001,8000,,振込,イシイ　ユウコ" in str(refused.value)
    assert f"{changed[0]},00000001,{changed[2]},,振込,{changed[3]}" in str(refused.value)
    assert StatementLine.objects.count() == 1


def test_every_line_that_cannot_be_read_is_named_and_nothing_is_stored(mamagawa):
    rows = [(f"2026120{day}", day, 8000, "イシイ　ユウコ") for day in range(1, 10)]
    data = yucho(*rows).replace(b"8000,,", "八千,,".encode("cp932"))
    with pytest.raises(UnreadableFile) as refused:
        take(mamagawa, data)
    assert [sentence.split(":")[0] for sentence in refused.value.sentences] == [
        f"{line}行目" for line in range(6, 15)
    ]
    assert (Statement.objects.count(), StatementLine.objects.count()) == (0, 0)


def test_a_file_of_another_account_is_refused_until_somebody_says_it_is_meant(mamagawa):
    data = yucho(ISHII, account="10180-98765431")
    with pytest.raises(OtherAccount) as refused:
        take(mamagawa, data)
    assert "567" in str(refused.value) and "543" in str(refused.value)
    assert Statement.objects.count() == 0
    assert take(mamagawa, data, other_account_is_ours=True).new == 1


def test_a_file_of_the_own_account_or_of_none_is_taken(mamagawa):
    assert take(mamagawa, yucho(ISHII, account=OUR_NUMBER_AT_YUCHO)).new == 1
    assert take(mamagawa, yucho(OONISHI)).new == 1


def test_a_reunion_without_an_account_takes_any_file(mamagawa):
    BankAccount.objects.all().delete()
    assert take(mamagawa, yucho(ISHII, account="10180-98765431")).new == 1


def test_two_reunions_may_take_in_the_same_file(mamagawa):
    other = cast.mamagawa("other")
    assert (take(mamagawa, yucho(ISHII)).new, take(other, yucho(ISHII)).new) == (1, 1)


def test_a_file_too_large_for_a_statement_is_refused(mamagawa):
    with pytest.raises(Refused):
        take(mamagawa, b" " * (10 * 1024 * 1024 + 1))


def test_one_line_and_thirty_ask_the_database_equally_often(mamagawa):
    def queries(count, first):
        rows = [("20261201", number, 8000, "ハラダ") for number in range(first, first + count)]
        with CaptureQueriesContext(connection) as asked:
            take(mamagawa, yucho(*rows))
        return len(asked)

    assert queries(1, 1) == queries(30, 100)


def test_what_goes_wrong_after_the_lines_are_written_leaves_nothing(mamagawa):
    def power_cut(**_):
        assert StatementLine.objects.count() == 900
        raise ConnectionError

    rows = [("20261201", number, 8000, "ハラダ") for number in range(1, 901)]
    post_save.connect(power_cut, sender=Entry)
    try:
        with pytest.raises(ConnectionError):
            take(mamagawa, yucho(*rows))
    finally:
        post_save.disconnect(power_cut, sender=Entry)
    assert (Statement.objects.count(), StatementLine.objects.count(), Entry.objects.count()) == (0, 0, 0)
    assert take(mamagawa, yucho(*rows)).new == 900


def test_ten_thousand_lines_are_taken_in_whole(mamagawa):
    rows = [("20261201", number, 8000, f"ハラダ　{number}") for number in range(1, 10_001)]
    assert take(mamagawa, yucho(*rows)).new == 10_000
    assert StatementLine.objects.count() == 10_000


@pytest.mark.django_db(transaction=True)
def test_of_two_uploads_at_once_one_wins_and_the_other_is_told():
    reunion = cast.mamagawa()
    data, results = yucho(ISHII, OONISHI), []
    start = threading.Barrier(2)

    def upload():
        start.wait()
        intake = take(reunion, data)
        results.append((intake.new, intake.seen_before))
        connection.close()

    threads = [threading.Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [(0, True), (2, False)]
    assert StatementLine.objects.count() == 2
