"""Every list is read a page at a time; a page number that makes no sense shows the nearest page."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ROWS_A_PAGE = 50


def page_of(rows, number: str | None, *, count: int | None = None) -> Page:
    """`rows` is a QuerySet or a list; `number` as it stands in the address, or None; `count` when known."""
    paginator = Paginator(rows, ROWS_A_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(number)


def page_of_ids(ids: Sequence[int], number: str | None, rows: QuerySet) -> Page:
    """Of a list whose order is known as ids; of `rows` only those of the page are read."""
    page = page_of(ids, number)
    found = rows.in_bulk(page.object_list)
    page.object_list = [found[pk] for pk in page.object_list if pk in found]
    return page
