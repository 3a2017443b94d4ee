import base64
import binascii

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.payments.line_export import lines_as_csv
from reunion.payments.models import Statement
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import Intake, OtherAccount, UnreadableFile, take_in
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, for_roles

from .forms import UploadForm

MOST_SENTENCES = 20
LARGEST_KEPT = 1024 * 1024


@for_roles(MONEY)
def upload(request: HttpRequest) -> HttpResponse:
    kept = kept_file(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and (kept or form.is_valid()):
        name, data = kept or (form.cleaned_data["file"].name, form.cleaned_data["file"].read())
        try:
            intake = take_in(
                request.reunion,
                data=data,
                file_name=name,
                actor=request.user,
                other_account_is_ours="other_account" in request.POST,
            )
        except OtherAccount as refused:
            return ask_about_account(request, str(refused), name, data)
        except Refused as refused:
            tell_refusal(form, refused)
        else:
            tell_intake(request, intake)
            return redirect("staff:payments:lines", request.reunion.slug)
    return render(request, "staff/payments/upload.html", {"form": form, "page": taken_in(request)})


def taken_in(request: HttpRequest):
    statements = Statement.objects.filter(reunion=request.reunion).select_related("uploaded_by")
    counted = statements.annotate(line_count=Count("lines")).order_by("-uploaded_at", "-pk")
    return page_of(counted, request.GET.get("page"))


def kept_file(request: HttpRequest) -> tuple[str, bytes] | None:
    """The file that came along with the question whether its account is meant."""
    try:
        data = base64.b64decode(request.POST.get("kept", ""), validate=True)
    except binascii.Error:
        return None
    return (request.POST.get("file_name", "").replace("\0", "")[:200], data) if data else None


def ask_about_account(request: HttpRequest, question: str, name: str, data: bytes) -> HttpResponse:
    kept = base64.b64encode(data).decode() if len(data) <= LARGEST_KEPT else ""
    context = {"question": question, "file_name": name, "kept": kept, "form": UploadForm()}
    return render(request, "staff/payments/other_account.html", context)


def tell_refusal(form: UploadForm, refused: Refused) -> None:
    sentences = refused.sentences if isinstance(refused, UnreadableFile) else (str(refused),)
    for sentence in sentences[:MOST_SENTENCES]:
        form.add_error("file", sentence)
    if len(sentences) > MOST_SENTENCES:
        more = {"count": len(sentences) - MOST_SENTENCES}
        form.add_error("file", _("ほかに%(count)s行あります。") % more)


def tell_intake(request: HttpRequest, intake: Intake) -> None:
    statement = intake.statement
    words = {"bank": statement.bank, "new": intake.new, "known": intake.known, "days": days_of(statement)}
    if intake.seen_before:
        messages.info(
            request, _("%(bank)s %(days)s: このファイルは前に取り込みました。新しい行はありません。") % words
        )
    else:
        messages.success(
            request,
            _("%(bank)s %(days)s: 新しい行 %(new)s件、前に取り込んだ行 %(known)s件でした。") % words,
        )
    for remark in intake.remarks:
        messages.warning(request, remark)


def days_of(statement: Statement) -> str:
    days = [date_format(day, _("n月j日（D）")) for day in (statement.from_on, statement.to_on) if day]
    return _("〜").join(dict.fromkeys(days))


@for_roles(MONEY)
def export(request: HttpRequest) -> HttpResponse:
    bring_up_to_date(request.reunion)
    record(
        request.reunion,
        action="exported",
        sentence=gettext_lazy("入出金明細の照合の表を書き出しました"),
        actor=request.user,
        reunion_slug=request.reunion.slug,
    )
    response = HttpResponse(lines_as_csv(request.reunion), content_type="text/csv; charset=utf-8")
    name = f"{request.reunion.slug}-payments-{timezone.localdate():%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
