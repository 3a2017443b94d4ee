"""How a letter opens depends on whom it is for, and whether they were written to before.

A classmate is among friends: name, then straight to the matter. A teacher is greeted with honour, and is
never 「様」. A business (venue, printer) reads 「お世話になります」 in the first letter and
「お世話になっております」 in every later one. The right opening is proposed; a wrong one is pointed out with
the rule, and the writer decides. Only how the text begins counts: thanks for former days is none. A formal
letter (formal_letters.py) greets in the same words within its first paragraph; 「前略」 does without.
"""

import re
import unicodedata
from enum import StrEnum

from django.utils.translation import gettext as _


class Addressee(StrEnum):
    CLASSMATE = "classmate"
    TEACHER = "teacher"
    BUSINESS = "business"


FIRST = "お世話になります"
LATER = "お世話になっております"
HONOUR = "先生におかれましては、ますますご健勝のことと\nお慶び申し上げます。"

VERY = "(?:いつも|平素より|平素は|日頃より|日頃は|大変|たいへん|格別に?|、)*"
AS_TO_A_FIRST = re.compile(f"{VERY}(?:お|御)世話になります")
AS_TO_A_LATER = re.compile(f"{VERY}(?:お|御)世話になって(?:おり|い)ます")
FORMAL = re.compile("拝啓|謹啓|前略|貴社|時下")
A_LETTER = re.compile("拝啓|謹啓|前略")
TO_COLLEAGUES = re.compile("お疲れ|おつかれ|ご苦労|ごくろう|こんにちは|こんばんは|やあ|ども|どうも")
ADDRESS_LINE = re.compile(r"(?:様|さま|さん|先生|殿|御中|各位|[｝}])[　 ]*$")


def opening_for(addressee: Addressee, *, written_to_before: bool = False) -> str:
    """The line after the name; empty where none is needed."""
    if addressee == Addressee.BUSINESS:
        return f"{LATER if written_to_before else FIRST}。"
    return HONOUR if addressee == Addressee.TEACHER else ""


def wrong_opening(text: str, *, addressee: Addressee, written_to_before: bool = False) -> str:
    """The rule in a sentence; empty when the text opens well."""
    address, opening = _beginning(text)
    if addressee == Addressee.BUSINESS:
        if A_LETTER.match(opening):
            return _wrong_in_a_letter(text, written_to_before)
        return _wrong_to_a_business(opening, written_to_before)
    if addressee == Addressee.TEACHER:
        return _wrong_to_a_teacher(address, opening)
    if _is_businesslike(opening) or FORMAL.match(opening):
        return _("同窓生への便りに、「お世話になっております」などの書き出しはいりません。用件から始めます。")
    return ""


def _beginning(text: str) -> tuple[str, str]:
    """The lines that name the addressee, and the first one after them."""
    lines = [unicodedata.normalize("NFKC", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    address = []
    while lines and len(address) < 3 and ADDRESS_LINE.search(lines[0]):
        address.append(lines.pop(0))
    return " ".join(address), lines[0] if lines else ""


def _is_businesslike(opening: str) -> bool:
    return bool(AS_TO_A_FIRST.match(opening) or AS_TO_A_LATER.match(opening))


def _wrong_to_a_teacher(address: str, opening: str) -> str:
    if re.search("(?:様|さま|さん|殿)$", address):
        return _("恩師のお名前には、「様」ではなく「先生」を付けます。｛敬称｝と書くと、自動で付きます。")
    if _is_businesslike(opening) or TO_COLLEAGUES.match(opening):
        return _("恩師への便りは、「お慶び申し上げます」など、敬意のこもった言葉で始めます。")
    return ""


def _wrong_to_a_business(opening: str, written_to_before: bool) -> str:
    if written_to_before and not AS_TO_A_LATER.match(opening):
        return _("前にも便りを出した相手です。「お世話になっております」で始めます。")
    if not written_to_before and not AS_TO_A_FIRST.match(opening):
        return _("はじめて便りを出す相手です。「お世話になります」で始めます。")
    return ""


def _wrong_in_a_letter(text: str, written_to_before: bool) -> str:
    paragraphs = re.split(r"\n[　 ]*\n", unicodedata.normalize("NFKC", text).strip())
    greeting = next(paragraph for paragraph in paragraphs if A_LETTER.search(paragraph))
    if "前略" in greeting:
        return ""
    if written_to_before and not re.search(AS_TO_A_LATER.pattern, greeting):
        return _("前にも便りを出した相手です。はじめの段落に「お世話になっております」と入れます。")
    if not written_to_before and not re.search(AS_TO_A_FIRST.pattern, greeting):
        return _("はじめて便りを出す相手です。はじめの段落に「お世話になります」と入れます。")
    return ""
