"""Lines of a letter are cut where a Japanese reader expects it, at 36 full-width characters.

A full-width character counts two columns, others one. No line starts with a closing mark (、。」 and so
on) and none ends with an opening one. Addresses of the web, words and numbers in Latin letters stay whole,
even when they are longer than a line: a cut link is a dead link. Lines that fit are left as they are; a cut
line keeps its indentation.
"""

import re
import unicodedata

COLUMNS = 72
NEVER_FIRST = set(
    "、。，．・：；！？）］｝」』】〉》〕’”々ー〜～゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヶ"
    ",.!?:;)]}％円様"
)
NEVER_LAST = set("（［｛「『【〈《〔‘“([{￥¥〒")
PIECE = re.compile(r"https?://[!-~]+|[!-~]+|\s+|.", re.DOTALL)


def columns(text: str) -> int:
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def wrap(text: str) -> str:
    return "\n".join(cut for line in text.split("\n") for cut in _cut(line.rstrip()))


def unwrap(text: str) -> str:
    """Lines that `wrap` has cut are whole again; an address of the web keeps a line of its own."""
    before, joined = "", []
    for line in text.split("\n"):
        if joined and _was_cut(before, line):
            between = " " if before[-1].isascii() and line.lstrip()[0].isascii() else ""
            joined[-1] += between + line.lstrip()
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def _was_cut(before: str, line: str) -> bool:
    if not before.strip() or not line.strip() or "://" in before.split()[-1] or "://" in line.split()[0]:
        return False
    same_depth = len(before) - len(before.lstrip()) == len(line) - len(line.lstrip())
    first = _inseparable(line.lstrip())[0].rstrip()
    return same_depth and columns(before) + columns(first) > COLUMNS


def _cut(line: str) -> list[str]:
    if columns(line) <= COLUMNS:
        return [line]
    indentation = re.match(r"\s*", line).group()
    lines, current = [], indentation
    for piece in _inseparable(line[len(indentation) :]):
        if current.strip() and columns(current) + columns(piece.rstrip()) > COLUMNS:
            lines.append(current.rstrip())
            current = indentation
            piece = piece.lstrip()
        current += piece
    return [*lines, current.rstrip()]


def _inseparable(text: str) -> list[str]:
    """The text in pieces between which a line may be cut."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        if pieces and (piece[0] in NEVER_FIRST or pieces[-1][-1] in NEVER_LAST or piece.isspace()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
