import base64

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.payments.automatic import book_what_is_certain, books_by_itself
from reunion.payments.confirmed_columns import choice_proposed, first_rows, lines_read, samples
from reunion.payments.line_export import lines_as_csv
from reunion.payments.models import RememberedColumns, Statement
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.readers import Sheet
from reunion.payments.reading import ColumnsToConfirm, UnreadableFile
from reunion.payments.statements import Intake, OtherAccount, take_in
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, for_roles

from .automatic import tell_booked_by_itself
from .columns_form import ColumnsForm
from .forms import UploadForm

MOST_SENTENCES = 20
LARGEST_KEPT = 1024 * 1024


@for_roles(MONEY)
def upload(request: HttpRequest) -> HttpResponse:
    kept = kept_file(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and (kept or form.is_valid()):
        name, data = kept or (form.cleaned_data["file"].name, form.cleaned_data["file"].read())
        answer = answer_to_file(request, form, name, data)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "page": taken_in(request),
        "remembered": remembered_columns(request),
        "automatic": books_by_itself(request.reunion),
    }
    return render(request, "staff/payments/upload.html", context)


def answer_to_file(
    request: HttpRequest, form: Form, name: str, data: bytes, field: str | None = "file"
) -> HttpResponse | None:
    """Takes the file in, or asks what must be asked; None once the form says why it is refused."""
    try:
        intake = take_in(
            request.reunion,
            data=data,
            file_name=name,
            actor=request.user,
            other_account_is_ours="other_account" in request.POST,
            ask_about_columns=True,
        )
    except OtherAccount as refused:
        return ask_about_account(request, str(refused), name, data)
    except ColumnsToConfirm as refused:
        return ask_about_columns(request, refused.sheet, name, data)
    except Refused as refused:
        tell_refusal(form, refused, field)
        return None
    tell_intake(request, intake)
    tell_booked_by_itself(request, book_what_is_certain(intake.statement, actor=request.user))
    return redirect("staff:payments:lines", request.reunion.slug)


def remembered_columns(request: HttpRequest):
    return RememberedColumns.objects.filter(reunion=request.reunion).select_related("confirmed_by")


def taken_in(request: HttpRequest):
    statements = Statement.objects.filter(reunion=request.reunion).select_related("uploaded_by")
    counted = statements.annotate(line_count=Count("lines")).order_by("-uploaded_at", "-pk")
    return page_of(counted, request.GET.get("page"))


def kept_file(request: HttpRequest) -> tuple[str, bytes] | None:
    """The file that came along with the question whether its account is meant."""
    try:
        data = base64.b64decode(request.POST.get("kept", ""), validate=True)
    except ValueError:
        return None
    return (request.POST.get("file_name", "").replace("\0", "")[:200], data) if data else None


def ask_about_columns(request: HttpRequest, sheet: Sheet, name: str, data: bytes) -> HttpResponse:
    form = ColumnsForm(sheet=sheet, initial=choice_proposed(sheet))
    return columns_page(request, form, sheet, name, data)


def columns_page(
    request: HttpRequest, form: ColumnsForm, sheet: Sheet, name: str, data: bytes
) -> HttpResponse:
    choice = form.choice()
    context = {
        "form": form,
        "headings": samples(sheet),
        "rows": first_rows(sheet),
        "read": lines_read(sheet, choice) if choice else [],
        "file_name": name,
        "kept": kept_as_text(data),
        "upload_form": UploadForm(),
    }
    return render(request, "staff/payments/columns.html", context)


def kept_as_text(data: bytes) -> str:
    """What a page carries along; "" for a file too large for that, which must be chosen again."""
    return base64.b64encode(data).decode() if len(data) <= LARGEST_KEPT else ""


def ask_about_account(request: HttpRequest, question: str, name: str, data: bytes) -> HttpResponse:
    context = {
        "question": question,
        "file_name": name,
        "kept": kept_as_text(data),
        "form": UploadForm(),
    }
    return render(request, "staff/payments/other_account.html", context)


def tell_refusal(form: Form, refused: Refused, field: str | None = "file") -> None:
    sentences = refused.sentences if isinstance(refused, UnreadableFile) else (str(refused),)
    for sentence in sentences[:MOST_SENTENCES]:
        form.add_error(field, sentence)
    if len(sentences) > MOST_SENTENCES:
        more = {"count": len(sentences) - MOST_SENTENCES}
        form.add_error(field, _("ほかに%(count)s行あります。") % more)


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
