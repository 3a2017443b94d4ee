from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events.models import VenueBooking
from reunion.lib.refused import Refused
from reunion.lib.spreadsheets import XLSX
from reunion.payments.closing.books import books_and_check, books_of, settlement_of
from reunion.payments.closing.budget import plan, set_hall_price
from reunion.payments.closing.hall_bill import forecast, hall_with_price
from reunion.payments.closing.models import BudgetLine
from reunion.payments.closing.settlement import (
    close,
    describe,
    reopen,
    reported,
    what_is_missing,
    what_may_explain,
)
from reunion.payments.closing.settlement_paper import settlement_pdf
from reunion.payments.closing.settlement_sheet import settlement_xlsx
from reunion.team.access import MONEY, for_roles

from .downloads import download
from .plan_forms import BudgetForm, HallForm, SettlementForm

MOST_LINES = 20


@for_roles(MONEY)
def settlement(request: HttpRequest) -> HttpResponse:
    stored = settlement_of(request.reunion)
    now, check = books_and_check(request.reunion, stored)
    shown = reported(stored, now)
    hall = hall_with_price(request.reunion)
    context = {
        "settlement": stored,
        "books": shown,
        "moved_since": stored.is_closed and shown != now,
        "check": check,
        "missing": what_is_missing(check),
        "reasons": what_may_explain(check),
        "unwritten": check.unwritten[:MOST_LINES],
        "hall": hall,
        "forecast": forecast(request.reunion, hall, now) if hall else None,
    }
    return render(request, "staff/payments/settlement.html", context)


@for_roles(MONEY)
def settlement_details(request: HttpRequest) -> HttpResponse:
    form = SettlementForm(request.POST or None, instance=settlement_of(request.reunion))
    return saved(
        request,
        form,
        lambda: describe(request.reunion, details=form.cleaned_data, actor=request.user),
        _("報告書の名前と残高"),
    )


@for_roles(MONEY)
def budget(request: HttpRequest) -> HttpResponse:
    planned = dict(BudgetLine.objects.filter(reunion=request.reunion).values_list("head", "amount"))
    form = BudgetForm(request.POST or None, initial=planned)
    return saved(
        request,
        form,
        lambda: plan(request.reunion, yen_by_head=form.cleaned_data, actor=request.user),
        _("予算"),
    )


@for_roles(MONEY)
def hall(request: HttpRequest) -> HttpResponse:
    """The price stands in the venue's own row, so there must be a venue."""
    booking = VenueBooking.objects.filter(reunion=request.reunion).foremost()
    if booking is None:
        messages.info(request, _("先に会場の候補を書きます。名前だけでも足ります。"))
        return redirect("staff:events:venues", request.reunion.slug)
    form = HallForm(request.POST or None, instance=booking, expected_heads=request.reunion.expected_heads)
    return saved(
        request,
        form,
        lambda: set_hall_price(
            form.hall, expected_heads=form.cleaned_data["expected_heads"], actor=request.user
        ),
        _("%(venue)sの料金") % {"venue": booking},
    )


def saved(request: HttpRequest, form, rule, title: str) -> HttpResponse:
    """Shows a form about the settlement, and applies its rule once it is in order."""
    if request.method == "POST" and form.is_valid():
        try:
            rule()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("staff:payments:settlement", request.reunion.slug)
    return render(request, "staff/payments/settlement_form.html", {"form": form, "title": title})


@for_roles(MONEY)
def close_settlement(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        books, check = books_and_check(request.reunion, settlement_of(request.reunion))
        context = {"books": books, "missing": what_is_missing(check)}
        return render(request, "staff/payments/settlement_close.html", context)
    try:
        close(request.reunion, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("決算を閉じました。報告書を印刷できます。"))
    return redirect("staff:payments:settlement", request.reunion.slug)


@for_roles(MONEY)
@require_POST
def reopen_settlement(request: HttpRequest) -> HttpResponse:
    try:
        reopen(request.reunion, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("決算を開き直しました。"))
    return redirect("staff:payments:settlement", request.reunion.slug)


@for_roles(MONEY)
def report_pdf(request: HttpRequest) -> HttpResponse:
    stored, books = figures(request)
    day = timezone.localdate(stored.closed_at) if stored.is_closed else timezone.localdate()
    data = settlement_pdf(request.reunion, stored, books, on=day)
    return download(data, "application/pdf", f"{request.reunion.slug}-settlement.pdf")


@for_roles(MONEY)
def report_xlsx(request: HttpRequest) -> HttpResponse:
    stored, books = figures(request)
    data = settlement_xlsx(request.reunion, stored, books)
    return download(data, XLSX, f"{request.reunion.slug}-settlement.xlsx")


def figures(request: HttpRequest):
    stored = settlement_of(request.reunion)
    return stored, reported(stored, books_of(request.reunion, stored))
