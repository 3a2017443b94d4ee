"""How a letter to a business looks on paper: A4, to be printed or sent by fax.

The day stands at the upper right in the years of the era, the addressee at the left, who writes at the right,
the subject in the middle; the last word of a formal letter stands at the right.
"""

import datetime as dt
import io

from django.utils import timezone

from reunion.lib.eras import era_year
from reunion.lib.pdf import Report

from .formal_letters import CLOSINGS
from .models import BusinessLetter

AT_THE_RIGHT = {*CLOSINGS, "以上"}
SIZE, ADDRESSEE_SIZE, SUBJECT_SIZE = 11, 13, 14


def business_pdf(letter: BusinessLetter) -> bytes:
    file = io.BytesIO()
    with Report(file, title=letter.subject, footer=letter.reunion.name) as report:
        report.paragraph(day_on_paper(timezone.localdate(letter.written_at)), size=SIZE, align="right")
        report.y += 4
        for line in letter.addressee.splitlines():
            report.paragraph(line, size=ADDRESSEE_SIZE)
        report.y += 2
        for line in letter.signature.splitlines():
            report.paragraph(line, size=SIZE, align="right")
        report.y += 8
        report.paragraph(letter.subject, size=SUBJECT_SIZE, align="centre")
        report.y += 5
        _body(report, letter.text)
    return file.getvalue()


def day_on_paper(day: dt.date) -> str:
    return f"{era_year(day)}{day.month}月{day.day}日"


def _body(report: Report, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            align = "right" if line.strip() in AT_THE_RIGHT else "left"
            report.paragraph(line, size=SIZE, align=align)
        else:
            report.y += 3
