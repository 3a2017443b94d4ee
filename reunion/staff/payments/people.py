from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.balance import (
    awaiting_refund,
    overpaid,
    paid_in_full,
    part_paid,
    unpaid,
    untouched,
    with_balance,
)
from reunion.payments.hand_booking import book_by_hand, newest_by_hand, undo_by_hand
from reunion.payments.models import HandBookedPayment, Refund
from reunion.payments.search import people_matching
from reunion.payments.totals import Totals, totals
from reunion.registrations.models import Registration, RegistrationQuerySet
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, OFFICE, for_roles
from reunion.team.models import Role

from .forms import HandBookingForm, seen_in
from .rows import person_words

FILTERS = {
    "unpaid": unpaid,
    "untouched": untouched,
    "part": part_paid,
    "paid": paid_in_full,
    "overpaid": overpaid,
    "refund": awaiting_refund,
}


@for_roles(OFFICE | MONEY)
def people(request: HttpRequest) -> HttpResponse:
    shown, text, sums = request.GET.get("show", ""), request.GET.get("q", "").strip(), totals(request.reunion)
    page = page_of(people_matching(chosen_people(request, shown), text), request.GET.get("page"))
    page.object_list = [(person, person_words(person)) for person in page.object_list]
    context = {
        "page": page,
        "text": text,
        "shown": shown,
        "totals": sums,
        "tabs": tabs(request, shown, sums),
        "kept": {"show": shown} if shown else {},
        "clear_url": f"{request.path}?show={shown}" if shown else request.path,
        "may_book": request.seat.may(MONEY),
    }
    return render(request, "staff/payments/people.html", context)


def chosen_people(request: HttpRequest, shown: str) -> RegistrationQuerySet:
    """Everybody who owes or has paid anything, or one part of them, class by class."""
    everybody = with_balance(Registration.objects.filter(reunion=request.reunion))
    chosen = FILTERS[shown](everybody) if shown in FILTERS else everybody.exclude(due=0, paid=0)
    return chosen.select_related("classmate__homeroom", "homeroom").order_by(
        "classmate__homeroom__grade", "classmate__homeroom__label", "family_kana", "given_kana", "pk"
    )


def tabs(request: HttpRequest, shown: str, sums: Totals) -> list[dict]:
    address = reverse("staff:payments:people", args=[request.reunion.slug])
    listed = [
        ("", _("すべて"), sums.concerned_people),
        ("unpaid", _("まだの人"), sums.unpaid_people),
        ("untouched", _("未入金"), sums.untouched_people),
        ("part", _("一部だけ"), sums.part_paid_people),
        ("paid", _("入金済みの人"), sums.paid_people),
        ("overpaid", _("多く払った人"), sums.overpaid_people),
        (
            "refund",
            _("返金待ち"),
            Refund.objects.owed().filter(registration__reunion=request.reunion).count(),
        ),
    ]
    return [
        {
            "label": label,
            "count": count,
            "url": f"{address}?show={name}" if name else address,
            "current": name == shown,
        }
        for name, label, count in listed
    ]


@for_roles(MONEY)
def by_hand(request: HttpRequest, registration_id: int) -> HttpResponse:
    everybody = with_balance(Registration.objects.select_related("classmate__homeroom", "homeroom"))
    person = get_object_or_404(everybody, pk=registration_id, reunion=request.reunion)
    form = HandBookingForm(
        request.POST if request.method == "POST" else None,
        initial={
            "amount": person.open or "",
            "received_on": timezone.localdate(),
            "taken_by": request.seat.name[:60],
            "is_handed_over": request.seat.role == Role.TREASURER,
        },
    )
    if request.method == "POST" and form.is_valid():
        details = dict(form.cleaned_data)
        to = request.seat.name[:60] if details.pop("is_handed_over") else ""
        details |= {"handed_over_to": to, "seen": seen_in(request)}
        try:
            payment = book_by_hand(person, **details, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(yen)s円の入金を記録しました。") % {"yen": f"{payment.amount:,}"})
            return redirect("staff:payments:person", request.reunion.slug, person.pk)
    context = {
        "person": person,
        "words": person_words(person),
        "form": form,
        "seen": newest_by_hand(person),
    }
    return render(request, "staff/payments/by_hand.html", context)


@for_roles(MONEY)
@require_POST
def undo(request: HttpRequest, payment_id: int) -> HttpResponse:
    payment = get_object_or_404(HandBookedPayment, pk=payment_id, registration__reunion=request.reunion)
    try:
        undo_by_hand(payment, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("入金の記録を取り消しました。"))
    return redirect("staff:payments:person", request.reunion.slug, payment.registration_id)
