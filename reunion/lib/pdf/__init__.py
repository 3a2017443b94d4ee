"""Paper: pages in millimetres, horizontal and vertical Japanese text, fonts embedded, text to be searched.

    with Document(file, width=100, height=148, title="はがき") as document:
        page = document.add_page()
        page.vertical("高田裕子様", x=50, y=36, size=26, face=SERIF)
        page.text("〒272-0826", x=10, y=130, size=9)
    print(document.missing)          # characters that the font does not have

faces.py          the two typefaces; which glyphs a text becomes, and how wide it is
glyph_runs.py     how glyphs are written into a page so that they are found again as text
embedded_fonts.py what of a typeface goes into the file
streamed_file.py  a file that is written while it is made, so that 10,000 pages need no more memory than one
page.py           what can be put on a page: text, lines, rectangles, pictures, the squares of a code
document.py       a file with its pages
line_breaks.py    where a Japanese line may end
report.py         A4 reports: headings, paragraphs and tables that go on over the page

Y is measured downwards from the upper edge, text by its baseline, a vertical column by its centre and top.
The same calls make the same bytes.
"""

from .document import A4, POSTCARD, Document
from .faces import SANS, SERIF, Face
from .page import BLACK, GREY, PALE, VERMILION, Colour, Page, fit, fit_column
from .pictures import Picture
from .report import Column, Report

__all__ = [
    "A4",
    "BLACK",
    "GREY",
    "PALE",
    "POSTCARD",
    "SANS",
    "SERIF",
    "VERMILION",
    "Colour",
    "Column",
    "Document",
    "Face",
    "Page",
    "Picture",
    "Report",
    "fit",
    "fit_column",
]
