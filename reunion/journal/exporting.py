"""The journal of one reunion as a table to take out, oldest first. It is Japanese in any language, as it was
written."""

from collections.abc import Iterator

from reunion.lib.tables import TableResource

from .models import Entry


class JournalTable(TableResource):
    columns = {
        "日時": "recorded_at",
        "した人": "actor_name",
        "したこと": "action",
        "対象": "thing",
        "内容": "sentence",
    }


def journal_rows(reunion_slug: str) -> Iterator[list]:
    entries = Entry.objects.filter(reunion_slug=reunion_slug)
    return JournalTable().rows(entries.order_by("recorded_at", "id"))
