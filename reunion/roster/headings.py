"""Which column of a volunteer's table holds what, told from its headings by meaning.

Headings may stand below title lines, over two rows (氏名 above 姓 and 名), again in the middle of the sheet,
and twice side by side when two classes are typed next to each other. Brackets, spaces and widths do not
matter. A column about somebody else (保護者, 担任) is never the classmate's. A table needs a column of names.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reunion.roster.sheets import Cell, Line

ROWS_TO_LOOK_THROUGH = 40
WORDS_FOR_NAMES = re.compile(r"氏\s*名|名\s*前|姓|生徒名|同窓生|卒業生|なまえ|name", re.IGNORECASE)

# The first pattern that fits the whole heading decides; the order matters where one word contains another.
MEANINGS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (
            "ignored",
            r".*(保護者|父母|担任|勤務先|緊急|配偶者|会費|メール|mail|アドレス|生年月日|性別|サイン|押印).*",
        ),
        ("phone", r".*(電話|tel|携帯|phone).*"),
        ("postal_code", r"oldpostalcode"),
        ("postal_code", r"(.*郵便.*|〒|郵便番号|郵|旧?〒(番号)?|zip(code)?|postalcode)"),
        ("current_address", r"(現|新|現在の|今の|いまの)(住所|所在地)\d?"),
        ("address", r".*(住所|所在地|address|番地|建物|方書|都道府県|市区町村|町名|町域).*"),
        (
            "current_kana",
            r"(現|新|現在の|今の|いまの)(姓|名字|苗字)の?(かな|カナ|よみ.*|ヨミ.*|読み.*|ふりがな|フリガナ)",
        ),
        (
            "at_school_kana",
            r"(旧姓|在学時の?(姓|名字|苗字))の?(かな|カナ|よみ.*|ヨミ.*|読み.*|ふりがな|フリガナ)",
        ),
        (
            "current_family",
            r"(現姓|新姓|現在の?(姓|名字|苗字)|(今|いま)の(姓|名字|苗字)|改姓後?|結婚後の?(姓|名字|苗字)?|現在姓|現苗字|現名字)",
        ),
        ("at_school_family", r"(旧姓|旧名字|旧苗字|旧氏|在学時の?(姓|名字|苗字))"),
        (
            "deceased",
            r"(逝去|ご逝去|死去|死亡|物故者?|故人|没|没年|生死|永眠|他界|逝去者|物故年月?日?)(日|年月日|の有無|区分|マーク)?",
        ),
        (
            "family_kana",
            r"(セイ|せい|姓|名字|苗字|氏)(の|\()?(かな|カナ|よみ.*|ヨミ.*|読み.*|ふりがな|フリガナ)\)?|セイ|せい|familykana",
        ),
        (
            "given_kana",
            r"(メイ|めい|名|名前)(の|\()(かな|カナ|よみ.*|ヨミ.*|読み.*|ふりがな|フリガナ)\)?|名(かな|カナ|よみ.*|ヨミ.*|読み.*|ふりがな|フリガナ)|メイ|めい|givenkana",
        ),
        (
            "kana",
            r".*(ふりがな|フリガナ|ふり仮名|振り?仮名|フリ仮名|かな|カナ|よみ|ヨミ|読み|読み?方|kana).*",
        ),
        ("family", r"(姓|名字|苗字|氏|みょうじ|familyname|lastname)"),
        ("given", r"(名|下の名前?|givenname|firstname)"),
        ("name", r"(.*氏名.*|お?名前|姓名|.*生徒名|.*同窓生名?|卒業生名?|なまえ|(full)?name)"),
        ("number", r"(出席番号|出席No\.?|出番|席番|番号|番|生徒番号|クラス番号|組内番号|number)"),
        ("serial", r"(no\.?|№|#|通し?番号?|連番|通番|項番|整理番号|id|学籍番号)"),
        ("homeroom_and_number", r"(年?組番|年組番号?|組番号|組・?番号?|クラス・?番号?)"),
        (
            "homeroom",
            r"((卒業|3年)?(時の?)?(組|くみ|クラス|学級|ホームルーム|hr|class)(名|記号)?|年組|学年組|学年クラス|学年・?(組|クラス)|homeroom)",
        ),
        ("grade", r"(学年|年|年次|grade)"),
        ("club", r".*(部活|クラブ|所属部|club|サークル).*|部"),
        ("remarks", r".*(備考|摘要|メモ|その他|注記|特記|連絡事項|コメント|消息|近況|remarks?|notes?).*"),
    )
)
PRINTED_IN_OUR_EXPORT = {"old_postal_code", "old_address"}
OF_TODAY_IN_OUR_EXPORT = {"postal_code", "address", "address_grade", "address_reason"}
SINGLE = {
    "name",
    "family",
    "given",
    "kana",
    "family_kana",
    "given_kana",
    "number",
    "serial",
    "homeroom",
    "grade",
}


@dataclass(frozen=True)
class Layout:
    """Which columns (from 0) hold each field of one person; a field may be spread over several columns."""

    columns: dict[str, tuple[int, ...]]

    def has(self, field: str) -> bool:
        return field in self.columns

    def cells(self, line: Line, field: str) -> list[Cell]:
        return [line.cells[column] for column in self.columns.get(field, ()) if column < len(line.cells)]


@dataclass(frozen=True)
class Heading:
    """The headings of a table: one layout for each person typed side by side, and where the people begin."""

    layouts: tuple[Layout, ...]
    rows: int


@lru_cache(maxsize=10_000)
def meaning(heading: Cell) -> str:
    """The field a heading stands for, or "" when it means nothing to us."""
    if not isinstance(heading, str) or not heading or len(heading) > 24:
        return ""
    words = re.sub(r"[\s:：*※・]|_", "", unicodedata.normalize("NFKC", heading)).lower()
    without_brackets = re.sub(r"\(.*?\)|[\[【].*?[\]】]", "", words) or words
    inside = "".join(re.findall(r"\((.*?)\)", words))
    if re.search("かな|カナ|よみ|ヨミ|読み", inside):
        without_brackets += "かな"
    return next((field for field, pattern in MEANINGS if pattern.fullmatch(without_brackets)), "")


def heading_at(lines: Sequence[Line], index: int) -> Heading | None:
    """The headings that begin at this row, or None when it is no row of headings."""
    fields = without_addresses_of_today(lines[index].cells, [meaning(cell) for cell in lines[index].cells])
    if not _is_heading_row(lines[index], fields):
        return None
    below = _second_row(lines, index)
    if below:
        width = max(len(fields), len(below))
        padded = [*fields, *[""] * (width - len(fields))]
        lower = [*below, *[""] * (width - len(below))]
        fields = [low or high for high, low in zip(padded, lower, strict=True)]
    if not {"name", "family", "given"} & set(fields):
        return None
    return Heading(tuple(_layout(group) for group in _side_by_side(fields)), 2 if below else 1)


def without_addresses_of_today(cells: Sequence[Cell], fields: list[str]) -> list[str]:
    """In a roster that was taken out of this house, only old_address is the printed one."""
    if not set(cells) >= PRINTED_IN_OUR_EXPORT:
        return fields
    return [
        "" if cell in OF_TODAY_IN_OUR_EXPORT else field for cell, field in zip(cells, fields, strict=True)
    ]


def may_be_heading(line: Line) -> bool:
    """A quick look that passes over nearly all people; every row of headings names a column of names."""
    return bool(WORDS_FOR_NAMES.search(" ".join(cell for cell in line.cells if isinstance(cell, str))))


def _is_heading_row(line: Line, fields: list[str]) -> bool:
    typed = [cell for cell in line.cells if cell]
    known = [field for field in fields if field]
    return len(set(known)) >= 2 and len(known) * 2 >= len(typed)


def _second_row(lines: Sequence[Line], index: int) -> list[str]:
    if index + 1 >= len(lines) or lines[index + 1].number != lines[index].number + 1:
        return []
    below = [meaning(cell) for cell in lines[index + 1].cells]
    typed = [cell for cell in lines[index + 1].cells if cell]
    return (
        below if typed and len([field for field in below if field]) == len(typed) and len(typed) > 1 else []
    )


def find_heading(lines: Sequence[Line]) -> tuple[int, Heading] | None:
    """The first row of headings of a sheet and what it says, title lines passed over."""
    for index in range(min(len(lines), ROWS_TO_LOOK_THROUGH)):
        heading = heading_at(lines, index)
        if heading:
            return index, heading
    return None


def _side_by_side(fields: list[str]) -> list[list[str]]:
    """One list of fields for each person in a row; columns of the others are blanked out."""
    anchor = next(field for field in ("name", "family", "given") if field in fields)
    anchors = [column for column, field in enumerate(fields) if field == anchor]
    first = next(column for column, field in enumerate(fields) if field in SINGLE)
    starts = [column for column, field in enumerate(fields) if field == fields[first]]
    if len(anchors) < 2 or len(starts) != len(anchors):
        return [fields]
    ends = [*starts[1:], len(fields)]
    return [
        ["" if not start <= column < end else field for column, field in enumerate(fields)]
        for start, end in zip(starts, ends, strict=True)
    ]


def _layout(fields: list[str]) -> Layout:
    columns: dict[str, tuple[int, ...]] = {}
    for column, field in enumerate(fields):
        if field and not (field in SINGLE and field in columns):
            columns[field] = (*columns.get(field, ()), column)
    _settle(columns)
    return Layout(columns)


def _settle(columns: dict[str, tuple[int, ...]]) -> None:
    """Headings that mean something else when a better one is missing."""
    if "given" in columns and "family" not in columns and "name" not in columns:
        columns["name"] = columns.pop("given")
    if "serial" in columns and "number" not in columns:
        columns["number"] = columns["serial"]
    if "current_address" in columns and "address" not in columns:
        columns["address"] = columns["current_address"]
