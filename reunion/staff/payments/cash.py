"""Cash: who took it, and whether the treasurer has it.

Everybody may write down cash they took themselves, class staff for their own classes only. They see what they
took, and neither lines of the bank nor what others took. Who keeps the money sees all of it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.hand_booking import book_by_hand, newest_by_hand, undo_by_hand
from reunion.payments.handing_over import hand_over, held_by_each, take_back_hand_over
from reunion.payments.models import HandBookedPayment
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, MONEY, for_roles

from .forms import CashForm, seen_in
from .presses import back_to
from .rows import person_words


def visible(request: HttpRequest):
    """What this reader may see of the cash: all, or what they took themselves in their own classes."""
    rows = HandBookedPayment.objects.filter(registration__reunion=request.reunion)
    if request.seat.may(MONEY):
        return rows
    own = Registration.objects.filter(reunion=request.reunion).in_homerooms(request.seat.homeroom_ids)
    return rows.filter(booked_by=request.user, registration__in=own)


@for_roles(EVERYONE)
def cash(request: HttpRequest) -> HttpResponse:
    sees_all = request.seat.may(MONEY)
    rows = visible(request).select_related(
        "registration__classmate__homeroom", "registration__homeroom", "booked_by", "undone_by"
    )
    page = page_of(rows.order_by("-booked_at", "-pk"), request.GET.get("page"))
    page.object_list = [(one, person_words(one.registration)) for one in page.object_list]
    held = held_by_each(request.reunion) if sees_all else []
    context = {
        "page": page,
        "held": held,
        "held_yen": sum(each.yen for each in held),
        "sees_all": sees_all,
        "back": request.path,
    }
    return render(request, "staff/payments/cash.html", context)


@for_roles(EVERYONE)
def take_cash(request: HttpRequest, registration_id: int) -> HttpResponse:
    """The taker is whoever is signed in."""
    rows = Registration.objects.filter(reunion=request.reunion).in_homerooms(request.seat.homeroom_ids)
    rows = rows.with_due().select_related("classmate__homeroom", "homeroom", "reunion")
    guest = get_object_or_404(rows, pk=registration_id)
    form = CashForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data | {"taken_by": request.seat.name[:60], "seen": seen_in(request)}
        try:
            payment = book_by_hand(guest, **details, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            sentence = _("%(yen)s円を預かったことを記録しました。") % {"yen": f"{payment.amount:,}"}
            messages.success(request, sentence)
            return redirect("staff:payments:cash", request.reunion.slug)
    context = {"person": guest, "words": person_words(guest), "form": form, "seen": newest_by_hand(guest)}
    return render(request, "staff/payments/take_cash.html", context)


@for_roles(EVERYONE)
@require_POST
def undo_cash(request: HttpRequest, payment_id: int) -> HttpResponse:
    """One's own, while it has not reached the treasurer."""
    payment = get_object_or_404(visible(request), pk=payment_id)

    def rule() -> None:
        if payment.handed_over_on is not None and not request.seat.may(MONEY):
            raise Refused(_("この現金は、もう会計に渡っています。取り消すときは、会計に頼んでください。"))
        undo_by_hand(payment, actor=request.user)

    return answer(request, rule, _("入金の記録を取り消しました。"))


@for_roles(MONEY)
@require_POST
def hand_over_cash(request: HttpRequest) -> HttpResponse:
    """Exactly the payments that were shown, to whoever presses."""
    ids = [int(word) for word in request.POST.get("payments", "").split(",") if word.isdecimal()]
    rule = {"payment_ids": ids, "to": request.seat.name[:60], "on": timezone.localdate()}
    return answer(
        request,
        lambda: hand_over(request.reunion, **rule, actor=request.user),
        _("会計に渡ったことを記録しました。"),
    )


@for_roles(MONEY)
@require_POST
def undo_hand_over(request: HttpRequest, payment_id: int) -> HttpResponse:
    payment = get_object_or_404(visible(request), pk=payment_id)
    return answer(
        request, lambda: take_back_hand_over(payment, actor=request.user), _("渡した記録を取り消しました。")
    )


def answer(request: HttpRequest, rule, done: str) -> HttpResponse:
    try:
        rule()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back_to(request, reverse("staff:payments:cash", args=[request.reunion.slug])))
