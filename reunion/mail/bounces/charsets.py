"""The bytes of a notice as text, whatever its server claims about them.

Carriers' notices say ISO-2022-JP and are sometimes UTF-8, Shift_JIS or EUC; old ones say nothing at all. So
UTF-8 is tried first (other Japanese encodings almost never pass for it), escape sequences betray
ISO-2022-JP, then comes the claim, then the Japanese encoding that gives the most kana. Nothing here fails.
"""

import re
from contextlib import suppress

JIS_ESCAPE = re.compile(rb"\x1b[$(]")
KANA = re.compile("[ぁ-んァ-ヶ]")


def text_of(data: bytes, *, claimed: str = "") -> str:
    return _decoded(data, claimed).replace("\x00", "")


def _decoded(data: bytes, claimed: str) -> str:
    if JIS_ESCAPE.search(data):
        return data.decode("iso2022_jp_ext", "replace")
    for encoding in ("utf-8", claimed):
        with suppress(LookupError, UnicodeError, ValueError):
            return data.decode(encoding)
    readings = [data.decode(encoding, "replace") for encoding in ("cp932", "euc_jp")]
    return max(readings, key=lambda text: len(KANA.findall(text)) - text.count("\ufffd"))
