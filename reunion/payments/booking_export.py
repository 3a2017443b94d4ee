"""Every sum that was booked to a registration, as a table to take out: bank transfers and what came by hand.

What was undone stays in it, with the day and who did it, as it stays in the books.
"""

from collections.abc import Iterator

from reunion.events.models import Reunion
from reunion.lib.tables import TableResource

from .models import Allocation, HandBookedPayment

HEADINGS = (
    "申込番号",
    "お名前",
    "金額（円）",
    "方法",
    "受け取った日",
    "振込人",
    "受け取った人",
    "メモ",
    "会計に渡した日",
    "確定した日時",
    "確定した人",
    "取り消した日時",
    "取り消した人",
)
WHO = {"申込番号": "registration__reference", "お名前": "registration__school_name", "金額（円）": "amount"}
BOOKED = {
    "確定した日時": "booked_at",
    "確定した人": "booked_by",
    "取り消した日時": "undone_at",
    "取り消した人": "undone_by",
}


class TransferTable(TableResource):
    columns = {
        **WHO,
        "方法": "way",
        "受け取った日": "line__booked_on",
        "振込人": "line__payer",
        "受け取った人": "nobody",
        "メモ": "nothing",
        "会計に渡した日": "nothing",
        **BOOKED,
    }


class ByHandTable(TableResource):
    columns = {
        **WHO,
        "方法": "way",
        "受け取った日": "received_on",
        "振込人": "nobody",
        "受け取った人": "taken_by",
        "メモ": "note",
        "会計に渡した日": "handed_over_on",
        **BOOKED,
    }


def booking_rows(reunion: Reunion) -> Iterator[list]:
    """Transfers first, in the order in which they were booked; then what came by hand."""
    read = ("registration", "booked_by", "undone_by")
    transfers = Allocation.objects.filter(registration__reunion=reunion).select_related("line", *read)
    by_hand = HandBookedPayment.objects.filter(registration__reunion=reunion).select_related(*read)
    for way, table, rows in (("振込", TransferTable(), transfers), ("手渡し", ByHandTable(), by_hand)):
        place = HEADINGS.index("方法")
        for row in table.rows(rows.order_by("id")):
            yield [*row[:place], way, *row[place + 1 :]]
