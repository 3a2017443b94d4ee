from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, ORGANIZERS, for_roles
from reunion.team.delicate import asks_second_step, second_step
from reunion.team.lost_phone import forget_second_step
from reunion.team.membership import change_role, remove_member
from reunion.team.models import Member
from reunion.team.warning import says_who_was_not_told

from .forms import RoleForm

WAITING_SHOWN = 20  # the page of all invitations has the rest


@for_roles(OFFICE)
def members(request: HttpRequest) -> HttpResponse:
    rows = Member.objects.filter(reunion=request.reunion).select_related("user", "own_homeroom")
    page = page_of(rows.prefetch_related("homerooms").order_by("role", "id"), request.GET.get("page"))
    context = {"page": page, "may_change": request.seat.may(ORGANIZERS)}
    if context["may_change"]:
        waiting = request.reunion.invitations.open().with_their_inviters_right()
        context["waiting"] = list(waiting.prefetch_related("homerooms")[:WAITING_SHOWN])
        context["was_invited"] = bool(context["waiting"]) or request.reunion.invitations.exists()
    return render(request, "staff/team/list.html", context)


@for_roles(ORGANIZERS)
@says_who_was_not_told
def edit(request: HttpRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(Member.objects.select_related("user"), pk=member_id, reunion=request.reunion)
    initial = {"role": member.role, "homerooms": list(member.homerooms.all())}
    form = RoleForm(request.POST or None, initial=initial, cohort=request.reunion.cohort)
    if request.method == "POST" and form.is_valid():
        if form.makes_organizer and (answer := second_step(request)):
            return answer
        try:
            change_role(member, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(member)sに変えました。") % {"member": member})
            return redirect("staff:team:list", request.reunion.slug)
    return render(request, "staff/team/edit.html", {"form": form, "member": member})


@for_roles(ORGANIZERS)
def remove(request: HttpRequest, member_id: int) -> HttpResponse:
    member = get_object_or_404(Member.objects.select_related("user"), pk=member_id, reunion=request.reunion)
    if request.method != "POST":
        return render(request, "staff/team/remove.html", {"member": member})
    try:
        remove_member(member, actor=request.user)
        messages.success(request, _("外しました。もうこの会の画面は開けません。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:team:list", request.reunion.slug)


@for_roles(ORGANIZERS)
@asks_second_step()
@says_who_was_not_told
def lost_phone(request: HttpRequest, member_id: int) -> HttpResponse:
    """Takes the second step of somebody away who cannot show it any more."""
    member = get_object_or_404(Member.objects.select_related("user"), pk=member_id, reunion=request.reunion)
    if request.method != "POST":
        return render(request, "staff/team/lost_phone.html", {"member": member})
    try:
        forget_second_step(member, actor=request.user)
        messages.success(request, _("外しました。メールの数字だけで入れます。新しく用意してもらいましょう。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:team:list", request.reunion.slug)
