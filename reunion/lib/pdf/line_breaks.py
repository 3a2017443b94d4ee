"""Where a Japanese line may end: not before what closes, after what opens, inside a word or a number."""

import re

from .faces import Face

# What may not begin a line stays with what is before it, what may not end one with what follows.
NOT_AT_THE_START = (
    "、。，．・：；？！ー―…’”）〕］｝〉》」』】っゃゅょぁぃぅぇぉッャュョァィゥェォ々％℃円名年月日.,:;?!)]}%"
)
NOT_AT_THE_END = "‘“（〔［｛〈《「『【([{￥¥"
PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9,.\-/:@_]*\s?|.[\uFE00-\uFE0F\U000E0100-\U000E01EF]*", re.DOTALL)


def lines_of(text: str, *, width: float, size: float, face: Face) -> list[str]:
    """The text in lines no wider than `width` millimetres; a line break in it stays one."""
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, width, size, face)]


def _filled(paragraph: str, width: float, size: float, face: Face) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(paragraph):
        if line and face.width_of((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What is never divided."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        belongs_before = pieces and (piece[0] in NOT_AT_THE_START or pieces[-1][-1] in NOT_AT_THE_END)
        if belongs_before:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
