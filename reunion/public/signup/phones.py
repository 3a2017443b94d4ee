"""A telephone number as people write it: full-width or half-width, any hyphen, brackets, spaces.

Mobile and IP telephones of Japan have 11 digits, all others 10 (総務省, 電気通信番号計画); a number from
abroad begins with + and has up to 15 (ITU-T E.164).
"""

import re

import jaconv


def is_phone(text: str) -> bool:
    half_width = jaconv.z2h(text, kana=False, ascii=True, digit=True).strip()
    digits = re.sub(r"[\s()\-‐‑–—―−ー.・（）]", "", half_width)
    if digits.startswith("+"):
        return bool(re.fullmatch(r"\+[0-9]{8,15}", digits))
    return bool(re.fullmatch(r"0[5-9]0[0-9]{8}|0(?![5-9]0)[0-9]{9}|0800[0-9]{7}", digits))
