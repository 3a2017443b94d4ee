"""Every try to reach somebody as a table to take out, oldest first: who, whom, how, and what came of it."""

from collections.abc import Iterator

from reunion.events.models import Reunion
from reunion.lib.tables import TableResource

from .models import ContactLog


class ContactTable(TableResource):
    columns = {
        "日時": "at",
        "した人": "user",
        "クラス": "classmate__homeroom",
        "同窓生": "classmate__school_name",
        "申込番号": "registration__reference",
        "申込のお名前": "registration__school_name",
        "方法": "get_way_display",
        "結果": "get_result_display",
        "ひとこと": "note",
    }


def contact_rows(reunion: Reunion) -> Iterator[list]:
    tries = ContactLog.objects.filter(reunion=reunion)
    tries = tries.select_related("user", "classmate__homeroom", "registration")
    return ContactTable().rows(tries.order_by("at", "id"))
