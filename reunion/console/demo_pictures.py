"""Three pictures for the demo, drawn here: the school in the evening, the blackboard, the gymnasium.

They are the same every time, take a moment, and show nobody. Drawn twice as large and shrunk, so that the
edges are smooth.
"""

import io
import random
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_jp import sans_path

WIDTH, HEIGHT = 2400, 1600
SIZE = (WIDTH, HEIGHT)


def pictures() -> Iterator[tuple[str, io.BytesIO]]:
    """What is to be seen, and the file."""
    for caption, draw in (
        ("夕暮れの校舎。教室に明かりがともっています", school_in_the_evening),
        ("教室の黒板。チョークで「おかえりなさい」と書いてあります", blackboard),
        ("体育館。舞台の前にバスケットボールのゴールがあります", gymnasium),
    ):
        file = io.BytesIO()
        draw().resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.BOX).save(file, "JPEG", quality=92)
        yield caption, file


def school_in_the_evening() -> Image.Image:
    image = _shades((HEIGHT, "#27335c"), (900, "#b9654f"), (560, "#f2b56b"), (420, "#f8d79a"))
    image = _glow(image, at=(1850, 1010), radius=520, colour="#fff1c4", strength=0.75)
    pen, chance = ImageDraw.Draw(image), random.Random(1983)
    for left, right, top in ((-300, 900, 900), (500, 1700, 980), (1300, 2800, 920)):
        pen.ellipse((left, top, right, top + 700), fill="#7a4a52")
    pen.rectangle((0, 1190, WIDTH, HEIGHT), fill="#3a2f3a")
    for x, width in ((330, 700), (1370, 700)):
        _wing(pen, chance, x, 640, width)
    _tower(pen, 1030, 400, 340)
    for x, size in ((170, 300), (2230, 340), (2020, 210)):
        _tree(pen, chance, x, 1250, size)
    pen.polygon(((1060, 1250), (1340, 1250), (1640, HEIGHT), (760, HEIGHT)), fill="#564653")
    pen.polygon(((1110, 1250), (1290, 1250), (1390, HEIGHT), (1010, HEIGHT)), fill="#705a5c")
    for x in (600, 1700):
        pen.rectangle((x, 1290, x + 100, HEIGHT), fill="#2b2430")
        pen.rectangle((x - 16, 1270, x + 116, 1310), fill="#463a47")
    return image


def _wing(pen: ImageDraw.ImageDraw, chance: random.Random, left: int, top: int, width: int) -> None:
    """Three floors of windows, some of them lit."""
    pen.rectangle((left, top, left + width, 1250), fill="#5b4a58")
    pen.rectangle((left - 14, top - 26, left + width + 14, top + 8), fill="#483a48")
    for floor in range(3):
        y = top + 60 + floor * 190
        pen.rectangle((left, y + 130, left + width, y + 142), fill="#4d3e4c")
        for x in range(left + 36, left + width - 80, 94):
            lit = chance.random() < 0.45
            pen.rectangle((x, y, x + 66, y + 104), fill="#ffd98a" if lit else "#33304a")
            pen.line((x + 33, y, x + 33, y + 104), fill="#5b4a58", width=6)
            pen.line((x, y + 40, x + 66, y + 40), fill="#5b4a58", width=6)


def _tower(pen: ImageDraw.ImageDraw, left: int, top: int, width: int) -> None:
    """The clock says five; the door below stands open."""
    middle, right = left + width // 2, left + width
    pen.rectangle((left, top, right, 1250), fill="#66535f")
    pen.polygon(((left - 30, top), (right + 30, top), (middle, top - 150)), fill="#3f3342")
    pen.line((middle, top - 150, middle, top - 250), fill="#3f3342", width=10)
    pen.ellipse((middle - 88, top + 60, middle + 88, top + 236), fill="#4a3c48")
    pen.ellipse((middle - 74, top + 74, middle + 74, top + 222), fill="#fff3d3")
    pen.line((middle, top + 148, middle, top + 90), fill="#3f3342", width=9)
    pen.line((middle, top + 148, middle + 21, top + 184), fill="#3f3342", width=13)
    for y in (740, 900):
        for x in (middle - 100, middle + 30):
            pen.rectangle((x, y, x + 70, y + 110), fill="#ffd98a")
            pen.line((x + 35, y, x + 35, y + 110), fill="#66535f", width=6)
    pen.rectangle((middle - 110, 1060, middle + 110, 1250), fill="#ffe3a3")
    pen.rectangle((middle - 140, 1036, middle + 140, 1064), fill="#3f3342")
    pen.line((middle, 1064, middle, 1250), fill="#66535f", width=10)


def _tree(pen: ImageDraw.ImageDraw, chance: random.Random, x: int, foot: int, size: int) -> None:
    top = foot - size
    pen.polygon(((x - 22, foot), (x + 22, foot), (x + 10, top), (x - 10, top)), fill="#2b2430")
    for _leaf in range(46):
        across, up = chance.gauss(0, 0.34), chance.gauss(1.25, 0.3)
        radius = size * chance.uniform(0.14, 0.26)
        centre = (x + across * size, foot - up * size)
        colour = chance.choice(("#5a3a3f", "#6e4440", "#4a333d", "#84503f"))
        pen.ellipse(_round(centre, radius), fill=colour)


def blackboard() -> Image.Image:
    image = Image.new("RGB", SIZE, "#e9dfc8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 1430, WIDTH, HEIGHT), fill="#cdbb97")
    pen.rectangle((110, 130, WIDTH - 110, 1330), fill="#8f6738")
    pen.rectangle((118, 138, WIDTH - 118, 1322), fill="#b98a55")
    pen.rectangle((170, 190, WIDTH - 170, 1270), fill="#24503c")
    chance = random.Random(3)
    wiped = Image.new("L", SIZE)
    smear = ImageDraw.Draw(wiped)
    for _wipe in range(60):
        x, y = chance.randrange(200, 2100), chance.randrange(220, 1230)
        end = (x + chance.randrange(200, 700), y - chance.randrange(-60, 160))
        smear.line((x, y, *end), fill=46, width=90)
    board = Image.new("L", SIZE)
    ImageDraw.Draw(board).rectangle((170, 190, WIDTH - 170, 1270), fill=255)
    wiped = ImageChops.multiply(wiped.filter(ImageFilter.BoxBlur(40)), board)
    image.paste("#dfe8dc", mask=wiped)
    for mask, colour in _chalk_drawings():
        image.paste(colour, mask=ImageChops.multiply(mask, _grain()))
    pen.rectangle((110, 1322, WIDTH - 110, 1366), fill="#9c7243")
    pen.rectangle((110, 1366, WIDTH - 110, 1384), fill="#77542c")
    for x, colour in ((520, "#fdfbf3"), (640, "#ffe08a"), (730, "#f2a7a0"), (1750, "#fdfbf3")):
        pen.rounded_rectangle((x, 1300, x + 84, 1324), 10, fill=colour)
    pen.rounded_rectangle((1880, 1262, 2110, 1324), 14, fill="#3d5a80")
    pen.rectangle((1880, 1304, 2110, 1324), fill="#e9dfc8")
    return image


def _chalk_drawings() -> Iterator[tuple[Image.Image, str]]:
    white, yellow, pink = (Image.new("L", SIZE) for _colour in range(3))
    for at, size, words in (
        ((1120, 640), 200, "おかえりなさい"),
        ((2020, 330), 74, "三月一日"),
        ((2020, 440), 64, "日直"),
        ((560, 330), 84, "3年A組"),
    ):
        ImageDraw.Draw(white).text(at, words, fill=220, font=_letters(size), anchor="mm")
    pen = ImageDraw.Draw(yellow)
    pen.line((420, 800, 900, 786, 1400, 808, 1820, 790), fill=220, width=14, joint="curve")
    pen.text((1120, 960), "四十年ぶりの ホームルーム", fill=220, font=_letters(92), anchor="mm")
    blossoms = ((400, 1080, 110), (640, 1150, 70), (1960, 1050, 120), (1740, 1160, 66), (2120, 820, 60))
    for x, y, size in blossoms:
        _blossom(ImageDraw.Draw(pink), (x, y), size)
    return zip((white, yellow, pink), ("#fdfbf3", "#ffe08a", "#f4b3ad"), strict=True)


def _blossom(pen: ImageDraw.ImageDraw, at: tuple[int, int], size: int) -> None:
    """Five petals of a cherry tree, as one draws them with chalk."""
    for dx, dy in ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31)):
        petal = (at[0] + dx * size * 0.62, at[1] + dy * size * 0.62)
        pen.ellipse(_round(petal, size * 0.48), outline=220, width=9)
    pen.ellipse(_round(at, size * 0.16), fill=210)


def _grain() -> Image.Image:
    """Chalk leaves gaps."""
    chance = random.Random(7)
    coarse = Image.frombytes("L", (600, 400), chance.randbytes(240_000))
    return coarse.point(lambda value: 150 if value < 60 else 255).resize(SIZE)


def gymnasium() -> Image.Image:
    image = _shades((HEIGHT, "#efe3c9"), (500, "#d9c7a3"))
    pen = ImageDraw.Draw(image)
    pen.polygon(((0, 0), (WIDTH, 0), (1800, 360), (600, 360)), fill="#7c8a8c")
    for step in range(6):
        part = step / 6
        y = 360 * part
        pen.line((600 * part, y, WIDTH - 600 * part, y), fill="#5f6d70", width=int(26 * (1 - part)) + 6)
    pen.polygon(((0, 0), (600, 360), (600, 1000), (0, HEIGHT)), fill="#cdb98f")
    pen.polygon(((WIDTH, 0), (1800, 360), (1800, 1000), (WIDTH, HEIGHT)), fill="#d8c69d")
    for side in (-1, 1):
        for step in range(4):
            _high_window(pen, side, 0.08 + step * 0.23)
    _stage(pen)
    _floor(pen)
    for side in (-1, 1):
        _hoop(pen, 1200 + side * 330)
    return _glow(image, at=(1200, 1400), radius=520, colour="#fff6dc", strength=0.28)


def _high_window(pen: ImageDraw.ImageDraw, side: int, part: float) -> None:
    corners = []
    for along, height in ((part, 0.12), (part + 0.17, 0.12), (part + 0.17, 0.34), (part, 0.34)):
        x, roof, floor = 600 * along, 360 * along, HEIGHT - 600 * along
        corners.append((x if side < 0 else WIDTH - x, roof + (floor - roof) * height))
    pen.polygon(corners, fill="#fdf6df")
    pen.line((*corners, corners[0]), fill="#8a7f6c", width=8)


def _stage(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((600, 360, 1800, 1000), fill="#e2d2ac")
    pen.rectangle((780, 470, 1620, 900), fill="#3b2a2a")
    for x in range(780, 1620, 42):
        near_middle = 1020 < x < 1360
        fold = "#8c2b26" if x // 42 % 2 else "#a2352d"
        pen.rectangle((x, 470, x + 42, 560 if near_middle else 860), fill=fold)
    pen.rectangle((760, 860, 1640, 960), fill="#9a6f3f")
    pen.rectangle((760, 850, 1640, 872), fill="#b98a55")
    pen.ellipse((1160, 384, 1240, 464), fill="#fdfbf3", outline="#5f574a", width=6)
    pen.line((1200, 424, 1200, 396), fill="#3f3342", width=6)
    pen.line((1200, 424, 1222, 430), fill="#3f3342", width=6)


def _floor(pen: ImageDraw.ImageDraw) -> None:
    """Boards that run towards the stage, and the lines of the court."""
    pen.polygon(((600, 1000), (1800, 1000), (WIDTH, HEIGHT), (0, HEIGHT)), fill="#c6935a")
    for step in range(41):
        part = step / 40
        pen.line((600 + 1200 * part, 1000, WIDTH * part, HEIGHT), fill="#b17e47", width=3)
    pen.line((800, 1010, 330, HEIGHT), fill="#fdfbf3", width=10)
    pen.line((1600, 1010, 2070, HEIGHT), fill="#fdfbf3", width=10)
    pen.line((560, 1290, 1840, 1290), fill="#fdfbf3", width=10)
    pen.ellipse((880, 1190, 1520, 1400), outline="#fdfbf3", width=10)
    pen.polygon(((1080, 1005), (1320, 1005), (1360, 1110), (1040, 1110)), outline="#3d5a80", width=10)


def _hoop(pen: ImageDraw.ImageDraw, x: int) -> None:
    pen.line((x, 360, x, 560), fill="#5f6d70", width=14)
    pen.rectangle((x - 110, 540, x + 110, 690), fill="#fdfbf3", outline="#5f574a", width=8)
    pen.rectangle((x - 42, 600, x + 42, 664), outline="#b3261e", width=7)
    pen.ellipse((x - 46, 680, x + 46, 708), outline="#d2491f", width=10)
    for dx in range(-40, 41, 16):
        pen.line((x + dx, 700, x + dx * 0.55, 790), fill="#fdfbf3", width=4)


def _shades(*stops: tuple[int, str]) -> Image.Image:
    """From the top to the bottom of the picture; each stop is how far above the lower edge."""
    column = Image.new("RGB", (1, HEIGHT))
    for (start, above), (end, below) in zip(stops, [*stops[1:], (0, stops[-1][1])], strict=True):
        band = Image.linear_gradient("L").resize((1, start - end))
        part = Image.composite(Image.new("RGB", band.size, below), Image.new("RGB", band.size, above), band)
        column.paste(part, (0, HEIGHT - start))
    return column.resize(SIZE)


def _glow(
    image: Image.Image, *, at: tuple[int, int], radius: int, colour: str, strength: float
) -> Image.Image:
    light = ImageChops.invert(Image.radial_gradient("L"))
    light = light.point(lambda value: max(0, value - 75) * 1.4 * strength)
    mask = Image.new("L", SIZE)
    mask.paste(light.resize((radius * 2, radius * 2)), (at[0] - radius, at[1] - radius))
    return Image.composite(Image.new("RGB", SIZE, colour), image, mask)


def _round(centre: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    return (centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius)


def _letters(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(sans_path(), size)
