"""An address as a QR code that stands in the page itself: dark squares on whatever is behind."""

import segno


def code_of(address: str) -> str:
    """SVG without a size of its own; what holds it says how large it is, and needs a white margin."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
