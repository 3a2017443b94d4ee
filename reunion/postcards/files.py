"""A batch as a table for address software: separate and joined columns, post codes as text.

Name and address are those frozen on the card. A card without today's address carries the yearbook's text in
住所1, no post code, and a word that it is to be looked at. For old programs there is a table in cp932, with a
list of what had to be replaced in it. It is Japanese in any language.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from jaconv import hira2kata

from reunion.lib.cp932 import Replacements
from reunion.lib.spreadsheets import csv_bytes, xlsx_bytes
from reunion.outreach.signup_links import address_of

from .address_columns import split_building
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
    "連名1",
    "連名1敬称",
    "連名2",
    "連名2敬称",
    "様方",
    "組",
    "会員ID",
    "申込のアドレス",
    "確かめること",
)
ATENA_HEADINGS = (
    "姓",
    "名",
    "姓かな",
    "名かな",
    "姓名",
    "姓名かな",
    "ミドルネーム",
    "ミドルネームかな",
    "敬称",
    "ニックネーム",
    "旧姓",
    "宛先",
    "自宅〒",
    "自宅住所1",
    "自宅住所2",
    "自宅住所3",
    "自宅電話",
    "連名",
    "連名ふりがな",
    "連名敬称",
    "備考1",
)
FORMATS = ("xlsx", "csv", "cp932", "atena")
CARDS_AT_ONCE = 1000
TEXTS = ("family_name", "given_name", "joint_names", "care_of", "printed_address", "town", "rest")


@dataclass(frozen=True)
class Table:
    """`replaced` is what cp932 lacks, as 𠮷→吉; empty for every other format."""

    data: bytes
    replaced: dict[str, str]


@translation.override(settings.LANGUAGE_CODE)
def export(batch: Batch, *, file_format: str) -> Table:
    """`file_format` is one of FORMATS; csv and atena are UTF-8 with a byte order mark."""
    cards = batch.cards.that_may_go().select_related("classmate__homeroom", "teacher__homeroom")
    cards = cards.order_by("number").iterator(chunk_size=CARDS_AT_ONCE)
    if file_format == "xlsx":
        return Table(xlsx_bytes(HEADINGS, map(row, cards), title=batch.name), {})
    if file_format == "atena":
        return Table(csv_bytes(ATENA_HEADINGS, map(atena_row, cards)), {})
    if file_format == "csv":
        return Table(csv_bytes(HEADINGS, map(row, cards)), {})
    replacements = Replacements()
    rows = (
        [replacements.apply(cell) if isinstance(cell, str) else cell for cell in row(card)] for card in cards
    )
    return Table(csv_bytes(HEADINGS, rows, encoding="cp932"), replacements.found)


def hyphenated(postal_code: str) -> str:
    return f"{postal_code[:3]}-{postal_code[3:]}" if postal_code else ""


def row(card: Card) -> list[str | int]:
    street, building, address = place_of(card)
    joint = [part for name in card.joint[:2] for part in (name, card.honorific)]
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
        card.full_name,
        hira2kata(card.kana),
        card.honorific,
        *joint,
        *[""] * (4 - len(joint)),
        card.care_of_line,
        room_of(card),
        card.short_number,
        address_of(card.code) if card.code else "",
        "" if card.is_certain else _("郵便番号と住所を確かめてください"),
    ]


def atena_row(card: Card) -> list[str]:
    _street, building, address = place_of(card)
    family_kana, _space, given_kana = card.kana.partition(" ")
    return [
        card.family_name,
        card.given_name,
        family_kana,
        given_kana,
        card.full_name,
        card.kana,
        "",
        "",
        card.honorific,
        "",
        "",
        "自宅",
        hyphenated(card.postal_code),
        address,
        building,
        card.care_of_line,
        "",
        " ".join(card.joint),
        "",
        card.honorific if card.joint else "",
        card.short_number,
    ]


def place_of(card: Card) -> tuple[str, str, str]:
    """Town and number, building, and everything before the building."""
    if not card.municipality:
        return "", "", card.printed_address
    number, building = split_building(card.rest)
    street = f"{card.town}{number}"
    return street, building, f"{card.prefecture}{card.municipality}{street}"


def room_of(card: Card) -> str:
    return str((card.classmate or card.teacher).homeroom or "")


def replaced_in(batch: Batch) -> dict[str, str]:
    """What cp932 would have to replace on these cards."""
    replacements = Replacements()
    for texts in batch.cards.values_list(*TEXTS).iterator(chunk_size=CARDS_AT_ONCE):
        replacements.apply("".join(texts))
    return replacements.found
