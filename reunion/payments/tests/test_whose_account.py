import pytest

from reunion.events.models import BankAccount
from reunion.payments.readers import AccountInfo
from reunion.payments.whose_account import is_another_account, is_our_account


def ours(number="1234567", bank="真間川銀行", branch="本店"):
    return BankAccount(bank=bank, branch=branch, kind="普通", number=number, holder_kana="ドウソウカイ")


def stated(number, **more):
    return AccountInfo(number=number, as_written=number, **more)


YUCHO = AccountInfo(
    bank_code="9900",
    bank_name="ゆうちょ銀行",
    branch_code="018",
    number="1234567",
    as_written="10180-12345671",
)


@pytest.mark.parametrize(
    ("account", "own"),
    [
        (None, ours()),
        (stated(""), ours()),
        (stated("0000000"), ours()),
        (stated("7654321"), None),
        (stated("", bank_code="0005"), ours(bank="0001")),
    ],
)
def test_what_a_file_or_the_reunion_leaves_unsaid_is_not_compared(account, own):
    assert not is_another_account(account, own)
    assert not is_our_account(account, own)


@pytest.mark.parametrize(
    ("account", "own"),
    [
        (stated("1234567"), ours()),
        (stated("0001234567"), ours()),
        (stated("0012345"), ours("12345")),
        (stated("1234567"), ours("１２３４５６７")),
        (stated("1234567", bank_code="0005", branch_code="001"), ours(bank="0005", branch="001")),
        (stated("1234567", bank_code="0005", branch_code="001"), ours(bank="三菱UFJ銀行", branch="本店")),
        (stated("1234567", bank_code="0000", branch_code="000"), ours(bank="0005", branch="001")),
        (YUCHO, ours(bank="ゆうちょ銀行", branch="〇一八店")),
        (YUCHO, ours(bank="9900", branch="018")),
        (YUCHO, ours("12345671", bank="ゆうちょ銀行", branch="10180")),
        (stated("12345671", bank_name="ゆうちょ銀行"), ours(bank="ゆうちょ銀行", branch="018")),
    ],
)
def test_the_own_account_is_known_however_it_is_written(account, own):
    assert not is_another_account(account, own)
    assert is_our_account(account, own)


@pytest.mark.parametrize(
    ("account", "own"),
    [
        (stated("7654321"), ours()),
        (stated("1234567", bank_code="0005"), ours(bank="0001")),
        (stated("1234567", bank_code="0005", branch_code="002"), ours(bank="0005", branch="001")),
        (YUCHO, ours("7654321", bank="ゆうちょ銀行", branch="〇一八店")),
        (YUCHO, ours(bank="ゆうちょ銀行", branch="118")),
        (stated("12345671"), ours()),
    ],
)
def test_another_account_is_noticed(account, own):
    assert is_another_account(account, own)
    assert not is_our_account(account, own)
