from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events.counting import counted
from reunion.lib.refused import Refused
from reunion.payments.closing.books import books_of, settlement_of
from reunion.payments.closing.models import CashMove, Expense, Noted, OtherIncome
from reunion.payments.closing.noting import correct, newest_noted, note, restore, strike
from reunion.payments.closing.proofs import opened
from reunion.payments.models import StatementLine
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, for_roles

from .downloads import download
from .forms import seen_in
from .noted_forms import CashMoveForm, ExpenseForm, NotedForm, OtherIncomeForm


@dataclass(frozen=True)
class Kind:
    """Something the treasurer writes down beside the fees."""

    name: str
    model: type[Noted]
    form: type[NotedForm]
    label: Promise
    new: Promise
    none_yet: Promise
    day: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "expense",
            Expense,
            ExpenseForm,
            gettext_lazy("支出"),
            gettext_lazy("支出を書く"),
            gettext_lazy("まだ支出を書いていません。会場の手付金や、はがきの印刷から始めましょう。"),
            "paid_on",
        ),
        Kind(
            "income",
            OtherIncome,
            OtherIncomeForm,
            gettext_lazy("会費のほかの収入"),
            gettext_lazy("収入を書く"),
            gettext_lazy("前回からの繰越やご祝儀があれば、ここに書きます。会費は、入金から自動で数えます。"),
            "received_on",
        ),
        Kind(
            "move",
            CashMove,
            CashMoveForm,
            gettext_lazy("口座と現金のあいだ"),
            gettext_lazy("移動を書く"),
            gettext_lazy("現金を口座に入れたときや、釣り銭を引き出したときに、ここに書きます。"),
            "moved_on",
        ),
    )
}


def kind_named(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@for_roles(MONEY)
def books(request: HttpRequest) -> HttpResponse:
    kind = KINDS.get(request.GET.get("kind", ""), KINDS["expense"])
    rows = kind.model.objects.filter(reunion=request.reunion).select_related("noted_by", "struck_by")
    stored = settlement_of(request.reunion)
    context = {
        "kind": kind,
        "page": page_of(rows.order_by(f"-{kind.day}", "-pk"), request.GET.get("page")),
        "books": books_of(request.reunion, stored),
        "is_closed": stored.is_closed,
        "tabs": tabs(request, kind),
    }
    return render(request, "staff/payments/books.html", context)


def tabs(request: HttpRequest, shown: Kind) -> list[dict]:
    address = reverse("staff:payments:books", args=[request.reunion.slug])
    rows = {name: kind.model.objects.standing() for name, kind in KINDS.items()}
    counts = counted(
        request.reunion, {name: each.filter(reunion=request.reunion) for name, each in rows.items()}
    )
    return [
        {
            "label": kind.label,
            "count": counts[name],
            "url": f"{address}?kind={name}",
            "current": kind is shown,
        }
        for name, kind in KINDS.items()
    ]


@for_roles(MONEY)
def add_noted(request: HttpRequest, kind: str) -> HttpResponse:
    found = kind_named(kind)
    return edit(request, found, found.model(reunion=request.reunion), from_line(request, found))


@for_roles(MONEY)
def edit_noted(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    found = kind_named(kind)
    return edit(request, found, get_object_or_404(found.model, pk=row_id, reunion=request.reunion), {})


def from_line(request: HttpRequest, kind: Kind) -> dict:
    """What a withdrawal of the bank says already, if the press came from one."""
    word = request.GET.get("line", "")
    line = StatementLine.objects.filter(
        reunion=request.reunion, pk=int(word) if word.isdecimal() else 0
    ).first()
    if line is None or kind.name != "expense":
        return {kind.day: timezone.localdate()}
    return {
        "paid_on": line.booked_on,
        "amount": line.amount,
        "payee": line.payer[:80],
        "paid_from": "account",
    }


def edit(request: HttpRequest, kind: Kind, row: Noted, initial: dict) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind.form(*posted, instance=row, initial=initial)
    is_new = row.pk is None
    if request.method == "POST" and form.is_valid():
        details = {"proof": form.cleaned_data.get("proof"), "actor": request.user}
        try:
            if is_new:
                note(form.save(commit=False), **details, seen=seen_in(request))
            else:
                correct(form.save(commit=False), **details)
        except Refused as refused:
            form.add_error("proof" if details["proof"] else None, str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return back_to_books(request, kind)
    context = {"kind": kind, "form": form, "row": None if is_new else row, "seen": newest_noted(row)}
    return render(request, "staff/payments/noted.html", context)


def back_to_books(request: HttpRequest, kind: Kind) -> HttpResponse:
    address = reverse("staff:payments:books", args=[request.reunion.slug])
    return redirect(f"{address}?kind={kind.name}")


def press(rule, done: Promise):
    """A view that applies one rule to one row."""

    @for_roles(MONEY)
    @require_POST
    def pressed(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
        found = kind_named(kind)
        row = get_object_or_404(found.model, pk=row_id, reunion=request.reunion)
        try:
            rule(row, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return back_to_books(request, found)

    return pressed


strike_noted = press(strike, gettext_lazy("消しました。行は残っているので、いつでも戻せます。"))
restore_noted = press(restore, gettext_lazy("戻しました。"))


@for_roles(MONEY)
def proof(request: HttpRequest, row_id: int) -> HttpResponse:
    row = get_object_or_404(Expense, pk=row_id, reunion=request.reunion)
    found = opened(row)
    if found is None:
        raise Http404
    file, content_type = found
    with file:
        ending = "pdf" if content_type == "application/pdf" else "jpg"
        return download(file.read(), content_type, f"{request.reunion.slug}-bill-{row.pk}.{ending}")
