from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.payments.closing.models import Receipt
from reunion.payments.closing.receipt_paper import receipts_pdf
from reunion.payments.closing.receipt_piles import receipt_piles
from reunion.payments.closing.receipts import (
    issue,
    issue_all,
    receipts_matching,
    reissue,
    void,
    with_receipts,
)
from reunion.payments.search import ids_matching
from reunion.payments.totals import Sums, sums_by_registration
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of, page_of_ids
from reunion.team.access import MONEY, for_roles

from .downloads import download
from .rows import person_words

STAMP_FROM = 50_000
VALID = Prefetch("receipts", Receipt.objects.valid().order_by("number"), to_attr="valid_receipts")


class ReceiptForm(forms.Form):
    addressee = forms.CharField(
        label=gettext_lazy("宛名"),
        max_length=60,
        help_text=gettext_lazy("「様」や「御中」まで書きます。例 株式会社 真間川 御中"),
        error_messages={"required": gettext_lazy("宛名を書いてください。例 高田 裕子 様")},
    )
    proviso = forms.CharField(
        label=gettext_lazy("但し書き"),
        max_length=60,
        error_messages={"required": gettext_lazy("但し書きを書いてください。例 同窓会会費として")},
    )


@for_roles(MONEY)
def receipts(request: HttpRequest) -> HttpResponse:
    shown, text, reunion = request.GET.get("show", ""), request.GET.get("q", "").strip(), request.reunion
    sums = sums_by_registration(reunion)
    piles = receipt_piles(reunion, sums)
    if shown in piles:
        page = page_of_people(request, text, piles[shown], sums)
    else:
        page = page_of(receipts_matching(reunion, text).order_by("-number"), request.GET.get("page"))
    counts = {"all": of_reunion(request).count()} | {name: len(pile) for name, pile in piles.items()}
    context = {
        "page": page,
        "shown": shown,
        "text": text,
        "kept": {"show": shown} if shown else {},
        "clear_url": f"{request.path}?show={shown}" if shown else request.path,
        "counts": counts,
        "waiting": counts["waiting"],
        "tabs": tabs(request, shown, counts),
    }
    return render(request, "staff/payments/receipts.html", context)


def page_of_people(request: HttpRequest, text: str, pile: set[int], sums: Mapping[int, Sums]) -> Page:
    """Those of one pile, in kana order, each with the receipts that are valid."""
    everybody = Registration.objects.filter(reunion=request.reunion)
    found = ids_matching(everybody.order_by("family_kana", "given_kana", "pk"), text, sums=sums)
    rows = with_receipts(everybody.select_related("classmate__homeroom", "homeroom")).prefetch_related(VALID)
    page = page_of_ids([pk for pk in found if pk in pile], request.GET.get("page"), rows)
    page.object_list = [(person, person_words(person)) for person in page.object_list]
    return page


def tabs(request: HttpRequest, shown: str, counts: dict[str, int]) -> list[dict]:
    address = reverse("staff:payments:receipts", args=[request.reunion.slug])
    listed = [("", _("発行した領収書")), ("waiting", _("まだの人")), ("beyond", _("見直すもの"))]
    return [
        {
            "label": label,
            "count": counts[name or "all"],
            "url": f"{address}?show={name}" if name else address,
            "current": name == shown,
        }
        for name, label in listed
    ]


def of_reunion(request: HttpRequest) -> QuerySet[Receipt]:
    return Receipt.objects.filter(reunion=request.reunion).select_related("replaces", "registration")


@for_roles(MONEY)
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """What stands on it, and a new one in its place."""
    found = get_object_or_404(of_reunion(request), pk=receipt_id)
    initial = {"addressee": found.addressee, "proviso": found.proviso}
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            new = reissue(found, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("No.%(number)sとして再発行しました。") % {"number": new.number})
            return redirect("staff:payments:receipt", request.reunion.slug, new.pk)
    after = Receipt.objects.filter(replaces=found).first()
    context = {"receipt": found, "form": form, "after": after, "needs_stamp": found.amount >= STAMP_FROM}
    return render(request, "staff/payments/receipt.html", context)


@for_roles(MONEY)
@require_POST
def issue_one(request: HttpRequest, registration_id: int) -> HttpResponse:
    person = get_object_or_404(Registration, pk=registration_id, reunion=request.reunion)
    try:
        new = issue(person, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:payments:receipts", request.reunion.slug)
    messages.success(request, _("領収書 No.%(number)sを発行しました。") % {"number": new.number})
    return redirect("staff:payments:receipt", request.reunion.slug, new.pk)


@for_roles(MONEY)
@require_POST
def issue_to_all(request: HttpRequest) -> HttpResponse:
    try:
        new = issue_all(request.reunion, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)s枚の領収書を発行しました。") % {"count": len(new)})
    return redirect("staff:payments:receipts", request.reunion.slug)


@for_roles(MONEY)
def void_receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    found = get_object_or_404(of_reunion(request), pk=receipt_id)
    if request.method != "POST":
        return render(request, "staff/payments/receipt_void.html", {"receipt": found})
    try:
        void(found, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("領収書 No.%(number)sを無効にしました。") % {"number": found.number})
    return redirect("staff:payments:receipt", request.reunion.slug, found.pk)


@for_roles(MONEY)
def receipt_pdf(request: HttpRequest, receipt_id: int) -> HttpResponse:
    found = get_object_or_404(of_reunion(request), pk=receipt_id)
    name = f"{request.reunion.slug}-receipt-{found.number}.pdf"
    return download(receipts_pdf(request.reunion, [found]), "application/pdf", name)


@for_roles(MONEY)
def all_receipts_pdf(request: HttpRequest) -> HttpResponse:
    """Every valid one, to be printed at once."""
    found = of_reunion(request).valid().order_by("number")
    if not found:
        messages.info(request, _("まだ印刷する領収書がありません。"))
        return redirect("staff:payments:receipts", request.reunion.slug)
    record(
        request.reunion,
        action="exported",
        sentence=gettext_lazy("領収書をまとめて書き出しました"),
        actor=request.user,
        reunion_slug=request.reunion.slug,
    )
    data = receipts_pdf(request.reunion, found)
    return download(data, "application/pdf", f"{request.reunion.slug}-receipts.pdf")
