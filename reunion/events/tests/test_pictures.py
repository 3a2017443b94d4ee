import io
import random

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from reunion.events import pictures
from reunion.events.pictures import two_sizes
from reunion.lib.refused import Refused

RED, BLUE = (200, 30, 30), (30, 30, 200)
SECRET = "35.7288N 139.9077E"
PICTURE_ONLY = {
    0xD8,
    0xE0,
    0xDB,
    0xC2,
    0xC4,
    0xDA,
    0xD9,
}  # JFIF, tables, a frame, scans


def halves(size=(2000, 1000), mode="RGB") -> Image.Image:
    """Left red, right blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def as_file(image: Image.Image, kind: str = "JPEG", **options) -> io.BytesIO:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def near(colour, other) -> bool:
    return all(abs(one - two) <= 12 for one, two in zip(colour, other, strict=True))


def segments(data: bytes) -> set[int]:
    """The markers of a JPEG file, in front of and between its scans."""
    return {
        data[place + 1]
        for place in range(len(data) - 1)
        if data[place] == 0xFF and data[place + 1] >= 0xC0 and not 0xD0 <= data[place + 1] <= 0xD7
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_two_sizes_of_the_same_picture(kind):
    made = two_sizes(as_file(halves(), kind))
    small, large = opened(made.small), opened(made.large)
    assert (small.size, large.size, (made.width, made.height)) == ((640, 320), (1600, 800), (1600, 800))
    assert {(one.format, one.mode, one.info.get("progressive")) for one in (small, large)} == {
        ("JPEG", "RGB", 1)
    }
    assert near(large.getpixel((100, 400)), RED)
    assert near(small.getpixel((600, 160)), BLUE)


def test_a_small_picture_is_not_blown_up_and_a_long_one_fits():
    made = two_sizes(as_file(halves((300, 200))))
    assert (opened(made.small).size, opened(made.large).size) == ((300, 200), (300, 200))
    made = two_sizes(as_file(halves((200, 9000))))
    assert (opened(made.small).size, opened(made.large).size) == ((14, 640), (36, 1600))
    assert opened(two_sizes(as_file(halves((12000, 2)))).small).size == (640, 1)


def test_nothing_of_the_file_stays_but_the_picture():
    exif = Image.Exif()
    exif[0x010E] = SECRET  # description
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    told = {"exif": exif, "comment": SECRET, "icc_profile": profile, "xmp": xmp, "dpi": (72, 72)}
    file = as_file(halves((300, 200)), **told)
    assert file.getvalue().count(SECRET.encode()) == 3
    made = two_sizes(file)
    for data in (made.small, made.large):
        assert SECRET.encode() not in data
        assert segments(data) == PICTURE_ONLY
        assert dict(opened(data).getexif()) == {}
    text = PngInfo()
    text.add_text("Comment", SECRET)
    data = two_sizes(as_file(halves((300, 200)), "PNG", pnginfo=text, exif=exif)).large
    assert SECRET.encode() not in data
    assert segments(data) == PICTURE_ONLY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "red_at"), [(1, (10, 100)), (3, (290, 100)), (6, (100, 10)), (8, (100, 290))]
)
def test_it_stands_upright(kind, orientation, red_at):
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = opened(two_sizes(as_file(halves((300, 200)), kind, exif=exif)).large)
    assert made.size == ((300, 200) if orientation < 5 else (200, 300))
    assert near(made.getpixel(red_at), RED)


def test_colours_of_a_wider_kind_are_brought_into_those_of_every_screen():
    """A profile whose red and blue are exchanged shows that it is followed, not only left out."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    made = opened(two_sizes(as_file(halves((300, 200)), icc_profile=bytes(swapped))).large)
    assert near(made.getpixel((10, 100)), (RED[2], RED[1], RED[0]))
    broken = opened(two_sizes(as_file(halves((300, 200)), icc_profile=b"no profile")).large)
    assert near(broken.getpixel((10, 100)), RED)


def test_what_is_see_through_lies_on_white():
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    clear.paste((*RED, 255), (0, 0, 150, 200))
    for kind, image in (
        ("PNG", clear),
        ("WEBP", clear),
        ("PNG", clear.quantize(8)),
        ("PNG", clear.convert("LA")),
    ):
        made = opened(two_sizes(as_file(image, kind)).large)
        assert near(made.getpixel((290, 100)), (255, 255, 255))


@pytest.mark.parametrize(("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("P", "PNG")])
def test_every_kind_of_colours_is_understood(mode, kind):
    made = opened(two_sizes(as_file(halves(mode=mode), kind)).large)
    assert (made.mode, made.size) == ("RGB", (1600, 800))


def test_sixteen_bits_of_grey_do_not_turn_white():
    made = opened(two_sizes(as_file(Image.new("I;16", (300, 200), 0x8000), "PNG")).large)
    assert near(made.getpixel((10, 10)), (128, 128, 128))


def test_what_is_too_large_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused, match="5,000万画素まで"):
        two_sizes(as_file(Image.new("1", (8000, 7000)), "PNG"))
    with pytest.raises(Refused, match="5,000万画素まで"):
        two_sizes(as_file(Image.new("1", (20_000, 20_000)), "PNG"))
    with pytest.raises(Refused, match="ふつうのJPEGで"):
        two_sizes(as_file(Image.new("1", (5000, 4000)), "PNG"))
    with pytest.raises(Refused, match="ふつうのJPEGで"):
        two_sizes(as_file(Image.new("L", (5000, 4000)), progressive=True))
    with pytest.raises(Refused, match="ふつうのJPEGで"):
        two_sizes(as_file(Image.new("L", (3000, 3000)), "WEBP"))
    assert two_sizes(as_file(Image.new("L", (8000, 6000)))).width == 1600


def test_a_file_of_more_than_15_megabytes_is_refused():
    file = as_file(halves())
    file.write(b"\0" * pictures.LARGEST_FILE)
    with pytest.raises(Refused, match="15MBまで"):
        two_sizes(file)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "写真として読めませんでした"),
        (b"%PDF-1.7", "写真として読めませんでした"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "写真として読めませんでした"),
        (as_file(halves(), "GIF").getvalue(), "JPEG、PNG、WebPのどれか"),
        (as_file(halves(), "TIFF").getvalue(), "JPEG、PNG、WebPのどれか"),
        (b"\0\0\0\x20ftypheic\0\0\0\0mif1heic", "HEICという形式"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(Refused, match=sentence):
        two_sizes(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_broken_file_is_refused_or_read_and_never_falls_over(kind):
    chance = random.Random(kind)
    whole = as_file(Image.effect_noise((120, 90), 60), kind).getvalue()
    outcomes = set()
    for _turn in range(150):
        data = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.3 else whole)
        for _place in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            outcomes.add(opened(two_sizes(io.BytesIO(data)).large).format)
        except Refused:
            outcomes.add("refused")
    assert outcomes - {"JPEG"} == {"refused"}
