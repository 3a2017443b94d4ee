from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.payments.balance import with_balance
from reunion.payments.hand_booking import book_by_hand, newest_by_hand, undo_by_hand
from reunion.payments.models import HandBookedPayment
from reunion.payments.reminding import by_class
from reunion.payments.search import ids_matching
from reunion.payments.totals import Sums, added, in_pile, sums_by_registration
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of_ids
from reunion.team.access import MONEY, OFFICE, for_roles
from reunion.team.models import Role

from .forms import HandBookingForm, seen_in
from .rows import person_words

TABS = (
    ("", "concerned", gettext_lazy("すべて")),
    ("unpaid", "unpaid", gettext_lazy("まだの人")),
    ("untouched", "untouched", gettext_lazy("未入金")),
    ("part", "part_paid", gettext_lazy("一部だけ")),
    ("paid", "paid", gettext_lazy("入金済みの人")),
    ("overpaid", "overpaid", gettext_lazy("多く払った人")),
    ("refund", "refund", gettext_lazy("返金待ち")),
)
PILE_OF = {name: pile for name, pile, _label in TABS}


@for_roles(OFFICE | MONEY)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who owes or has paid anything, or one pile of them, class by class."""
    reunion, shown, text = request.reunion, request.GET.get("show", ""), request.GET.get("q", "").strip()
    sums = sums_by_registration(reunion)
    found = ids_matching(by_class(Registration.objects.filter(reunion=reunion)), text, sums=sums)
    ids = in_pile(sums, PILE_OF.get(shown, PILE_OF[""]), found)
    everybody = with_balance(Registration.objects.select_related("classmate__homeroom", "homeroom"))
    page = page_of_ids(ids, request.GET.get("page"), everybody)
    page.object_list = [(person, person_words(person)) for person in page.object_list]
    context = {
        "page": page,
        "text": text,
        "shown": shown,
        "totals": added(sums),
        "tabs": tabs(request, shown, sums),
        "kept": {"show": shown} if shown else {},
        "clear_url": f"{request.path}?show={shown}" if shown else request.path,
        "may_book": request.seat.may(MONEY),
    }
    return render(request, "staff/payments/people.html", context)


def tabs(request: HttpRequest, shown: str, sums: Mapping[int, Sums]) -> list[dict]:
    address = reverse("staff:payments:people", args=[request.reunion.slug])
    return [
        {
            "label": label,
            "count": len(in_pile(sums, pile, sums)),
            "url": f"{address}?show={name}" if name else address,
            "current": name == shown,
        }
        for name, pile, label in TABS
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
