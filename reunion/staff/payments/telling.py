from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.correcting import correct, corrections, note_told, set_aside, to_tell
from reunion.payments.telling import waiting_thanks
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, NOT_CLASS_STAFF, for_roles

from .rows import person_words

TELL, WAITING = "tell", "waiting"


@for_roles(NOT_CLASS_STAFF)
def news(request: HttpRequest) -> HttpResponse:
    """What guests hear of their money: to be corrected, to be told by a person, about to leave."""
    reunion, shown = request.reunion, request.GET.get("show", "")
    wrong, untold, waiting = corrections(reunion), to_tell(reunion), waiting_thanks(reunion)
    rows = {TELL: untold, WAITING: waiting}.get(shown, wrong)
    page = page_of(rows, request.GET.get("page"))
    if shown != WAITING:
        page.object_list = [(row, person_words(row.guest)) for row in page.object_list]
    context = {
        "page": page,
        "shown": shown,
        "tabs": tabs(request, shown, {"": len(wrong), TELL: len(untold), WAITING: waiting.count()}),
        "may_decide": request.seat.may(MONEY),
        "back": request.get_full_path(),
    }
    return render(request, "staff/payments/news.html", context)


def tabs(request: HttpRequest, shown: str, counts: dict[str, int]) -> list[dict]:
    address = reverse("staff:payments:news", args=[request.reunion.slug])
    labels = {"": _("訂正するか決める"), TELL: _("電話やLINEで伝える"), WAITING: _("これから出るお礼")}
    return [
        {
            "label": label,
            "count": counts[name],
            "url": f"{address}?show={name}" if name else address,
            "current": name == (shown if shown in labels else ""),
        }
        for name, label in labels.items()
    ]


def decide(
    request: HttpRequest, registration_id: int, rule: Callable[[Registration], object], done: str, show: str
) -> HttpResponse:
    rows = Registration.objects.select_related("reunion")
    guest = get_object_or_404(rows, pk=registration_id, reunion=request.reunion)
    try:
        rule(guest)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done % {"name": guest.school_name})
    address = reverse("staff:payments:news", args=[request.reunion.slug])
    return redirect(f"{address}?show={show}" if show else address)


@for_roles(MONEY)
@require_POST
def send_correction(request: HttpRequest, registration_id: int) -> HttpResponse:
    seen, actor = request.POST.get("seen", ""), request.user
    done = _("%(name)sさんへの訂正を済ませました。")
    return decide(request, registration_id, lambda guest: correct(guest, seen=seen, actor=actor), done, "")


@for_roles(MONEY)
@require_POST
def leave_as_it_is(request: HttpRequest, registration_id: int) -> HttpResponse:
    seen, reason = request.POST.get("seen", ""), request.POST.get("reason", "")
    done = _("%(name)sさんには、訂正を送らないことにしました。")
    return decide(
        request,
        registration_id,
        lambda guest: set_aside(guest, seen=seen, reason=reason, actor=request.user),
        done,
        "",
    )


@for_roles(NOT_CLASS_STAFF)
@require_POST
def told(request: HttpRequest, registration_id: int) -> HttpResponse:
    amount = request.POST.get("amount", "")
    amount = int(amount) if amount.isdecimal() and len(amount) < 12 else 0
    done = _("%(name)sさんに伝えたことを記録しました。")
    return decide(
        request,
        registration_id,
        lambda guest: note_told(guest, amount=amount, actor=request.user),
        done,
        TELL,
    )
