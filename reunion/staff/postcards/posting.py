from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.postcards.posting import post, undo_posting
from reunion.postcards.throwing_away import throw_away
from reunion.team.access import OFFICE, for_roles

from .forms import PostedForm
from .printing import batch_of


@for_roles(OFFICE)
@require_POST
def posted(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = batch_of(request, batch_id)
    form = PostedForm(request.POST, batch=batch)
    if not form.is_valid():
        messages.error(request, _("投函した日を選んでください。"))
        return back_to(request, batch_id)
    try:
        post(batch, on=form.cleaned_data["posted_on"], actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("投函した日を保存しました。"))
    return back_to(request, batch_id)


@for_roles(OFFICE)
@require_POST
def unposted(request: HttpRequest, batch_id: int) -> HttpResponse:
    try:
        undo_posting(batch_of(request, batch_id), actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("投函の記録を取り消しました。"))
    return back_to(request, batch_id)


@for_roles(OFFICE)
def throw_away_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = batch_of(request, batch_id)
    if request.method != "POST":
        return render(request, "staff/postcards/throw_away.html", {"batch": batch})
    try:
        throw_away(batch, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return back_to(request, batch_id)
    messages.success(request, _("%(name)sを捨てました。") % {"name": batch.name})
    return redirect("staff:postcards:list", request.reunion.slug)


def back_to(request: HttpRequest, batch_id: int) -> HttpResponse:
    """To the card in hand, where the day was asked for because of it."""
    number = request.POST.get("card", "")
    if number.isdecimal() and len(number) < 10:
        address = reverse("staff:postcards:returned", args=[request.reunion.slug])
        return redirect(f"{address}?number={batch_id}-{number}")
    return redirect("staff:postcards:batch", request.reunion.slug, batch_id)
