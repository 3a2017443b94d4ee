"""The first telephone number in a text, as a telephone dials it; empty without one.

People write their hours and their name beside a number, full-width digits and any hyphen.
"""

import re

from .half_width import half_width

TELEPHONE_NUMBER = re.compile(r"\(?\+?[0-9]{1,5}\)?(?:[- ]?[0-9]{1,5}){2,3}")


def dialled(text: str) -> str:
    found = TELEPHONE_NUMBER.search(half_width(text))
    return re.sub(r"[^+0-9]", "", found[0]) if found else ""
