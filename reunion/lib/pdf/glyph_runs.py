"""How glyphs are written into a page so that they are found again as text.

A horizontal run is one string with small corrections between its glyphs. In a vertical one each glyph has its
own place, since the typeface knows better than the reader of the file where it stands in its column. Where a
glyph does not mean here what it means elsewhere, the text is written beside it.
"""

from pydyf import Stream

from .embedded_fonts import EmbeddedFont
from .faces import Glyph, Run

# By which a reader of vertical writing moves a glyph from the top centre of its box to where it is drawn.
DOWN = 880


def write_horizontal(stream: Stream, run: Run, font: EmbeddedFont) -> None:
    parts, pen = [], 0
    for group in _groups(run.glyphs):
        text = None if _means_itself(group, font) else "".join(glyph.text for glyph in group)
        if text is not None:
            _flush(stream, parts)
            _begin(stream, text)
        for glyph in group:
            if glyph.x != pen:
                parts.append(b"%d" % (pen - glyph.x))
            parts.append(b"<%04X>" % glyph.id)
            pen = glyph.x + font.face.advance(glyph.id)
        if text is not None:
            _flush(stream, parts)
            stream.end_marked_content()
    _flush(stream, parts)


def write_vertical(stream: Stream, run: Run, font: EmbeddedFont, x: float, y: float, size: float) -> None:
    """`x`, `y` in points: the centre and the top of the column."""
    for group in _groups(run.glyphs):
        means_itself = _means_itself(group, font)
        if not means_itself:
            _begin(stream, "".join(glyph.text for glyph in group))
        for glyph in group:
            right = x + (glyph.x + font.face.advance(glyph.id) / 2) * size / 1000
            up = y + (glyph.y + DOWN) * size / 1000
            stream.set_text_matrix(1, 0, 0, 1, round(right, 3), round(up, 3))
            stream.stream.append(b"<%04X> Tj" % glyph.id)
        if not means_itself:
            stream.end_marked_content()


def _groups(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    """Glyphs that together stand for one piece of text."""
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.text or not groups:
            groups.append([])
        groups[-1].append(glyph)
    return groups


def _means_itself(group: list[Glyph], font: EmbeddedFont) -> bool:
    known = [font.use(glyph) for glyph in group]
    return all(known) and len(group) == 1


def _begin(stream: Stream, text: str) -> None:
    written = (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()
    stream.begin_marked_content("Span", b"<</ActualText <" + written + b">>>")


def _flush(stream: Stream, parts: list[bytes]) -> None:
    if parts:
        stream.stream.append(b"[" + b"".join(parts) + b"] TJ")
        parts.clear()
