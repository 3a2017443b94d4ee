from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import ProgramItem
from reunion.events.program import remove_item
from reunion.lib.refused import Refused
from reunion.team.access import OFFICE, for_roles

from .forms import ProgramItemForm
from .views import saved


@for_roles(OFFICE)
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    found = get_object_or_404(ProgramItem, pk=item_id, reunion=request.reunion)
    form = ProgramItemForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        return saved(
            request, form.instance, gettext_lazy("プログラムを変えました（%(item)s）"), item=found.name
        )
    may_go = found.kind != ProgramItem.Kind.MAIN
    context = {"form": form, "title": _("プログラム"), "removable": found if may_go else None}
    return render(request, "staff/events/item.html", context)


@for_roles(OFFICE)
def add(request: HttpRequest) -> HttpResponse:
    new = ProgramItem(reunion=request.reunion, kind=ProgramItem.Kind.OTHER)
    form = ProgramItemForm(request.POST or None, instance=new)
    if request.method == "POST" and form.is_valid():
        return saved(
            request, form.instance, gettext_lazy("プログラムに加えました（%(item)s）"), item=new.name
        )
    return render(request, "staff/events/item.html", {"form": form, "title": _("プログラムを加える")})


@for_roles(OFFICE)
def remove(request: HttpRequest, item_id: int) -> HttpResponse:
    found = get_object_or_404(ProgramItem, pk=item_id, reunion=request.reunion)
    if request.method != "POST":
        return render(request, "staff/events/item_remove.html", {"item": found})
    try:
        remove_item(found, actor=request.user)
        messages.success(request, _("%(item)sをプログラムから外しました。") % {"item": found.name})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:events:overview", request.reunion.slug)
