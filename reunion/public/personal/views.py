from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.events.models import BankAccount
from reunion.payments.balance import with_balance
from reunion.public.doors import for_one_person, open_to_all
from reunion.registrations.links import from_token
from reunion.registrations.models import Registration


@open_to_all
@for_one_person
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """One guest's registration, what is paid, and where to pay; looking at it changes nothing."""
    found = from_token(request.reunion, token)
    if found is None:
        return render(request, "public/personal/unknown.html", {"reunion": request.reunion}, status=404)
    registration = with_balance(Registration.objects.select_related("teacher")).get(pk=found.pk)
    context = {
        "reunion": request.reunion,
        "registration": registration,
        "chosen": registration.chosen_items.select_related("item"),
        "account": BankAccount.objects.filter(reunion=request.reunion).first() if registration.due else None,
    }
    return render(request, "public/personal/page.html", context)
