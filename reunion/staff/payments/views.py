from django.db.models import Case, Count, IntegerField, Max, Min, Sum, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.payments.automatic import books_by_itself
from reunion.payments.models import Statement, StatementLine, StatementLineQuerySet
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.search import lines_matching
from reunion.payments.telling import waiting_thanks
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, for_roles

from .rows import row_of, rows_of

Grade = StatementLine.Grade
SUREST_FIRST = Case(
    *[When(grade=grade, then=Value(place)) for place, grade in enumerate(Grade.values)],
    output_field=IntegerField(),
)


@for_roles(MONEY)
def lines(request: HttpRequest) -> HttpResponse:
    reunion, shown, text = request.reunion, request.GET.get("grade", ""), request.GET.get("q", "").strip()
    bring_up_to_date(reunion)
    found = lines_matching(chosen_lines(reunion, shown), text)
    page = page_of(rows_of(found), request.GET.get("page"))
    page.object_list = [row_of(line) for line in page.object_list]
    certain_lines = StatementLine.objects.filter(reunion=reunion).graded(Grade.CERTAIN)
    context = {
        "page": page,
        "text": text,
        "shown": shown,
        "tabs": tabs(reunion, shown),
        "certain": certain_lines.aggregate(yen=Sum("amount"), count=Count("id")),
        "certain_ids": ",".join(map(str, certain_lines.order_by("pk").values_list("pk", flat=True))),
        "statements": summary(reunion),
        "automatic": books_by_itself(reunion),
        "kept": {"grade": shown} if shown else {},
        "clear_url": f"{request.path}?grade={shown}" if shown else request.path,
        "thanks": waiting_thanks(reunion),
        "back": request.get_full_path(),
    }
    return render(request, "staff/payments/lines.html", context)


def chosen_lines(reunion: Reunion, shown: str) -> StatementLineQuerySet:
    found = StatementLine.objects.filter(reunion=reunion)
    if shown == "matched":
        return found.matched().order_by("-booked_on", "-pk")
    if shown == "ignored":
        return found.ignored().order_by("-booked_on", "-pk")
    found = found.graded(shown) if shown in Grade.values else found.undecided()
    return found.order_by(SUREST_FIRST, "booked_on", "statement_id", "sequence", "pk")


def tabs(reunion: Reunion, shown: str) -> list[dict]:
    found = StatementLine.objects.filter(reunion=reunion)
    open_counts = dict(found.undecided().order_by().values_list("grade").annotate(count=Count("id")))
    listed = [("", _("まだのもの"), sum(open_counts.values()))]
    listed += [(grade.value, grade.label, open_counts.get(grade.value, 0)) for grade in Grade]
    listed += [("matched", _("確定済み"), found.matched().count())]
    listed += [("ignored", _("会費ではない"), found.ignored().count())]
    address = reverse("staff:payments:lines", args=[reunion.slug])
    return [
        {
            "label": label,
            "count": count,
            "url": f"{address}?grade={name}" if name else address,
            "current": name == shown,
        }
        for name, label, count in listed
    ]


def summary(reunion: Reunion) -> dict:
    """The banks, the days and the number of lines of everything taken in."""
    taken_in = Statement.objects.filter(reunion=reunion).order_by()
    return {
        "banks": list(taken_in.values_list("bank", flat=True).distinct()),
        "lines": StatementLine.objects.filter(reunion=reunion).count(),
        **taken_in.aggregate(from_on=Min("from_on"), to_on=Max("to_on")),
    }
