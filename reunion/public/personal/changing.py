import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reunion.lib.refused import Refused
from reunion.payments.balance import with_balance
from reunion.payments.refunding import refund_in_yen
from reunion.public.doors import own_page
from reunion.public.language import switched_in_form
from reunion.registrations.changing import cancel_by_guest, change_by_guest, is_over, may_change
from reunion.registrations.contacting import correct_own_contact, send_to
from reunion.registrations.deciding import refund_percent
from reunion.registrations.links import token
from reunion.registrations.models import Registration, State
from reunion.registrations.places import Full

from .forms import AddressForm, ContactForm, ReplyForm
from .patience import has_pressed_enough, is_in_order
from .sentences import back

TOO_OFTEN = 429


@own_page
@switched_in_form
def change(request: HttpRequest, **kwargs) -> HttpResponse:
    registration = request.registration
    if not may_change(registration):
        return to_asking(request)
    form = ReplyForm(request.POST if request.method == "POST" else None, registration=registration)
    if is_in_order(request, form):
        try:
            change_by_guest(registration, wish=form.wish)
            return back(request, "changed")
        except Full as full:
            form.offer_to_wait(full)
        except Refused as refused:
            form.add_error(None, str(refused))
    return page(request, "change", {"form": form, "program": form.program})


@own_page
@switched_in_form
def contact(request: HttpRequest, **kwargs) -> HttpResponse:
    registration = request.registration
    if is_over(request.reunion):
        return to_asking(request)
    initial = {name: getattr(registration, name) for name in ContactForm.base_fields if name != "is_right"}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if is_in_order(request, form):
        before = set(registration.addresses)
        try:
            after = correct_own_contact(registration, contact=form.contact)
            return back(request, "contact" if before.issuperset(after.addresses) else "moved")
        except Refused as refused:
            form.add_error(None, str(refused))
    return page(request, "contact", {"form": form})


@own_page
@switched_in_form
def resend(request: HttpRequest, **kwargs) -> HttpResponse:
    if is_over(request.reunion):
        return to_asking(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if is_in_order(request, form):
        try:
            send_to(request.registration, address=form.cleaned_data["address"])
            return back(request, "sent")
        except Refused as refused:
            form.add_error(None, str(refused))
    return page(request, "resend", {"form": form})


@own_page
def cancel(request: HttpRequest, **kwargs) -> HttpResponse:
    """Asks first, and says what goes back; a second press finds it done."""
    registration = request.registration
    if registration.state == State.CANCELLED:
        return back(request, "cancelled")
    if not may_change(registration):
        return to_asking(request)
    if request.method == "POST":
        if has_pressed_enough(request):
            return back(request, "too_often")
        try:
            cancel_by_guest(registration, percent_read=percent_read(request))
            return back(request, "cancelled")
        except Refused as refused:
            return page(request, "cancel", what_goes_back(registration) | {"refused": str(refused)})
    return page(request, "cancel", what_goes_back(registration))


def percent_read(request: HttpRequest) -> int | None:
    typed = request.POST.get("percent", "")
    return int(typed) if re.fullmatch("[0-9]{1,3}", typed) else None


def what_goes_back(registration: Registration) -> dict:
    balanced = with_balance(Registration.objects.select_related("reunion")).get(pk=registration.pk)
    today = timezone.localdate()
    return {
        "paid": balanced.paid,
        "percent": refund_percent(balanced, today=today),
        "refund": refund_in_yen(balanced, today=today),
    }


def to_asking(request: HttpRequest) -> HttpResponse:
    return redirect("public:personal_ask", request.reunion.slug, token(request.registration))


def page(request: HttpRequest, name: str, context: dict) -> HttpResponse:
    own = {
        "reunion": request.reunion,
        "registration": request.registration,
        "token": token(request.registration),
    }
    status = TOO_OFTEN if getattr(request, "is_too_often", False) else 200
    return render(request, f"public/personal/{name}.html", own | context, status=status)
