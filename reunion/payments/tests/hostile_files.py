"""A valid file of every format, and what goes wrong with files on their way from a bank."""

from collections.abc import Iterator

from reunion.payments.tests.readers import files
from reunion.payments.tests.readers.test_banks import FILES
from reunion.payments.tests.readers.test_zengin import comma_separated

TWO = (files.data_03("ﾔﾏﾀﾞ ﾀﾛｳ", 8000), files.data_03("ﾓﾘ ｼﾞﾛｳ", 5000))
NOTICE = (files.data_01("ﾔﾏﾀﾞ ﾀﾛｳ", 8000), files.data_01("ﾓﾘ ｼﾞﾛｳ", 5000))
WIDE = tuple(
    files.data_01(payer, 0, tail=f"{amount:012d}{0:012d}")
    for payer, amount in (("ﾔﾏﾀﾞ ﾀﾛｳ", 8000), ("ﾓﾘ ｼﾞﾛｳ", 5000))
)

TAKEN_BACK = (
    *TWO,
    files.data_03("ﾃｽｳﾘﾖｳ", 500, way="2", sort="18"),
    files.data_03("ﾓﾘ ｼﾞﾛｳ", 5000, way="2", sort="19"),
)
CANCELLED = (*NOTICE, files.data_01("ﾓﾘ ｼﾞﾛｳ", 3000, cancelled="1"))

VALID = {code: files.table(*lines) for code, (lines, _seen) in FILES.items()} | {
    "zengin03": files.records(
        files.header_03(), *TWO, files.trailer_03([8000, 5000], closing=14000), files.end(5)
    ),
    "zengin03 without line ends": files.records(
        files.header_03(), *TWO, files.trailer_03([8000, 5000], closing=14000), files.end(5), newline=""
    ),
    "zengin01 A": files.records(files.header_01(), *NOTICE, files.trailer_01([8000, 5000]), files.end(5)),
    "zengin03 with a correction": files.records(
        files.header_03(),
        *TAKEN_BACK,
        files.trailer_03([8000, 5000], [500, 5000], closing=8500),
        files.end(7),
    ),
    "zengin01 with a cancelled transfer": files.records(
        files.header_01(), *CANCELLED, files.trailer_01([8000, 5000], [3000]), files.end(6)
    ),
    "zengin01 B": files.records(files.header_01(), *WIDE, files.trailer_01([8000, 5000]), files.end(5)),
    "zengin with commas": comma_separated('"', with_unused=True),
}


OF_A_MAINFRAME = (files.header_01(), files.data_01("YAMADA", 8000), files.trailer_01([8000]))


def foreign_files() -> dict[str, bytes]:
    """What is no statement, whatever its name says."""
    return {
        "empty": b"",
        "only line ends": b"\r\n" * 40,
        "only a byte order mark": b"\xef\xbb\xbf",
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "photo": b"\xff\xd8\xff\xe0\0\x10JFIF",
        "photo of a phone": b"\0\0\0\x18ftypheic",
        "pdf": b"%PDF-1.7\n1 0 obj",
        "workbook": b"PK\x03\x04\x14\0\x06\0[Content_Types].xml",
        "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "packed": b"\x1f\x8b\x08\0\0\0\0\0",
        "web page": b"<!DOCTYPE html><title>x</title>",
        "program": b"\x7fELF\x02\x01\x01\0",
        "letter": "拝啓\r\n秋も深まりました。\r\n敬具\r\n".encode(),
        "roster": "組,氏名,ふりがな,住所\r\nA,山田,やまだ,千葉県\r\n".encode("cp932"),
        "mainframe 03": "1031080630".ljust(200).encode("cp037"),
        "mainframe 01": "".join(OF_A_MAINFRAME).encode("cp037", "replace"),
        "noughts": b"\0" * 4000,
    }


def damaged(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The same statement as it must never be read: each of these is refused."""
    text = data.decode("cp932")
    yield "UTF-16 without its mark", text.encode("utf-16-le")
    yield "UTF-16 cut within a letter", text.encode("utf-16")[:-1]
    yield "encoding of mail", text.encode("iso2022_jp_ext", "replace")
    yield "encoding of Unix", text.encode("euc_jp", "replace")
    yield "nought within", data[: len(data) // 2] + b"\0" + data[len(data) // 2 :]
    yield "cut within a letter", data[: _first_letter_of_two_bytes(data) + 1]
    yield "quotation never closed", data + b'"' + b"\r\n20260603,1,2" * 3
    yield "line of a million commas", data + b"," * 1_000_000 + b"x\r\n"
    yield "field of ten megabytes", data + b"x" * (10 * 1024 * 1024)
    yield "field of two megabytes", data + b"x" * (2 * 1024 * 1024)


def _first_letter_of_two_bytes(data: bytes) -> int:
    return next((place for place, byte in enumerate(data) if 0x81 <= byte <= 0x9F), len(data) // 3)
