"""The language of a letter's text: a name in braces stands for something, such as ｛お名前｝.

Full-width and half-width braces mean the same, and spaces beside or inside the name do not matter. A brace
without its partner is a slip that nobody may receive: see `slips_in`. A value is put in once; braces within
it are its own. A value of several lines begins a new line. An empty one leaves no hole: a line of which
nothing is left goes, and with it the heading (■) that would stand over nothing. Nothing else is worked out.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping

Value = str | Callable[[], str]  # a function is asked only when its name stands in the text

NAMED = re.compile(r"[{｛]([^{}｛｝\n]*)[}｝]")
BRACE = re.compile(r"[{}｛｝]")
EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
HEADING = "■"
SHOWN_AROUND_A_SLIP = 8


def tidy(text: str) -> str:
    """One sign for the end of a line, no invisible signs, nothing but text at both ends."""
    lines = LINE_ENDS.sub("\n", text).replace("\t", "　").split("\n")
    return "\n".join(_visible(line).rstrip() for line in lines).strip("\n")


def _visible(line: str) -> str:
    return "".join(character for character in line if unicodedata.category(character) not in {"Cc", "Cs"})


def named(name: str) -> str:
    """As it is written in a text."""
    return f"｛{name}｝"


def names_in(text: str) -> list[str]:
    """Every name once, in the order of the text."""
    return list(dict.fromkeys(_name(found) for found in NAMED.finditer(text)))


def _name(found: re.Match) -> str:
    return "".join(unicodedata.normalize("NFKC", found.group(1)).split())


def slips_in(text: str) -> list[str]:
    """What stands around each brace that has no partner, or has no name beside it."""
    empty = [found.group() for found in NAMED.finditer(text) if not _name(found)]
    rest = NAMED.sub(lambda found: " " * len(found.group()), text)
    alone = [_around(text, brace.start()) for brace in BRACE.finditer(rest)]
    return list(dict.fromkeys([*empty, *alone]))


def _around(text: str, position: int) -> str:
    before = text[:position].rpartition("\n")[2][-SHOWN_AROUND_A_SLIP:]
    after = text[position:].partition("\n")[0][:SHOWN_AROUND_A_SLIP]
    return (before + after).strip()


def filled(text: str, values: Mapping[str, Value]) -> str:
    paragraphs = EMPTY_LINES.split(tidy(text))
    written = [_paragraph(paragraph, values) for paragraph in paragraphs]
    return "\n\n".join(paragraph for paragraph in written if paragraph)


def filled_line(text: str, values: Mapping[str, Value]) -> str:
    """For a subject: always one line."""
    return " ".join(NAMED.sub(lambda found: _value(found, values), text).split())


def _paragraph(text: str, values: Mapping[str, Value]) -> str:
    lines = [(line, _line(line, values)) for line in text.split("\n")]
    left = [written for line, written in lines if written.strip() or not NAMED.search(line)]
    has_hole = len(left) < len(lines)
    stands_over_nothing = has_hole and all(line.startswith(HEADING) for line in left)
    return "" if stands_over_nothing else "\n".join(left)


def _line(line: str, values: Mapping[str, Value]) -> str:
    written, end = "", 0
    for found in NAMED.finditer(line):
        written = _after(written, line[end : found.start()])
        written = _after(written, _value(found, values))
        end = found.end()
    return _after(written, line[end:])


def _after(written: str, piece: str) -> str:
    """A piece of several lines shares none of them with its neighbours."""
    if not written or not piece:
        return written + piece
    needs_a_line = written.strip() and ("\n" in written or "\n" in piece)
    return f"{written}\n{piece}" if needs_a_line else written + piece


def _value(found: re.Match, values: Mapping[str, Value]) -> str:
    value = values.get(_name(found), "")
    return value() if callable(value) else value
