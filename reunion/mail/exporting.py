"""What we wrote and what was written to us, as tables to take out, oldest first.

Of our own letters the text stays here: it holds the account, and links that open a guest's own page.
"""

from collections.abc import Iterator

from reunion.events.models import Reunion
from reunion.lib.tables import TableResource

from .models import InboundLetter, Message


class LetterTable(TableResource):
    columns = {
        "書いた日時": "created_at",
        "送った日時": "sent_at",
        "宛名": "recipient_name",
        "宛先": "recipient",
        "件名": "subject",
        "状態": "get_state_display",
        "止めた理由": "get_held_because_display",
        "結果": "outcome",
        "不達リスク": "get_risk_display",
        "携帯会社": "carrier",
    }


class InboundTable(TableResource):
    columns = {
        "届いた日時": "received_at",
        "種類": "get_kind_display",
        "お名前": "name",
        "返事の宛先": "contact",
        "本文": "text",
        "返事をした日時": "answered_at",
        "返事": "answer",
    }


def letter_rows(reunion: Reunion) -> Iterator[list]:
    return LetterTable().rows(Message.objects.filter(reunion=reunion).defer("body").order_by("id"))


def inbound_rows(reunion: Reunion) -> Iterator[list]:
    return InboundTable().rows(InboundLetter.objects.filter(reunion=reunion).order_by("id"))
