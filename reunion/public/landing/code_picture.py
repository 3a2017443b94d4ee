"""The address of the page as a QR code that stands in the page itself: dark squares on whatever is behind."""

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(address: str) -> SafeString:
    """SVG without a size of its own; what holds it says how large it is, and needs a white margin."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))
