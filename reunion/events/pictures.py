"""A photo as it comes from a telephone becomes two clean pictures: small and large.

JPEG, PNG and WebP are taken, up to 15 MB. It is turned upright, brought into the colours every screen shows
(sRGB), laid on white where it is see-through, and written anew as JPEG, so that nothing of the file stays but
what is to be seen: no place, no time, no camera, no comment. How many pixels it may have depends on how much
memory opening it takes: a plain JPEG is opened already shrunk, everything else whole. One at a time, which
takes no more than 125 MB.
"""

import io
import threading
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from reunion.lib.refused import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PIXELS_OPENED_WHOLE = {"JPEG": 16_000_000, "PNG": 16_000_000, "WEBP": 8_000_000}
LARGE, SMALL = 1600, 640
QUALITY = 80
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
WHITE = "white"

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class TwoSizes:
    """Two JPEG files of one picture; width and height are the large one's."""

    small: bytes
    large: bytes
    width: int
    height: int


def two_sizes(file: BinaryIO) -> TwoSizes:
    """Raises Refused with what to do."""
    if file.seek(0, io.SEEK_END) > LARGEST_FILE:
        raise Refused(_("写真のファイルが大きすぎます。15MBまでの写真をお選びください。"))
    file.seek(0)
    with _one_at_a_time:
        try:
            large = _clean(_opened(file))
        except Refused:
            raise
        except Image.DecompressionBombError as error:
            raise Refused(_too_many_pixels()) from error
        except Exception as error:  # a decoder stumbles over a broken file in whatever way it likes
            raise Refused(_unreadable(file)) from error
        return TwoSizes(_jpeg(_within(large, SMALL)), _jpeg(large), *large.size)


def _opened(file: BinaryIO) -> Image.Image:
    """Its pixels are counted before any is unpacked; a JPEG will be unpacked nearly as small as needed."""
    image = Image.open(file, formats=FORMATS)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Refused(_too_many_pixels())
    kind = "JPEG" if image.format == "MPO" else image.format
    is_plain_jpeg = kind == "JPEG" and not image.info.get("progressive")
    if not is_plain_jpeg and width * height > MOST_PIXELS_OPENED_WHOLE[kind]:
        raise Refused(_("写真の画素が多すぎます。小さくするか、ふつうのJPEGで保存し直してください。"))
    if max(width, height) > LARGE:
        image.draft(None, _size_within(image, LARGE))
    return image


def _clean(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(_within(_with_even_colours(image), LARGE))
    bare = _in_srgb(_on_white(image), profile)
    bare.info.clear()
    return bare


def _with_even_colours(image: Image.Image) -> Image.Image:
    """No palette, no single see-through colour, no 16 bits a colour: these do not shrink well."""
    if image.mode[0] in "IF":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands():
        return image
    paper = Image.new("RGBA", image.size, WHITE)
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile that cannot be read, or is of other colours than the picture's, is left aside."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _within(image: Image.Image, longest: int) -> Image.Image:
    if max(image.size) <= longest:
        return image.copy()
    return image.resize(_size_within(image, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _size_within(image: Image.Image, longest: int) -> tuple[int, int]:
    width, height = (max(1, round(side * longest / max(image.size))) for side in image.size)
    return width, height


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return file.getvalue()


def _too_many_pixels() -> str:
    return _("写真の画素が多すぎます。5,000万画素までの写真を、小さくしてからお選びください。")


def _unreadable(file: BinaryIO) -> str:
    file.seek(0)
    start = file.read(12)
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        return _(
            "HEICという形式の写真は、ここでは読めません。iPhoneでこのページを開いて選ぶか、JPEGで保存し直してください。"
        )
    return _("写真として読めませんでした。JPEG、PNG、WebPのどれかの写真をお選びください。")
