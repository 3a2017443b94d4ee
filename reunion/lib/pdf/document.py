"""A file with its pages. A page is written when the next one is begun, what pages share at the end."""

from types import TracebackType
from typing import BinaryIO, Self

from pydyf import Array, Dictionary, Stream, String

from .embedded_fonts import EmbeddedFont
from .faces import Face
from .page import POINTS, Page
from .pictures import Picture
from .streamed_file import StreamedFile

A4 = (210.0, 297.0)
POSTCARD = (100.0, 148.0)


class Document:
    """Use it with `with`: leaving the block finishes the file."""

    def __init__(
        self,
        output: BinaryIO,
        *,
        width: float,
        height: float,
        title: str,
        language: str = "ja",
        shift: tuple[float, float] = (0, 0),
    ) -> None:
        self.width, self.height, self._shift = width, height, shift
        self._title, self._language = title, language
        self._file = StreamedFile(output)
        self._tree, self._resources = self._file.reserve(), self._file.reserve()
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._pictures: dict[str, tuple[str, bytes]] = {}
        self._pages: list[int] = []
        self._open: Page | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()

    @property
    def missing(self) -> list[str]:
        """The characters used that their typeface does not have, in order."""
        return sorted(set().union(*(font.missing for font in self._fonts.values())))

    @property
    def page_count(self) -> int:
        return len(self._pages) + (self._open is not None)

    def add_page(self) -> Page:
        self._write_page()
        self._open = Page(self, self.width, self.height, self._shift)
        return self._open

    def font(self, face: Face) -> EmbeddedFont:
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(face, self._file)
        return self._fonts[face]

    def picture_name(self, picture: Picture) -> str:
        if picture.digest not in self._pictures:
            number = len(self._pictures) + 1
            self._pictures[picture.digest] = (f"Picture{number}", self._file.add(_picture(picture)))
        return self._pictures[picture.digest][0]

    def _write_page(self) -> None:
        if self._open is None:
            return
        content = self._file.add(Stream(self._open.stream.stream, compress=True))
        page = Dictionary(
            {
                "Type": "/Page",
                "Parent": b"%d 0 R" % self._tree,
                "MediaBox": Array([0, 0, round(self.width * POINTS, 4), round(self.height * POINTS, 4)]),
                "Resources": b"%d 0 R" % self._resources,
                "Contents": content,
            }
        )
        number = self._file.reserve()
        self._file.add(page, number=number)
        self._pages.append(number)
        self._open = None

    def _finish(self) -> None:
        self._write_page()
        fonts = [row for font in self._fonts.values() for row in font.write().items()]
        resources = {"Font": Dictionary(dict(fonts)), "XObject": Dictionary(dict(self._pictures.values()))}
        self._file.add(Dictionary(resources), number=self._resources)
        pages = Array([b"%d 0 R" % number for number in self._pages])
        tree = {"Type": "/Pages", "Kids": pages, "Count": len(self._pages)}
        self._file.add(Dictionary(tree), number=self._tree)
        catalog = {
            "Type": "/Catalog",
            "Pages": b"%d 0 R" % self._tree,
            "Lang": String(self._language),
            "ViewerPreferences": b"<</DisplayDocTitle true/PrintScaling/None>>",
        }
        info = self._file.add(Dictionary({"Title": String(self._title)}))
        self._file.finish(catalog=self._file.add(Dictionary(catalog)), info=info)


def _picture(picture: Picture) -> Stream:
    details = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": picture.colours,
        "BitsPerComponent": 8,
        "Filter": "/DCTDecode",
    }
    return Stream([picture.jpeg], details)
