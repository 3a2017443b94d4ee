from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reunion.keeping import forgetting as rule
from reunion.keeping.models import Forgetting
from reunion.keeping.next_reunion import begin
from reunion.keeping.next_reunion import preview as what_is_carried
from reunion.lib.refused import Refused
from reunion.team.access import ORGANIZERS, for_roles
from reunion.team.delicate import asks_second_step

from .forms import ForgetForm, NextForm


@for_roles(ORGANIZERS)
def overview(request: HttpRequest) -> HttpResponse:
    forgotten = Forgetting.objects.filter(reunion=request.reunion).first()
    return render(request, "staff/keeping/overview.html", {"forgotten": forgotten})


@for_roles(ORGANIZERS)
@asks_second_step()
def forgetting(request: HttpRequest) -> HttpResponse:
    """Shows what would be erased, and erases it once the reunion's address was typed."""
    reunion = request.reunion
    form = ForgetForm(request.POST or None, slug=reunion.slug)
    if request.method == "POST" and form.is_valid():
        try:
            erased = rule.forget(reunion, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("個人情報を%(count)s件消しました。") % {"count": erased.total})
            return redirect("staff:keeping:overview", reunion.slug)
    try:
        found = rule.preview(reunion, with_roster=False)
    except Refused as refused:
        return render(request, "staff/keeping/not_yet.html", {"reason": str(refused)})
    roster = rule.roster_kinds(reunion)
    context = {
        "form": form,
        "found": found,
        "roster": roster,
        "needed_by": rule.who_needs_the_roster(reunion),
    }
    return render(request, "staff/keeping/forget.html", context)


@for_roles(ORGANIZERS)
def next_reunion(request: HttpRequest) -> HttpResponse:
    """Shows what would be taken over, and begins the next reunion."""
    last = request.reunion
    try:
        carried = what_is_carried(last, actor=request.user)
    except Refused as refused:
        return render(request, "staff/keeping/not_yet.html", {"reason": str(refused)})
    form = NextForm(request.POST or None, initial={"name": last.name})
    if request.method == "POST" and form.is_valid():
        try:
            new = begin(last, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("次の会をはじめました。準備中なので、まだだれにも見えません。"))
            return redirect("staff:home:home", new.slug)
    return render(request, "staff/keeping/next.html", {"form": form, "carried": carried})
