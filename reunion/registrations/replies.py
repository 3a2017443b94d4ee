"""How a table of replies that came on paper, by telephone or by LINE is read.

Any table of a volunteer will do: CSV (UTF-8 or cp932) or XLSX, headings in English or Japanese, in any order.
Names, addresses and numbers are handed on as typed. A row that does not say who it is from, or whether that
one comes, is an error with its number; so is an answer in another column that is neither yes nor no. A class
that cannot be read is kept in words, for a person to decide.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reunion.lib.kana import hiragana
from reunion.lib.names import split_spaced
from reunion.roster.homeroom_labels import homeroom
from reunion.roster.sheets import Line, NotARoster, read_sheets

# Widths, spaces, brackets and の do not matter; カナ, ふりがな and よみ are one.
HEADINGS = {
    "email": "email mail メール メールアドレス Eメール アドレス",
    "klass": "klass class クラス 組 学級 年組",
    "name": "name 氏名 お名前 ご氏名 名前",
    "kana": "kana かな 氏名かな お名前かな 名前かな",
    "family_name": "family_at_school family 旧姓 姓 名字 苗字 在学時名字 在学時姓 在学時苗字",
    "given_name": "given 名 下名前",
    "family_kana": "family_kana 姓かな 名字かな 苗字かな 旧姓かな せい 在学時名字かな 在学時姓かな",
    "given_kana": "given_kana 名かな 下名前かな めい",
    "current_family_name": "current_family 現姓 新姓 いま名字 今名字 現在姓 現在名字 いま姓",
    "current_family_kana": "current_family_kana 現姓かな 新姓かな いま名字かな 今名字かな 現在名字かな",
    "phone": "phone tel 電話 電話番号 携帯 携帯電話 携帯番号",
    "attending": "attendance 出欠 出席 参加 本会 ご出欠 出欠席 参加不参加",
    "after_party": "after_party 二次会 2次会",
    "school_tour": "school_tour 校内見学 学校見学 見学",
    "transfer_name": "transfer_name 振込名義 振込名義人 振込人",
    "show_surname": "show_surname 名字公開 名前公開 公開 名字を載せてよい 名字掲載 掲載",
    "note": "message note メッセージ ひとこと 一言 備考 通信欄 近況",
    "channel": "channel 方法 届いた方法 受付方法",
}
LONGEST = {
    "family_name": 40,
    "given_name": 40,
    "family_kana": 60,
    "given_kana": 60,
    "current_family_name": 40,
    "current_family_kana": 60,
    "email": 254,
    "phone": 40,
    "transfer_name": 80,
    "note": 1000,
}
CHANNELS = {"line": "line", "らいん": "line", "電話": "telephone", "telephone": "telephone"}
ROWS_TO_LOOK_THROUGH = 20

NO = re.compile(r"欠席?.*|不参加.*|不可|いいえ|no|n|0|false|[x×✕✖-]|なし|無し?|.*(ません|ない|しません|せず)")
YES = re.compile(r"出席?|参加|可|はい|yes|y|1|true|[o○〇◯◎✓✔]|有り?|あり|.*(します|する|希望|予定)")


class NotReplies(ValueError):
    """The file is no table of replies; the text is a Japanese sentence for the screen."""


class Unreadable(ValueError):
    """One row cannot be read; the text says why."""


@dataclass(frozen=True)
class ReplyRow:
    """One reply as typed. `room` is grade ("" when not said) and label; `klass` the words they came from."""

    number: int
    attending: bool
    after_party: bool
    school_tour: bool
    show_surname: bool
    klass: str
    room: tuple[str, str] | None
    channel: str
    names: tuple[tuple[str, str], ...]

    def typed(self) -> dict[str, str]:
        """Names, addresses and words by field."""
        return dict(self.names)


@dataclass(frozen=True)
class RowError:
    number: int
    sentence: str


@dataclass(frozen=True)
class Replies:
    rows: tuple[ReplyRow, ...]
    errors: tuple[RowError, ...]


def read_replies(data: bytes) -> Replies:
    """Raises NotReplies when the file is no such table at all."""
    fields, lines = _table(data)
    rows, errors = [], []
    for line in lines:
        try:
            rows.append(_row(line, fields))
        except Unreadable as unreadable:
            errors.append(RowError(line.number, str(unreadable)))
    return Replies(tuple(rows), tuple(errors))


def _table(data: bytes) -> tuple[list[str], list[Line]]:
    try:
        sheets = read_sheets(data)
    except NotARoster as error:
        raise NotReplies(str(error)) from error
    for sheet in sheets:
        for place, line in enumerate(sheet.lines[:ROWS_TO_LOOK_THROUGH]):
            fields = _fields(line)
            if "attending" in fields and {"family_name", "name"} & set(fields):
                return fields, list(sheet.lines[place + 1 :])
    raise NotReplies(
        _("返信の一覧として読めません。1行目に「姓」「名」「出欠」などの見出しを書いてください。")
    )


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def _heading(text: str) -> str:
    plain = re.sub(r"[()\[\]「」:・の]", "", hiragana(_plain(text)))
    return re.sub(r"ふりがな|よみがな|よみかた|よみ|読みがな|読み", "かな", plain)


MEANINGS = {_heading(word): field for field, words in HEADINGS.items() for word in words.split()}


def _fields(line: Line) -> list[str]:
    fields = [MEANINGS.get(_heading(str(cell)), "") for cell in line.cells]
    if "family_name" in fields and "given_name" not in fields:
        # 姓 and 名前 side by side: here 名前 is the given name.
        aside = {"name": "given_name", "kana": "given_kana"}
        return [aside.get(field, field) for field in fields]
    return fields


def _row(line: Line, fields: list[str]) -> ReplyRow:
    cells = {field: cell for field, cell in zip(fields, line.cells, strict=False) if field and cell}
    typed = {field: str(cell) for field, cell in cells.items()}
    if any("\ufffd" in text for text in typed.values()):
        raise Unreadable(_("文字が壊れていて読めません"))
    names = _names(typed)
    klass = typed.get("klass", "")
    return ReplyRow(
        number=line.number,
        attending=_attending(typed.get("attending", "")),
        after_party=_yes(typed, "after_party", _("二次会")),
        school_tour=_yes(typed, "school_tour", _("校内見学")),
        show_surname=_yes(typed, "show_surname", _("名字の公開")),
        klass=klass,
        room=homeroom(cells["klass"]) if klass else None,
        channel=CHANNELS.get(hiragana(_plain(typed.get("channel", ""))), "paper"),
        names=tuple((field, names.get(field, "")) for field in LONGEST),
    )


def _names(typed: dict[str, str]) -> dict[str, str]:
    split = dict(typed)
    for whole, family, given in (
        ("name", "family_name", "given_name"),
        ("kana", "family_kana", "given_kana"),
    ):
        if whole in typed and family not in typed:
            split[family], split[given] = split_spaced(typed[whole]) or (typed[whole], "")
    if not split.get("family_name"):
        raise Unreadable(_("名前が書かれていません"))
    for field, longest in LONGEST.items():
        if len(split.get(field, "")) > longest:
            raise Unreadable(_("%(longest)s文字より長い欄があります") % {"longest": longest})
    return split


def _attending(text: str) -> bool:
    answer = _answer(text)
    if answer is None:
        raise Unreadable(_("出席か欠席か読み取れません「%(text)s」") % {"text": text})
    return answer


def _yes(typed: dict[str, str], field: str, question: str) -> bool:
    text = typed.get(field, "")
    answer = _answer(text) if text else False
    if answer is None:
        raise Unreadable(
            _("%(question)sの答えが読み取れません「%(text)s」") % {"question": question, "text": text}
        )
    return answer


def _answer(text: str) -> bool | None:
    plain = re.sub(r"^[ご御]|[。、]", "", _plain(text))
    if NO.fullmatch(plain):
        return False
    return True if YES.fullmatch(plain) else None
