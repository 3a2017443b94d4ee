from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.confirmed_columns import forget, remember, unknown_sheet
from reunion.payments.models import RememberedColumns
from reunion.team.access import MONEY, for_roles

from .columns_form import ColumnsForm
from .forms import UploadForm
from .statements import answer_to_file, columns_page, kept_file, tell_refusal


@for_roles(MONEY)
def columns(request: HttpRequest) -> HttpResponse:
    """Shows the file with what is chosen, and once it is confirmed remembers it and takes the file in."""
    name, data = _file(request)
    try:
        sheet = unknown_sheet(data) if data else None
    except Refused as refused:
        messages.error(request, str(refused))
        sheet = None
    if sheet is None:
        return redirect("staff:payments:upload", request.reunion.slug)
    form = ColumnsForm(request.POST, sheet=sheet)
    if "preview" not in request.POST and (choice := form.choice()):
        bank = form.cleaned_data["bank"]
        try:
            remember(request.reunion, data=data, choice=choice, bank=bank, actor=request.user)
        except Refused as refused:
            tell_refusal(form, refused, field=None)
        else:
            answer = answer_to_file(request, form, name, data, field=None)
            if answer is not None:
                return answer
    return columns_page(request, form, sheet, name, data)


def _file(request: HttpRequest) -> tuple[str, bytes]:
    if kept := kept_file(request):
        return kept
    form = UploadForm(request.POST, request.FILES)
    if request.method == "POST" and form.is_valid():
        return form.cleaned_data["file"].name, form.cleaned_data["file"].read()
    for sentence in form.errors.get("file", []):
        messages.error(request, sentence)
    return "", b""


@for_roles(MONEY)
@require_POST
def forget_columns(request: HttpRequest, columns_id: int) -> HttpResponse:
    remembered = get_object_or_404(RememberedColumns, pk=columns_id, reunion=request.reunion)
    forget(remembered, actor=request.user)
    messages.success(request, _("列の決め方を忘れました。次のファイルで、もう一度おたずねします。"))
    return redirect("staff:payments:upload", request.reunion.slug)
