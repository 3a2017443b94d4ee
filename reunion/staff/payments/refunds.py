"""Who has paid too much, to whom money goes back, and which withdrawal of the bank that was."""

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.lib.spreadsheets import XLSX, csv_bytes, xlsx_bytes
from reunion.payments.balance import with_free_surplus
from reunion.payments.models import Refund, StatementLine
from reunion.payments.paying_back import note_account, pay_out, tie_to_line
from reunion.payments.refund_export import HEADINGS, refund_rows
from reunion.payments.refund_lines import proposed_lines
from reunion.payments.totals import in_pile, sums_by_registration
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of, page_of_ids
from reunion.team.access import MONEY, for_roles

from .forms import PaidOutForm, day_typed
from .person import pressed
from .rows import person_words


@for_roles(MONEY)
def refunds(request: HttpRequest) -> HttpResponse:
    everybody, sums = (
        Registration.objects.filter(reunion=request.reunion),
        sums_by_registration(request.reunion),
    )
    in_order = everybody.order_by("family_kana", "given_kana", "pk").values_list("pk", flat=True)
    rows = with_free_surplus(everybody.select_related("classmate__homeroom", "homeroom"))
    page = page_of_ids(in_pile(sums, "free", in_order), request.GET.get("page"), rows)
    page.object_list = [(one, person_words(one)) for one in page.object_list]
    mine = Refund.objects.filter(registration__reunion=request.reunion)
    rows = mine.standing().select_related(
        "registration__classmate__homeroom", "registration__homeroom", "line"
    )
    stood = page_of(rows.order_by("state", "booked_at", "pk"), request.GET.get("refunds"))
    lines = proposed_lines(request.reunion, stood.object_list)
    context = {
        "page": page,
        "refunds": [(one, person_words(one.registration), lines.get(one.pk)) for one in stood.object_list],
        "stood": stood,
        "undecided_yen": sum(each.free for each in sums.values()),
        "waiting_yen": sum(each.waits for each in sums.values()),
        "paid_yen": mine.paid_out().aggregate(yen=Sum("amount"))["yen"] or 0,
        "back": request.path,
        "day": day_typed(request),
    }
    return render(request, "staff/payments/refunds.html", context)


@for_roles(MONEY)
@require_POST
def pay_refund(request: HttpRequest, refund_id: int) -> HttpResponse:
    """In cash, or by a transfer that no statement shows yet, on the day that was typed."""
    refund = get_object_or_404(Refund, pk=refund_id, registration__reunion=request.reunion)
    form = PaidOutForm(request.POST)

    def rule() -> None:
        if not form.is_valid():
            raise Refused(form.errors["paid_out_on"][0])
        pay_out(refund, **form.cleaned_data, actor=request.user)

    typed = {"refund": refund.pk, "day": request.POST.get("paid_out_on", "")[:20]}
    return pressed(request, refund.registration_id, rule, _("返金済みにしました。"), **typed)


@for_roles(MONEY)
@require_POST
def tie_refund(request: HttpRequest, refund_id: int, line_id: int) -> HttpResponse:
    """One press: the withdrawal that was shown is this refund."""
    refund = get_object_or_404(Refund, pk=refund_id, registration__reunion=request.reunion)
    line = get_object_or_404(StatementLine, pk=line_id, reunion=request.reunion)

    def rule() -> None:
        if refund.state == Refund.State.OWED:
            pay_out(refund, paid_out_on=line.booked_on, line=line, actor=request.user)
        else:
            tie_to_line(refund, line=line, actor=request.user)

    return pressed(request, refund.registration_id, rule, _("明細の出金で返金を確かめました。"))


@for_roles(MONEY)
@require_POST
def refund_account(request: HttpRequest, refund_id: int) -> HttpResponse:
    refund = get_object_or_404(Refund, pk=refund_id, registration__reunion=request.reunion)
    account = request.POST.get("account", "").replace("\0", "")[:200]
    return pressed(
        request,
        refund.registration_id,
        lambda: note_account(refund, account=account, actor=request.user),
        _("返金先の口座を書きました。"),
    )


@for_roles(MONEY)
def export_refunds(request: HttpRequest, file_format: str) -> HttpResponse:
    if file_format not in ("csv", "xlsx"):
        raise Http404
    reunion = request.reunion
    sentence = gettext_lazy("過入金と返金の一覧を書き出しました（%(format)s）")
    words = {"format": file_format.upper()}
    record(
        reunion,
        action="exported",
        sentence=sentence,
        words=words,
        actor=request.user,
        reunion_slug=reunion.slug,
    )
    if file_format == "csv":
        kind, data = "text/csv; charset=utf-8", csv_bytes(HEADINGS, refund_rows(reunion))
    else:
        kind, data = XLSX, xlsx_bytes(HEADINGS, refund_rows(reunion), title=_("返金"))
    name = f"refunds-{reunion.slug}-{timezone.localdate():%Y%m%d}.{file_format}"
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
