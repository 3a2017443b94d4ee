"""How much a run invents. The quick one is for a look in between; only the full one says anything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    people: int  # of the large reunion, compared with one of 360
    matched: int  # lines and claims; half of it is measured first
    imported: int  # rows of a roster; a tenth of it is measured first
    addresses: int
    cards: int  # a tenth of it is measured first
    repeats: int  # requests for each page of the desk
    seconds_a_page: float  # after which a slow page is not asked again
    rounds: int  # of knocking on the public page
    recipients: int  # of an announcement; a tenth of it is measured first
    silent: int  # on the follow-up board


FULL = Sizes(30_000, 10_000, 30_000, 20_000, 10_000, 20, 0.8, 7, 10_000, 8_000)
QUICK = Sizes(3_000, 2_000, 3_000, 2_000, 1_000, 5, 0.2, 3, 1_000, 800)
