from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.outreach.models import ContactLog
from reunion.outreach.tries import note, send_elsewhere, take_back
from reunion.registrations.models import Registration
from reunion.staff.registrations.rows import visible_to
from reunion.team.access import for_roles

from .forms import AnotherAddressForm, TryForm
from .helping import HELPERS, guest_of, may_take_back
from .views import guest_page


@for_roles(HELPERS)
@require_POST
def note_try(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = guest_of(request.seat, registration_id)
    form = TryForm(request.POST)
    if form.is_valid():
        try:
            log = note(registration, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, noted(log))
            return redirect("staff:outreach:board", request.reunion.slug)
    return guest_page(request, registration, form=form)


def noted(log: ContactLog) -> str:
    name = {"name": log.registration.school_name}
    if log.result == ContactLog.Result.TOLD:
        return _("%(name)sさんに伝えたことを書き留めました。") % name
    return _("%(name)sさんにつながらなかったことを書き留めました。3日たつと、また上に出てきます。") % name


@for_roles(HELPERS)
def elsewhere(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = guest_of(request.seat, registration_id)
    form = AnotherAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_sent(request, registration, form):
        return redirect("staff:outreach:guest", request.reunion.slug, registration.pk)
    context = {"registration": registration, "form": form}
    return render(request, "staff/outreach/elsewhere.html", context)


def is_sent(request: HttpRequest, registration: Registration, form: AnotherAddressForm) -> bool:
    try:
        send_elsewhere(registration, address=form.cleaned_data["address"], actor=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("そのアドレスにも送る順番に入れました。これからのメールも、両方に届きます。"))
    return True


@for_roles(HELPERS)
@require_POST
def take_back_try(request: HttpRequest, log_id: int) -> HttpResponse:
    log = get_object_or_404(ContactLog.objects.select_related("registration"), pk=log_id)
    if not visible_to(request.seat).filter(pk=log.registration_id).exists():
        raise Http404
    if may_take_back(log, seat=request.seat):
        take_back(log, actor=request.user)
        messages.success(request, _("記録を取り消しました。"))
    else:
        messages.error(request, _("この記録を取り消せるのは、書き留めた本人と事務局だけです。"))
    return redirect("staff:outreach:guest", request.reunion.slug, log.registration_id)
