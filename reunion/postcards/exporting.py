"""The cards of all batches as a table to take out: to whom and where, and what became of each.

For address software each batch has a table of its own (files.py).
"""

from collections.abc import Iterator

from reunion.events.models import Reunion
from reunion.lib.tables import TableResource

from .models import Card


class CardTable(TableResource):
    columns = {
        "束": "batch__name",
        "はがき番号": "short_number",
        "あて名": "full_name",
        "敬称": "honorific",
        "連名": "joint_names",
        "郵便番号": "postal_code",
        "住所": "address",
        "様方": "care_of",
        "郵便番号（アルバム）": "printed_code",
        "住所（アルバム）": "printed_address",
        "投函した日": "batch__posted_on",
        "戻った日時": "returned_at",
        "戻った理由": "get_returned_reason_display",
        "届いた日時": "arrived_at",
    }


def card_rows(reunion: Reunion) -> Iterator[list]:
    cards = Card.objects.filter(batch__reunion=reunion).select_related("batch")
    return CardTable().rows(cards.order_by("batch", "number"))
