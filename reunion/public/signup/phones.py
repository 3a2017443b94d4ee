"""A telephone number as people write it: full-width or half-width, any hyphen, brackets, spaces.

Numbers of Japan have 10 or 11 digits; one from abroad begins with + and has up to 15 (ITU-T E.164).
"""

import re

import jaconv


def is_phone(text: str) -> bool:
    half_width = jaconv.z2h(text, kana=False, ascii=True, digit=True).strip()
    digits = re.sub(r"[\s()\-‐‑–—―−ー.・（）]", "", half_width)
    if digits.startswith("+"):
        return bool(re.fullmatch(r"\+[0-9]{8,15}", digits))
    return bool(re.fullmatch(r"0[0-9]{9,10}", digits))
