"""A PDF file that is written while it is made: each object leaves as soon as it is whole.

What is not whole before the end (which characters were used, which pages there are) gets its number first and
is written last. Of a page nothing stays in memory but its place in the file.
"""

import hashlib
from typing import BinaryIO

from pydyf import Array, Dictionary, Object, Stream, String

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class StreamedFile:
    def __init__(self, output: BinaryIO) -> None:
        self._output, self._position = output, 0
        self._places: list[int] = [0]
        self._print = hashlib.md5(usedforsecurity=False)
        self._write(HEADER)

    def reserve(self) -> int:
        """The number of an object that will be written later."""
        self._places.append(0)
        return len(self._places) - 1

    def add(self, thing: Object, *, number: int | None = None) -> bytes:
        """Writes it, and answers with how other objects point to it."""
        thing.number = number or self.reserve()
        self._places[thing.number] = self._position
        self._write(thing.indirect + b"\n")
        return thing.reference

    def add_stream(self, data: bytes, **extra: object) -> bytes:
        return self.add(Stream([data], extra, compress=True))

    def finish(self, *, catalog: bytes, info: bytes) -> None:
        start = self._position
        rows = [b"%010d 00000 n \n" % place for place in self._places[1:]]
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places) + b"".join(rows))
        mark = String(self._print.hexdigest())
        trailer = Dictionary(
            {"Size": len(self._places), "Root": catalog, "Info": info, "ID": Array([mark, mark])}
        )
        self._write(b"trailer\n" + trailer.data + b"\nstartxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes) -> None:
        self._output.write(data)
        self._print.update(data)
        self._position += len(data)
