"""Every list is read a page at a time; a page number that makes no sense shows the nearest page."""

from django.core.paginator import Page, Paginator

ROWS_A_PAGE = 50


def page_of(rows, number: str | None, *, count: int | None = None) -> Page:
    """`rows` is a QuerySet or a list; `number` as it stands in the address, or None; `count` when known."""
    paginator = Paginator(rows, ROWS_A_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(number)
