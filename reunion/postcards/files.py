"""A batch as a table for address software: separate and joined columns, post codes as text.

Name and address are those frozen on the card. A card without a certain address carries the yearbook's
text in 住所1, no post code, and a word that it is to be looked at. It is Japanese in any language.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from jaconv import hira2kata

from reunion.lib.spreadsheets import csv_bytes, xlsx_bytes

from .models import Batch, Card

HEADINGS = (
    "はがき番号",
    "郵便番号",
    "都道府県",
    "市区町村",
    "町域番地",
    "建物名",
    "住所1",
    "住所2",
    "姓",
    "名",
    "氏名",
    "フリガナ",
    "敬称",
    "様方",
    "組",
    "確かめること",
)
WRITERS = {"csv": csv_bytes, "xlsx": xlsx_bytes}


def hyphenated(postal_code: str) -> str:
    return f"{postal_code[:3]}-{postal_code[3:]}" if postal_code else ""


def row(card: Card) -> list[str | int]:
    number_part, _space, building = card.rest.replace("\u3000", " ").partition(" ")
    street = f"{card.town}{number_part}"
    address = f"{card.prefecture}{card.municipality}{street}" if card.is_certain else card.printed_address
    return [
        card.number,
        hyphenated(card.postal_code),
        card.prefecture,
        card.municipality,
        street,
        building,
        address,
        building,
        card.family_name,
        card.given_name,
        f"{card.family_name} {card.given_name}".strip(),
        hira2kata(card.kana),
        "様",
        _("%(name)s様方") % {"name": card.care_of} if card.care_of else "",
        str(card.classmate.homeroom or ""),
        "" if card.is_certain else _("郵便番号と住所を確かめてください"),
    ]


@translation.override(settings.LANGUAGE_CODE)
def export(batch: Batch, *, file_format: str) -> bytes:
    """`file_format` is csv (UTF-8 with a byte order mark) or xlsx."""
    cards = batch.cards.select_related("classmate__homeroom").order_by("number")
    return WRITERS[file_format](HEADINGS, (row(card) for card in cards.iterator(chunk_size=1000)))
