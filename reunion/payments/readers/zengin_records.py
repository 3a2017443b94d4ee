"""Cuts a 全銀 file into records and puts them in order.

Records stand in lines of their own, or one after the other without any line end. Lines are cut by bytes of
cp932 whatever the file's own encoding, for a copy in UTF-8 has three bytes where the bank counted one; and
tools which strip spaces make lines short, so each is filled up to 200. A file that ends before its end
record was cut.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reunion.payments.readers.decoding import ebcdic_sentence
from reunion.payments.readers.entries import StatementError, unclosed_sentence
from reunion.payments.readers.zengin_layout import (
    DATA,
    END,
    END_LAYOUT,
    HEADER,
    LAYOUTS,
    MOVEMENTS,
    RECORD_LENGTH,
    TRAILER,
    TRANSFER_B,
    TRANSFERS_IN,
    Layout,
    assigned,
    cut,
)

FIXED_HEADER = re.compile(r"1[0-9]{2}[01][0-9 ]{6}[^,]*(?:\r|\n|$)")
COMMA_HEADER = re.compile(r'"?1"?,"?[0-9]{1,2}"?,"?[01]"?,"?[0-9 ]*"?,')
# Signs which other programs write in UTF-8 for those of cp932.
LIKE_CP932 = str.maketrans("−〜‖—¢£¬", "－～∥―￠￡￢")
SECOND_AMOUNTS = slice(11, 13)
ZERO_TO_TWENTY_FOUR_DIGITS = re.compile(rb"[0-9]{24}")


@dataclass(frozen=True)
class Record:
    """`number` is the line of the file, or the how-manieth record where the file has no lines."""

    number: int
    raw: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Group:
    """The records of one account; `sort` is 03 or 01."""

    sort: str
    header: Record
    data: list[Record] = field(default_factory=list)
    trailers: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    raw: str
    cells: list[str] | None
    data: bytes

    @property
    def kind(self) -> str:
        return self.cells[0].strip() if self.cells else self.raw[:1]

    def under(self, layout: Layout) -> dict[str, str]:
        return cut(self.data, layout) if self.cells is None else assigned(self.cells, layout)


def is_zengin(text: str) -> bool:
    begins = text.lstrip("\r\n")
    return bool(FIXED_HEADER.match(begins) or COMMA_HEADER.match(begins))


def records_of(text: str) -> list[Record]:
    sort = ""
    records = []
    for line in _lines(text):
        if line.kind == HEADER:
            sort = _sort(line)
        records.append(_record(line, _layout(line, sort)))
    return records


def _record(line: _Line, layout: Layout) -> Record:
    fields = line.under(layout)
    if any(len(fields.get(name, "")) > width for name, width in layout if name != "_"):
        raise StatementError([(line.number, _("欄が長すぎて読めません。"))])
    return Record(line.number, line.raw, fields)


def groups_of(records: list[Record]) -> tuple[list[Group], Record]:
    """The accounts and the end record; records out of order refuse the file."""
    groups: list[Group] = []
    is_open = False
    for place, record in enumerate(records):
        kind = record.fields["record"]
        if kind == END and not is_open and place == len(records) - 1 and groups:
            return groups, record
        if kind == HEADER and not is_open:
            groups.append(Group(record.fields["sort"], record))
            is_open = True
        elif kind == DATA and is_open:
            groups[-1].data.append(record)
        elif kind == TRAILER and is_open:
            groups[-1].trailers.append(record)
            is_open = False
        else:
            raise StatementError([(record.number, _("全銀ファイルのレコードの順序が正しくありません。"))])
    last = records[-1].number if records else None
    sentence = _(
        "ファイルが途中で切れています（最後のレコードがありません）。銀行の画面から、もう一度ダウンロードしてください。"
    )
    raise StatementError([(last, sentence)])


def _lines(text: str) -> list[_Line]:
    if COMMA_HEADER.match(text.lstrip("\r\n")):
        return _comma_separated(text)
    lines = [(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if line.strip()]
    if len(lines) == 1:
        data = _bytes(*lines[0])
        pieces = [data[place : place + RECORD_LENGTH] for place in range(0, len(data), RECORD_LENGTH)]
        return [_fixed(number, piece) for number, piece in enumerate(pieces, 1) if piece.strip()]
    return [_fixed(number, _bytes(number, line)) for number, line in lines]


def _fixed(number: int, data: bytes) -> _Line:
    if len(data.rstrip()) > RECORD_LENGTH:
        sentence = _("1レコードが200バイトを超えています。銀行の画面から、もう一度ダウンロードしてください。")
        raise StatementError([(number, sentence)])
    return _Line(number, data.decode("cp932", "replace").rstrip(), None, data.ljust(RECORD_LENGTH))


def _bytes(number: int, line: str) -> bytes:
    try:
        return line.translate(LIKE_CP932).encode("cp932")
    except UnicodeEncodeError as error:
        sentence = _(
            "全銀ファイルで使えない文字「%(sign)s」があります。銀行から届いたままのファイルを使ってください。"
        )
        raise StatementError([(number, sentence % {"sign": error.object[error.start]})]) from error


def _comma_separated(text: str) -> list[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        return [_Line(reader.line_num, ",".join(cells), cells, b"") for cells in reader if any(cells)]
    except csv.Error as error:
        raise StatementError([(reader.line_num, unclosed_sentence())]) from error


def _sort(line: _Line) -> str:
    header = line.under(LAYOUTS[MOVEMENTS, HEADER])
    if header["code"] == "1":
        raise StatementError([(line.number, ebcdic_sentence())])
    if header["sort"] not in (MOVEMENTS, TRANSFERS_IN):
        sentence = _(
            "種別コード%(sort)sの全銀ファイルです。入出金取引明細（03）か振込入金通知（01）を使ってください。"
        )
        raise StatementError([(line.number, sentence % {"sort": header["sort"]})])
    return header["sort"]


def _layout(line: _Line, sort: str) -> Layout:
    if line.kind == END:
        return END_LAYOUT
    if (sort, line.kind) == (TRANSFERS_IN, DATA) and _is_format_b(line):
        return TRANSFER_B
    if (sort, line.kind) in LAYOUTS:
        return LAYOUTS[sort, line.kind]
    sentence = _("全銀ファイルのレコードとして読めません。銀行の画面から、もう一度ダウンロードしてください。")
    raise StatementError([(line.number, sentence)])


def _is_format_b(line: _Line) -> bool:
    if line.cells is not None:
        wide = [cell.strip() for cell in line.cells[SECOND_AMOUNTS]]
        return len(wide) == 2 and all(cell.isascii() and cell.isdigit() for cell in wide)
    return bool(ZERO_TO_TWENTY_FOUR_DIGITS.fullmatch(line.data[128:152]))
