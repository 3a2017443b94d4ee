"""The two typefaces, Gothic and Mincho, and which of their glyphs a text becomes.

HarfBuzz chooses and places the glyphs: variants of a character asked for by a selector (邉󠄂), the vertical
forms of ー、。（）, kerning. Nothing is normalised before, since that would change how people write their
names. Lengths are in thousandths of the type size. A character that the typeface lacks becomes its empty
box, and is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz
from pylopdf_fonts_jp import sans_path, serif_path

MISSING = 0
JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class Glyph:
    """Where it stands in its line; `text` is what it stands for, empty for the further glyphs of a group."""

    id: int
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Run:
    """A text set in one line; `length` is along the line."""

    glyphs: tuple[Glyph, ...]
    length: int


@dataclass(frozen=True)
class Face:
    name: str
    path: Path

    @cached_property
    def _face(self) -> uharfbuzz.Face:
        """The file is mapped, not read: only what is used of it comes into memory."""
        return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.path)))

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(self._face)

    @cached_property
    def postscript_name(self) -> str:
        return self._face.get_name(6)

    @cached_property
    def extents(self) -> tuple[int, int]:
        """How far it reaches above and below the baseline."""
        extents = self._font.get_font_extents("ltr")
        return extents.ascender, extents.descender

    def advance(self, glyph_id: int) -> int:
        return self._font.get_glyph_h_advance(glyph_id)

    def run(self, text: str, *, vertical: bool = False) -> Run:
        return _shaped(self, text, vertical)

    def width_of(self, text: str, size: float) -> float:
        """Millimetres, at this size in points."""
        return self.run(text).length * size / 1000 * 25.4 / 72

    def lacks(self, text: str) -> set[str]:
        return {glyph.text for glyph in self.run(text).glyphs if glyph.id == MISSING and glyph.text}

    def subset(self, glyph_ids: Iterable[int]) -> bytes:
        """The outlines (CFF) of these glyphs, each under the number it has in the whole typeface."""
        wanted = uharfbuzz.SubsetInput()
        wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(sorted(glyph_ids))
        flags = uharfbuzz.SubsetFlags
        wanted.flags = (
            flags.RETAIN_GIDS
            | flags.CFF_IDENTITY_CHARSET
            | flags.NO_LAYOUT_CLOSURE
            | flags.NOTDEF_OUTLINE
            | flags.NO_HINTING
        )
        part = uharfbuzz.SubsetPlan(self._face, wanted).execute()
        return bytes(part.reference_table("CFF ").data)


SANS = Face("Sans", Path(sans_path()))
SERIF = Face("Serif", Path(serif_path()))


@lru_cache(maxsize=4096)
def _shaped(face: Face, text: str, vertical: bool) -> Run:
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.guess_segment_properties()
    buffer.language = JAPANESE
    buffer.direction = "ttb" if vertical else "ltr"
    uharfbuzz.shape(face._font, buffer)
    glyphs, x, y = [], 0, 0
    places = buffer.glyph_positions or []
    for (glyph_id, part), place in zip(_named(text, buffer.glyph_infos), places, strict=True):
        glyphs.append(Glyph(glyph_id, part, x + place.x_offset, y + place.y_offset))
        x, y = x + place.x_advance, y + place.y_advance
    return Run(tuple(glyphs), -y if vertical else x)


def _named(text: str, infos: list) -> Iterator[tuple[int, str]]:
    """Each glyph with the text it stands for, the first of a group with all of the group's text."""
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts, len(text)][1:], strict=True))
    seen = set()
    for info in infos:
        is_first = info.cluster not in seen
        seen.add(info.cluster)
        yield info.codepoint, text[info.cluster : ends[info.cluster]] if is_first else ""
