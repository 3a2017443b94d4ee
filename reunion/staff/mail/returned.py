from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from reunion.mail import health
from reunion.mail.coming_back import send_again_what_was_our_fault
from reunion.mail.models import AddressHealth, Bounce, BounceQuerySet
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .people import at_addresses, health_of

State = AddressHealth.State
LISTS = {
    "": BounceQuerySet.refusals,
    "ours": BounceQuerySet.our_fault,
    "answers": lambda found: found.filter(outcome=Bounce.Outcome.NONE),
}


@for_roles(OFFICE)
def returned(request: HttpRequest) -> HttpResponse:
    """What came back, the latest first; only what is our own fault; or what machines answered."""
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in LISTS else ""
    found = Bounce.objects.of_reunion(request.reunion)
    rows = LISTS[chosen](found).select_related("message").defer("message__body")
    page = page_of(rows, request.GET.get("page"))
    known = health_of(bounce.recipient for bounce in page)
    for bounce in page:
        bounce.health = known.get(bounce.recipient)
    labels = {"": _("断られた"), "ours": _("こちら側の不調"), "answers": _("自動の返事など")}
    tabs = [tab(label, show, show == chosen, LISTS[show](found).count()) for show, label in labels.items()]
    return render(request, "staff/mail/returned.html", {"page": page, "tabs": tabs, "chosen": chosen})


@for_roles(OFFICE)
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """All at once, when what was wrong with our sending has been put right."""
    count = send_again_what_was_our_fault(request.reunion, actor=request.user)
    sentence = ngettext(
        "%(count)s通を、もう一度送る順番に入れました。",
        "%(count)s通を、もう一度送る順番に入れました。",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect("staff:mail:returned", request.reunion.slug)


def tab(label: str, show: str, current: bool, count: int) -> dict:
    return {"label": label, "url": f"?show={show}" if show else "?", "current": current, "count": count}


@for_roles(OFFICE)
def addresses(request: HttpRequest) -> HttpResponse:
    """What somebody should decide first; then what is decided, the latest first."""
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in State.values else State.PROPOSED
    found = health.of_reunion(request.reunion)
    rows = found.filter(state=chosen).select_related("bounce__message", "decided_by")
    page = page_of(rows.order_by("-since", "-pk"), request.GET.get("page"))
    labels = {State.PROPOSED: _("確認待ち"), State.DEAD: _("届かない宛先"), State.GOOD: _("使える宛先")}
    counts = health.counts(request.reunion)
    tabs = [tab(label, state, state == chosen, counts[state]) for state, label in labels.items()]
    people = at_addresses(request.reunion, (row.address for row in page))
    for row in page:
        row.people = people.get(row.address, [])
    return render(request, "staff/mail/addresses.html", {"page": page, "tabs": tabs, "chosen": chosen})


@for_roles(OFFICE)
@require_POST
def lift(request: HttpRequest, health_id: int) -> HttpResponse:
    row = get_object_or_404(health.of_reunion(request.reunion), pk=health_id)
    count = health.lift(row, actor=request.user, reunion=request.reunion)
    sentence = _("%(address)s を使える宛先にしました。") % {"address": row.address}
    if count:
        sentence += ngettext(
            "止めていたメール%(count)s通を、これから送ります。",
            "止めていたメール%(count)s通を、これから送ります。",
            count,
        ) % {"count": count}
    messages.success(request, sentence)
    return back(request)


@for_roles(OFFICE)
@require_POST
def confirm(request: HttpRequest, health_id: int) -> HttpResponse:
    row = get_object_or_404(health.of_reunion(request.reunion), pk=health_id)
    health.confirm(row, actor=request.user, reunion=request.reunion)
    sentence = _("%(address)s を届かない宛先にしました。これからは何も送りません。")
    messages.success(request, sentence % {"address": row.address})
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """To the list that was looked at."""
    show = request.POST.get("show", "")
    url = reverse("staff:mail:addresses", args=[request.reunion.slug])
    return redirect(f"{url}?show={show}" if show in State.values else url)
