"""The way to the day as a list of dates, each with the page where it is done."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events import milestones as rules
from reunion.events.models import Milestone
from reunion.lib.refused import Refused
from reunion.overview.soon import overdue
from reunion.staff.pages import page_of
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, Seat, for_roles

from .forms import DateInput

Step = Milestone.Step
WHERE = {
    Step.HOLD_ROOM: ("events:venues", "", gettext_lazy("会場の候補をくらべる")),
    Step.CLASS_STAFF: ("team:list", "", gettext_lazy("幹事とスタッフを見る")),
    Step.KICK_OFF: ("team:list", "", gettext_lazy("幹事とスタッフを見る")),
    Step.PAGE_OPENS: ("events:reunion", "", gettext_lazy("会の状態を変える")),
    Step.POSTCARDS: ("postcards:list", "", gettext_lazy("はがきを作る")),
    Step.DEADLINE: ("events:reunion", "", gettext_lazy("締め切りを変える")),
    Step.GUARANTEE: ("events:venues", "", gettext_lazy("いまの見込みを見る")),
    Step.WEEK_BEFORE: ("notices:new", "?start=week_before", gettext_lazy("ご案内を書く")),
    Step.DAY: ("registrations:list", "?state=coming", gettext_lazy("来る人の一覧")),
    Step.THANKS: ("notices:new", "?start=thanks", gettext_lazy("お礼を書く")),
    Step.SETTLEMENT: ("payments:settlement", "", gettext_lazy("決算を開く")),
}


class MilestoneForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("すること"),
        max_length=80,
        error_messages={"required": gettext_lazy("することを書いてください。例 二次会の店を決める")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("いつまでに"),
        widget=DateInput(),
        error_messages={
            "required": gettext_lazy("日付を選んでください。"),
            "invalid": gettext_lazy("日付が読めません。例 2027-01-23"),
        },
    )


@for_roles(NOT_CLASS_STAFF)
def milestones(request: HttpRequest) -> HttpResponse:
    shows_overdue = request.GET.get("show") == "overdue"
    rows = overdue(request.reunion) if shows_overdue else Milestone.objects.of(request.reunion)
    page = page_of(rows, request.GET.get("page"))
    context = {
        "shows_overdue": shows_overdue,
        "page": page,
        "rows": [(each, link_to(each, request.seat)) for each in page],
        "would_move": len(rules.moves(request.reunion)),
        "may_edit": request.seat.may(OFFICE),
    }
    return render(request, "staff/events/milestones.html", context)


def link_to(milestone: Milestone, seat: Seat) -> dict | None:
    """Where it is done; None for a page that this seat may not open."""
    if milestone.step not in WHERE:
        return None
    place, query, words = WHERE[milestone.step]
    path = reverse(f"staff:{place}", args=[seat.reunion.slug])
    return {"url": path + query, "words": words} if seat.may(resolve(path).func.roles) else None


@for_roles(OFFICE)
def add(request: HttpRequest) -> HttpResponse:
    form = MilestoneForm(request.POST or None)
    return kept(request, form, _("予定を加える"), lambda typed: rules.add(request.reunion, **typed))


@for_roles(OFFICE)
def milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    stored = milestone_of(request, milestone_id)
    form = MilestoneForm(request.POST or None, initial={"name": stored.title, "due_on": stored.due_on})
    return kept(request, form, _("予定を直す"), lambda typed: rules.change(stored, **typed), milestone=stored)


def kept(request: HttpRequest, form: MilestoneForm, title: str, rule, **more) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            rule(form.cleaned_data | {"actor": request.user})
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("staff:events:milestones", request.reunion.slug)
    return render(request, "staff/events/milestone.html", {"form": form, "title": title} | more)


@for_roles(OFFICE)
@require_POST
def done(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """The button says which of the two it means, so that a second press changes nothing."""
    rule = rules.mark_not_done if request.POST.get("done") == "no" else rules.mark_done
    return pressed(request, lambda: rule(milestone_of(request, milestone_id), actor=request.user))


@for_roles(OFFICE)
@require_POST
def remove(request: HttpRequest, milestone_id: int) -> HttpResponse:
    return pressed(request, lambda: rules.take_out(milestone_of(request, milestone_id), actor=request.user))


@for_roles(OFFICE)
def move(request: HttpRequest) -> HttpResponse:
    """What would move with the day, and what stays; the press moves it, and plans what is missing."""
    if request.method == "POST":
        rules.plan_usual_steps(request.reunion)
        rules.follow_the_day(request.reunion, actor=request.user)
        messages.success(request, _("予定を開催日に合わせました。"))
        return redirect("staff:events:milestones", request.reunion.slug)
    context = {"moves": rules.moves(request.reunion), "staying": rules.staying(request.reunion)}
    return render(request, "staff/events/milestones_move.html", context)


def pressed(request: HttpRequest, rule) -> HttpResponse:
    try:
        rule()
        messages.success(request, _("保存しました。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:events:milestones", request.reunion.slug)


def milestone_of(request: HttpRequest, milestone_id: int) -> Milestone:
    rows = Milestone.objects.select_related("reunion")
    return get_object_or_404(rows, pk=milestone_id, reunion=request.reunion)
