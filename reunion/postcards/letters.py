"""The letter to a teacher: A4, with honour, large enough for eyes of eighty.

It begins with 拝啓 and ends with 敬具; what, when and where stand by themselves in the middle. It asks for no
money. Lengths are millimetres.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.lib.pdf import A4, SERIF, Page
from reunion.lib.pdf.line_breaks import lines_of
from reunion.mail.vocabulary import day

from .card_text import CardText
from .models import Batch, Card

LEFT, RIGHT = 26.0, A4[0] - 26.0
SIZE, LEADING = 13.0, 8.6


def draw_letter(page: Page, card: Card, text: CardText, batch: Batch) -> None:
    dated = day(timezone.localtime(batch.made_at).date())
    page.text(dated, x=RIGHT, y=30, size=11, face=SERIF, align="right")
    page.text(f"{card.full_name} {card.honorific}", x=LEFT, y=44, size=17, face=SERIF)
    page.text(batch.sender_name, x=RIGHT, y=58, size=12, face=SERIF, align="right")
    title = _("%(reunion)s のご案内") % {"reunion": text.title}
    page.text(title, x=A4[0] / 2, y=76, size=17, face=SERIF, align="centre", bold=True)
    page.text(_("拝啓"), x=LEFT, y=92, size=SIZE, face=SERIF)
    y = 92 + LEADING
    for paragraph in text.message_to(card).split("\n"):
        for line in lines_of(f"　{paragraph}", width=RIGHT - LEFT, size=SIZE, face=SERIF):
            page.text(line, x=LEFT, y=y, size=SIZE, face=SERIF)
            y += LEADING
    page.text(_("敬具"), x=RIGHT, y=y, size=SIZE, face=SERIF, align="right")
    y = _facts(page, text, y + 14)
    if batch.sender_address:
        code = f"〒{batch.sender_postal_code} " if batch.sender_postal_code else ""
        page.text(f"{code}{batch.sender_address}", x=RIGHT, y=y + 8, size=11, face=SERIF, align="right")
    if text.promoters:
        line = _("発起人 %(names)s") % {"names": text.promoters}
        for each in lines_of(line, width=RIGHT - LEFT, size=11, face=SERIF):
            y += 7
            page.text(each, x=LEFT, y=y + 10, size=11, face=SERIF)


def _facts(page: Page, text: CardText, y: float) -> float:
    page.text(_("記"), x=A4[0] / 2, y=y, size=SIZE, face=SERIF, align="centre")
    y += 11
    rows = [fact for fact in text.facts if fact[0] != _("会費")]
    if text.telephone:
        rows.append((_("電話"), text.telephone))
    for heading, value in rows:
        page.text(heading, x=LEFT + 10, y=y, size=SIZE, face=SERIF)
        page.text(value, x=LEFT + 30, y=y, size=SIZE, face=SERIF, bold=True)
        y += LEADING
    page.text(_("以上"), x=RIGHT, y=y, size=SIZE, face=SERIF, align="right")
    return y
