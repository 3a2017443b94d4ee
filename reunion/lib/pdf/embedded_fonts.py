"""What of a typeface goes into a file: the outlines of the glyphs used, their widths, and what they mean.

A typeface is used under two names, one for each direction of writing; both share everything else. A glyph
means the text it first stood for. Where it later stands for another text (a character with and without a
selector may look the same), the page says so itself (glyph_runs.py).
"""

from pydyf import Array, Dictionary

from .faces import MISSING, Face, Glyph
from .streamed_file import StreamedFile

MOST_ROWS = 100
SYMBOLIC = 4
CMAP_START = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
CMAP_END = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFont:
    def __init__(self, face: Face, file: StreamedFile) -> None:
        self.face, self._file = face, file
        self.meanings: dict[int, str] = {}
        self.missing: set[str] = set()
        self._numbers: dict[bool, int] = {}

    def name(self, *, vertical: bool) -> str:
        """By which a page calls it."""
        if vertical not in self._numbers:
            self._numbers[vertical] = self._file.reserve()
        return self.face.name + ("V" if vertical else "H")

    def use(self, glyph: Glyph) -> bool:
        """False when the glyph already means something else than here."""
        if glyph.id == MISSING and glyph.text:
            self.missing.add(glyph.text)
        return self.meanings.setdefault(glyph.id, glyph.text) == glyph.text

    def write(self) -> dict[str, bytes]:
        """The names by which pages call it, with what they point to."""
        parts = self._file.add(self._descendant())
        meaning = self._file.add_stream(self._cmap().encode())
        named = {}
        for vertical, number in self._numbers.items():
            font = Dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": "/" + self._base_name(),
                    "Encoding": "/Identity-V" if vertical else "/Identity-H",
                    "DescendantFonts": Array([parts]),
                    "ToUnicode": meaning,
                }
            )
            named[self.name(vertical=vertical)] = self._file.add(font, number=number)
        return named

    def _base_name(self) -> str:
        """The six letters say that it is a part; they are worked out from which one."""
        total, letters = sum(glyph_id * 31 + 7 for glyph_id in self.meanings), ""
        for _ in range(6):
            total, place = divmod(total, 26)
            letters += chr(ord("A") + place)
        return f"{letters}+{self.face.postscript_name}"

    def _descendant(self) -> Dictionary:
        ids = sorted({MISSING, *self.meanings})
        widths = [part for id in ids for part in (id, Array([self.face.advance(id)]))]
        return Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType0",
                "BaseFont": "/" + self._base_name(),
                "CIDSystemInfo": b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>",
                "FontDescriptor": self._file.add(self._descriptor(ids)),
                "DW": 1000,
                "DW2": Array([880, -1000]),
                "W": Array(widths),
            }
        )

    def _descriptor(self, ids: list[int]) -> Dictionary:
        above, below = self.face.extents
        outlines = self._file.add_stream(self.face.subset(ids), Subtype="/CIDFontType0C")
        return Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": "/" + self._base_name(),
                "Flags": SYMBOLIC,
                "FontBBox": Array([-1000, below, 3000, above]),
                "ItalicAngle": 0,
                "Ascent": above,
                "Descent": below,
                "CapHeight": 733,
                "StemV": 80,
                "FontFile3": outlines,
            }
        )

    def _cmap(self) -> str:
        rows = [
            f"<{id:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for id, text in sorted(self.meanings.items())
            if text
        ]
        blocks = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)]
        written = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        return "\n".join([CMAP_START, *written, CMAP_END])
