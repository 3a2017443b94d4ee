"""From bytes to text.

A byte order mark decides; else the file is UTF-8 if it can be and looks Japanese as such; else cp932, the
Shift_JIS of Windows, which also knows the signs banks add (①, ㈱, 髙, 﨑). What is no text at all (a
picture, a workbook, a mainframe's EBCDIC) is named for what it is, so that the person knows what to fetch
instead.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reunion.payments.readers.entries import StatementError

LARGEST_FILE = 20 * 1024 * 1024
MOST_LINES = 50_000
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

WORKBOOK = gettext_noop("Excelのブックは読み込めません。Excelで開き、「CSV」として保存し直してください。")
PICTURE = gettext_noop("これは画像のようです。銀行の画面で、明細をCSVでダウンロードしてください。")
DOCUMENT = gettext_noop("これはPDFのようです。銀行の画面で、明細をCSVでダウンロードしてください。")
WEB_PAGE = gettext_noop("これはウェブページのようです。銀行の画面で、明細をCSVでダウンロードしてください。")
FOREIGN_TO_BANKS = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0"), WORKBOOK),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM.{4}\0\0|....ftyp|II\*\0|MM\0\*", re.DOTALL),
        PICTURE,
    ),
    (re.compile(rb"%PDF"), DOCUMENT),
    (re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE), WEB_PAGE),
)
EBCDIC_HEADER = re.compile(rb"\xf1[\xf0-\xf9]{3}")
# Escape codes, and the single bytes which cp932 leaves without a meaning.
WORDS_OF_STATEMENTS = re.compile("日付|年月日|取引|摘要|入金|残高")
WORDS_OF_STATEMENTS = re.compile("日付|年月日|取引|摘要|入金|残高")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\uf8f0-\uf8f3\ufffe\uffff]")
BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
HALF_WIDTH_OF_UNIX = re.compile(rb"(?:\x8e[\xa1-\xdf])+")
END_OF_FILE_MARK = "\x1a"


def text_of(data: bytes) -> str:
    """The file's text; a StatementError with what to do where it has none."""
    _refuse_what_is_no_statement(data)
    text = _decoded(data).rstrip(END_OF_FILE_MARK).lstrip("\ufeff")
    if not text.strip():
        raise StatementError(_("ファイルが空です。銀行の画面から、もう一度ダウンロードしてください。"))
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise StatementError(_("行が多すぎます（5万行まで）。期間を短くしてダウンロードし直してください。"))
    if NOT_TEXT.search(text):
        raise StatementError(
            _("文字として読めない部分があります。銀行の画面から、もう一度ダウンロードしてください。")
        )
    return text


def _refuse_what_is_no_statement(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise StatementError(
            _("ファイルが大きすぎます（20MBまで）。期間を短くしてダウンロードし直してください。")
        )
    for beginning, sentence in FOREIGN_TO_BANKS:
        if beginning.match(data):
            raise StatementError(_(sentence))
    if EBCDIC_HEADER.match(data):
        raise StatementError(ebcdic_sentence())


def ebcdic_sentence() -> str:
    return _(
        "文字コードがEBCDICの全銀ファイルは読み込めません。銀行の画面で、JISを選んでダウンロードしてください。"
    )


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    try:
        return data.decode(encoding) if encoding else _without_mark(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = _("文字として読めません。銀行の画面から、もう一度ダウンロードしてください。")
        raise StatementError([(line, sentence)]) from error


def refuse_foreign_encoding(data: bytes) -> None:
    """Names the encoding of Unix, whose letters cp932 takes for half-width kana."""
    try:
        text = data.decode("euc_jp")
    except UnicodeDecodeError:
        return
    if WORDS_OF_STATEMENTS.search(text):
        raise StatementError(_encoding_of_unix())


def _encoding_of_unix() -> str:
    return _(
        "文字コードがEUCのファイルは読み込めません。銀行から届いたままのファイルか、"
        "「CSV UTF-8」で保存し直したファイルを使ってください。"
    )


def _without_mark(data: bytes) -> str:
    """Two half-width kana of cp932 can look like one letter of UTF-8, whose own kana have three bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _in_cp932(data)
    if text.isascii() or BEYOND_TWO_BYTES.search(text):
        return text
    return _in_cp932(data)


def _in_cp932(data: bytes) -> str:
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        _refuse_encoding_of_unix(data)
        raise
    if not WORDS_OF_STATEMENTS.search(text):
        _refuse_encoding_of_unix(data)
    if (beyond_ascii := BEYOND_ASCII.findall(data)) and all(map(HALF_WIDTH_OF_UNIX.fullmatch, beyond_ascii)):
        raise StatementError(_encoding_of_unix())
    return text


def _refuse_encoding_of_unix(data: bytes) -> None:
    """cp932 takes the letters of EUC for half-width kana; the words of a heading tell."""
    try:
        text = data.decode("euc_jp")
    except UnicodeDecodeError:
        return
    if WORDS_OF_STATEMENTS.search(text):
        raise StatementError(_encoding_of_unix())


def _encoding_of_unix() -> str:
    return _(
        "文字コードがEUCのファイルは読み込めません。銀行から届いたままのファイルか、"
        "「CSV UTF-8」で保存し直したファイルを使ってください。"
    )
