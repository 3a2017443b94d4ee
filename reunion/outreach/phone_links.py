"""Links that open LINE, the telephone, a short message or a mail on the helper's own phone.

A number is taken as people write it, full-width, with any hyphen or bracket, and with words around it; where
no number can be read there is no link. A short message only goes to a mobile number. `?&body=` is what both
iPhone (`&body=`) and Android (`?body=`) understand. Everything in a link is encoded, so that no text breaks
out of it.
"""

import re
from urllib.parse import quote

from reunion.lib.half_width import half_width

NUMBER = re.compile(r"\+?[0-9][0-9\s()\-.・]*[0-9]")
BETWEEN_NUMBERS = re.compile(r"[\s、,/;]+")
OF_JAPAN = re.compile(r"0[5-9]0[0-9]{8}|0(?![5-9]0)[0-9]{9}|0800[0-9]{7}")
FROM_ABROAD = re.compile(r"\+[0-9]{8,15}")
MOBILE = re.compile(r"(?:0|\+81)[6-9]0[1-9][0-9]{7}")


def dialled(text: str) -> str:
    """The digits to dial; empty when there is no number in it."""
    tidy = half_width(text)
    for part in (tidy, *BETWEEN_NUMBERS.split(tidy)):
        for found in NUMBER.findall(part):
            digits = re.sub(r"[^0-9+]", "", found)
            if OF_JAPAN.fullmatch(digits) or FROM_ABROAD.fullmatch(digits):
                return digits
    return ""


def tel_link(phone: str) -> str:
    return f"tel:{number}" if (number := dialled(phone)) else ""


def sms_link(phone: str, text: str) -> str:
    number = dialled(phone)
    return f"sms:{number}?&body={_encoded(text)}" if MOBILE.fullmatch(number) else ""


def mailto_link(address: str, *, subject: str, text: str) -> str:
    if not address:
        return ""
    body = _encoded(text.replace("\n", "\r\n"))
    return f"mailto:{quote(address, safe='@')}?subject={_encoded(subject)}&body={body}"


def line_link(text: str) -> str:
    return f"https://line.me/R/share?text={_encoded(text)}"


def _encoded(text: str) -> str:
    return quote(text, safe="")
