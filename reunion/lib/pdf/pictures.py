"""A picture goes into a file as the JPEG it is; everything else must be made one before.

The same picture on many pages is in the file once.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property

from PIL import Image

COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


@dataclass(frozen=True)
class Picture:
    """A JPEG, grey or in red, green and blue."""

    jpeg: bytes

    @cached_property
    def _image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.jpeg), formats=("JPEG",))

    @property
    def width(self) -> int:
        return self._image.width

    @property
    def height(self) -> int:
        return self._image.height

    @cached_property
    def colours(self) -> str:
        return COLOURS[self._image.mode]

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.jpeg).hexdigest()
