from collections.abc import Iterator

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Min, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.events.models import Reunion
from reunion.payments.models import Proposal, Statement, StatementLine, StatementLineQuerySet
from reunion.payments.over_time import money_over_time
from reunion.payments.progress import Progress, pile, progress_of
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.telling import waiting_thanks
from reunion.payments.totals import added, sums_by_registration
from reunion.staff.pages import ROWS_A_PAGE
from reunion.team.access import MONEY, for_roles

from .finding import DECIDED, Wish, lines_wished, nothing_words, order_of, statements_of, tabs, wish_of
from .last_press import last_press
from .money_chart import chart_of
from .rows import Row, person_words, rows_of

Grade = StatementLine.Grade
SUREST_FIRST = Case(
    *[When(grade=grade, then=Value(place)) for place, grade in enumerate(Grade.values)],
    output_field=IntegerField(),
)
MOST_AT_ONCE = 500
HOMEROOM = ("grade", "label")
SHOWN_OF_CERTAIN = (
    "amount",
    *(f"line__{field}" for field in ("booked_on", "payer")),
    *(f"registration__{field}" for field in ("family_name", "given_name", "current_family_name")),
    *(f"registration__homeroom__{field}" for field in HOMEROOM),
    "registration__classmate__current_family_name",
    *(f"registration__classmate__homeroom__{field}" for field in HOMEROOM),
)


@for_roles(MONEY)
def lines(request: HttpRequest) -> HttpResponse:
    reunion, wish = request.reunion, wish_of(request)
    bring_up_to_date(reunion)
    found = lines_wished(StatementLine.objects.filter(reunion=reunion), wish)
    progress, statements = progress_of(found), statements_of(reunion)
    page = page_of_lines(found, wish, progress, request.GET.get("page"))
    empty, first = nothing_words(wish)
    context = {
        "page": page,
        "pairs": list(with_next(page.object_list, request.get_full_path())),
        "wish": wish,
        "tabs": tabs(request.path, wish, progress),
        "progress": progress,
        "certain": certain_ones(found, progress) if wish.pile in ("", Grade.CERTAIN) else [],
        "statements": statements,
        "shown_days": days_of(statements, wish),
        "empty": empty,
        "first": first,
        "clear_url": f"{request.path}?grade={wish.pile}" if wish.pile else request.path,
        "thanks": thanks_waiting(reunion),
        "last": last_press(request),
        "here": request.get_full_path(),
        "automatic": any(each.books_itself for each in statements),
    }
    return render(request, "staff/payments/lines.html", context)


def page_of_lines(found: StatementLineQuerySet, wish: Wish, progress: Progress, number: str | None) -> Page:
    """The number of rows is known already; it is not counted again."""
    listed = order_of(pile(found, wish.pile), wish, SUREST_FIRST).select_related("ignored_by")
    paginator = Paginator(listed, ROWS_A_PAGE)
    paginator.count = progress.counts[wish.pile]
    page = paginator.get_page(number)
    decided = wish.pile in DECIDED
    page.object_list = rows_of(page.object_list, open_ones=not decided, booked_ones=wish.pile == "matched")
    return page


def with_next(rows: list[Row], here: str) -> Iterator[tuple[Row, str]]:
    """Each row with the address to return to: this page, at the line that comes after it."""
    for place, row in enumerate(rows, 1):
        yield row, f"{here}#{rows[place].identity if place < len(rows) else 'lines'}"


def certain_ones(found: StatementLineQuerySet, progress: Progress) -> list[dict]:
    """What the one press would book, as it is listed above the button."""
    if not progress.counts[Grade.CERTAIN]:
        return []
    shares = Proposal.objects.filter(is_alternative=False, line__in=found.graded(Grade.CERTAIN))
    people = shares.select_related("line", "registration__classmate__homeroom", "registration__homeroom")
    people = people.only(*SHOWN_OF_CERTAIN)
    return [
        {"line": share.line, "who": person_words(share.registration), "yen": share.amount}
        for share in people.order_by("line__booked_on", "line_id")[:MOST_AT_ONCE]
    ]


def days_of(statements: list[Statement], wish: Wish) -> dict:
    """The banks, and the first and last day, of the files shown."""
    shown = [each for each in statements if wish.statement in (None, each.pk)]
    return {
        "banks": list(dict.fromkeys(each.bank for each in shown)),
        "first": min((each.from_on for each in shown if each.from_on), default=None),
        "last": max((each.to_on for each in shown if each.to_on), default=None),
    }


def thanks_waiting(reunion: Reunion) -> dict:
    return waiting_thanks(reunion).order_by().aggregate(count=Count("pk"), due_at=Min("due_at"))


@for_roles(MONEY)
def over_time(request: HttpRequest) -> HttpResponse:
    sums = sums_by_registration(request.reunion)
    money = money_over_time(request.reunion, sums)
    context = {"money": money, "chart": chart_of(money), "totals": added(sums)}
    return render(request, "staff/payments/over_time.html", context)
