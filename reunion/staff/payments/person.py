"""The money page of one registration, and what may be pressed there."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.balance import unpaid, with_free_surplus
from reunion.payments.history import history_of
from reunion.payments.models import Refund, SurplusMove
from reunion.payments.moving import move_surplus, undo_move
from reunion.payments.paying_back import give_up, plan_refund, undo_refund
from reunion.payments.search import people_matching, yen_of
from reunion.payments.waiving import undo_waiver, waive_fee
from reunion.registrations.models import Registration
from reunion.team.access import MONEY, for_roles

from .forms import RefundForm, WaiverForm, day_typed
from .presses import back_to
from .rows import person_words

MOST_FOUND = 30


def of_reunion(request: HttpRequest, registration_id: int) -> Registration:
    everybody = Registration.objects.select_related(
        "classmate__homeroom", "homeroom", "reunion", "fee_waived_by"
    )
    return get_object_or_404(with_free_surplus(everybody), pk=registration_id, reunion=request.reunion)


@for_roles(MONEY)
def person(request: HttpRequest, registration_id: int) -> HttpResponse:
    return page(request, of_reunion(request, registration_id))


def page(request: HttpRequest, guest: Registration, **forms) -> HttpResponse:
    context = {
        "person": guest,
        "words": person_words(guest),
        "items": guest.chosen_items.select_related("item"),
        "events": history_of(guest),
        "waiting_refund": Refund.objects.owed().filter(registration=guest).first(),
        "refund_form": RefundForm(initial={"amount": guest.free, "way": Refund.Way.TRANSFER}),
        "waiver_form": WaiverForm(),
        "day": day_typed(request),
        "back": reverse("staff:payments:person", args=[request.reunion.slug, guest.pk]),
    }
    return render(request, "staff/payments/person.html", context | forms)


@for_roles(MONEY)
@require_POST
def plan(request: HttpRequest, registration_id: int) -> HttpResponse:
    guest, form = of_reunion(request, registration_id), RefundForm(request.POST)
    if not form.is_valid():
        return page(request, guest, refund_form=form)
    return pressed(
        request,
        guest.pk,
        lambda: plan_refund(guest, **form.cleaned_data, actor=request.user),
        _("返金を予定しました。"),
    )


@for_roles(MONEY)
@require_POST
def waive(request: HttpRequest, registration_id: int) -> HttpResponse:
    guest, form = of_reunion(request, registration_id), WaiverForm(request.POST)
    if not form.is_valid():
        return page(request, guest, waiver_form=form)
    because = form.cleaned_data["because"]
    return pressed(
        request,
        guest.pk,
        lambda: waive_fee(guest, because=because, actor=request.user),
        _("会費をいただかないことにしました。"),
    )


@for_roles(MONEY)
@require_POST
def unwaive(request: HttpRequest, registration_id: int) -> HttpResponse:
    guest = of_reunion(request, registration_id)
    return pressed(
        request,
        guest.pk,
        lambda: undo_waiver(guest, actor=request.user),
        _("会費をいただくことに戻しました。"),
    )


@for_roles(MONEY)
def move(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Whose fee the surplus shall pay: those who still owe, found by anything."""
    guest = of_reunion(request, registration_id)
    if request.method == "POST":
        return pressed(request, guest.pk, lambda: moved(request, guest), _("過入金を振り替えました。"))
    text = request.GET.get("q", "").replace("\0", "").strip()
    owing = unpaid(Registration.objects.filter(reunion=request.reunion)).exclude(pk=guest.pk)
    owing = people_matching(owing.select_related("classmate__homeroom", "homeroom"), text)
    shown = owing.order_by("family_kana", "given_kana", "pk")[:MOST_FOUND]
    context = {
        "person": guest,
        "words": person_words(guest),
        "found": [(one, person_words(one), min(one.open, guest.free)) for one in shown],
        "text": text,
    }
    return render(request, "staff/payments/move.html", context)


def moved(request: HttpRequest, guest: Registration) -> SurplusMove:
    taker_id = request.POST.get("to", "")
    taker = Registration.objects.filter(
        pk=int(taker_id) if taker_id.isdecimal() else 0, reunion=request.reunion
    ).first()
    if taker is None:
        raise Refused(_("この会の申込から選んでください。"))
    yen = yen_of(request.POST.get("amount", ""))
    if yen is None:
        raise Refused(_("金額を数字で書いてください。例 8000"))
    return move_surplus(guest, to=taker, amount=yen, actor=request.user)


@for_roles(MONEY)
@require_POST
def undo_moved(request: HttpRequest, move_id: int) -> HttpResponse:
    row = get_object_or_404(SurplusMove, pk=move_id, giver__reunion=request.reunion)
    return pressed(
        request, row.giver_id, lambda: undo_move(row, actor=request.user), _("振り替えを取り消しました。")
    )


def refund_press(rule: Callable, done: str) -> Callable:
    """A view that applies one rule to one refund."""

    @for_roles(MONEY)
    @require_POST
    def view(request: HttpRequest, refund_id: int) -> HttpResponse:
        refund = get_object_or_404(Refund, pk=refund_id, registration__reunion=request.reunion)
        return pressed(request, refund.registration_id, lambda: rule(refund, actor=request.user), str(done))

    return view


leave_to_reunion = refund_press(give_up, gettext_lazy("返金を辞退されたことを記録しました。"))
undo_paid = refund_press(undo_refund, gettext_lazy("返金を取り消しました。"))


def pressed(
    request: HttpRequest, registration_id: int, rule: Callable, done: str, **typed: object
) -> HttpResponse:
    """A rule that refuses says why on the page the press came from, which shows what was typed once more."""
    back = back_to(request, reverse("staff:payments:person", args=[request.reunion.slug, registration_id]))
    try:
        rule()
    except Refused as refused:
        messages.error(request, str(refused))
        if typed:
            back += ("&" if "?" in back else "?") + urlencode(typed)
    else:
        messages.success(request, done)
    return redirect(back)
