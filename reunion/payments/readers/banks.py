"""The tables of the banks we know.

A bank is recognised by its headings, never by the name of the file. Its row here says which headings must
stand there, which may, and only where the headings alone would mislead, what they mean. A table of no bank
on this list is read by its words.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Table:
    """`code` is stored, `bank` is shown; `numbered_by` makes the bank's own number unique."""

    code: str
    bank: str
    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbered_by: tuple[str, ...] = ()

    def fits(self, headings: list[str]) -> bool:
        words = {heading for heading in headings if heading}
        return self.required <= words <= self.required | self.optional


def _table(code: str, bank: str, required: str, optional: str = "", **rest) -> Table:
    known = {meaning: tuple(words.split()) for meaning, words in rest.pop("known", {}).items()}
    return Table(code, bank, frozenset(required.split()), frozenset(optional.split()), known, **rest)


TABLES = (
    _table(
        "yucho",
        gettext_noop("ゆうちょ銀行"),
        "取引日 入出金明細ID 受入金額 払出金額 詳細1 詳細2",
        "現在(貸付)高",
        known={"kind": "詳細1", "description": "詳細2", "bank_id": "入出金明細ID"},
        numbered_by=("bank_id",),
    ),
    _table(
        "mufg",
        gettext_noop("三菱UFJ銀行"),
        "日付 摘要 摘要内容 支払い金額 預かり金額 差引残高",
        "メモ 未資金化区分 入払区分",
    ),
    _table(
        "smbc",
        gettext_noop("三井住友銀行"),
        "お引出し お預入れ お取り扱い内容 残高",
        "年月日 年月日(和暦) メモ ラベル",
    ),
    _table(
        "mizuho",
        gettext_noop("みずほ銀行"),
        "明細通番 日付 お引出金額 お預入金額 残高 お取引内容",
        "メモ",
    ),
    _table(
        "resona",
        gettext_noop("りそな銀行"),
        "取引名 取扱日付年 取扱日付月 取扱日付日 金額 取引後残高 摘要",
        "レコード区分 年 月 日 時 分 連絡先名 金融機関名 支店名 口座番号区分 口座種別 口座番号 再送表示 "
        "コメント",
        known={
            "booked_on": "取扱日付年 取扱日付月 取扱日付日",
            "sign": "取引名",
            "signed": "金額",
            "account_bank": "金融機関名",
            "account_branch": "支店名",
            "account_kind": "口座種別",
            "account_number": "口座番号",
        },
    ),
    _table("rakuten", gettext_noop("楽天銀行"), "取引日 入出金 取引後残高 入出金内容"),
    _table(
        "sbi",
        gettext_noop("住信SBIネット銀行・ドコモSMTBネット銀行"),
        "日付 内容 出金金額 入金金額 残高",
        "メモ",
    ),
    _table(
        "paypay",
        gettext_noop("PayPay銀行"),
        "操作日(年) 操作日(月) 操作日(日) 摘要 お支払金額 お預り金額 残高",
        "操作時刻(時) 操作時刻(分) 操作時刻(秒) 取引順番号 メモ",
        known={
            "booked_on": "操作日(年) 操作日(月) 操作日(日)",
            "time": "操作時刻(時) 操作時刻(分) 操作時刻(秒)",
            "bank_id": "取引順番号",
        },
        numbered_by=("booked_on", "time", "bank_id"),
    ),
    _table("gmo", gettext_noop("GMOあおぞらネット銀行"), "日付 摘要 入金金額 出金金額 残高", "メモ"),
    _table(
        "sony",
        gettext_noop("ソニー銀行"),
        "お取り引き日 摘要 お預け入れ額 お引き出し額 差し引き残高",
        "参考情報",
    ),
    _table(
        "anser",
        gettext_noop("ANSER形式の明細"),
        "照会口座 勘定日 出金金額 入金金額 摘要",
        "番号 (起算日) 起算日 小切手区分 残高 取引区分 明細区分 金融機関名 支店名",
        known={"account_number": "照会口座"},
    ),
    _table("shinsei", gettext_noop("SBI新生銀行"), "取引日 摘要 出金金額 入金金額 残高", "メモ"),
    _table(
        "aeon",
        gettext_noop("イオン銀行"),
        "日付 お取引内容 お引出し お預入れ 残高(お借入れはマイナス表示)",
        "メモ",
    ),
)
UNLISTED = Table("table", gettext_noop("CSVの明細"), frozenset())


def table_of(headings: list[str]) -> Table:
    """The bank whose table bears these `plain` headings; UNLISTED when none does."""
    return next((table for table in TABLES if table.fits(headings)), UNLISTED)
