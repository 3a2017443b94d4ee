"""A telephone number as people write it: full-width or half-width, any hyphen, brackets, spaces.

Mobile and IP telephones of Japan have 11 digits, all others 10 (総務省, 電気通信番号計画); a number from
abroad begins with + and has up to 15 (ITU-T E.164).
"""

import re

from reunion.lib.half_width import half_width


def is_phone(text: str) -> bool:
    digits = re.sub(r"[\s()\-.・]", "", half_width(text))
    if digits.startswith("+"):
        return bool(re.fullmatch(r"\+[0-9]{8,15}", digits))
    return bool(re.fullmatch(r"0[5-9]0[0-9]{8}|0(?![5-9]0)[0-9]{9}|0800[0-9]{7}", digits))
