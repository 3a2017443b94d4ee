from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from reunion.lib.refused import Refused
from reunion.payments.closing.receipt_paper import receipts_pdf
from reunion.payments.closing.receipts import issue, receipts_of, usual_addressee, with_receipts
from reunion.public.doors import own_page
from reunion.public.language import switched_in_form
from reunion.registrations.models import Registration

from .changing import page
from .patience import is_in_order
from .sentences import back, what_was_done


class AddresseeForm(forms.Form):
    addressee = forms.CharField(
        label=_("宛名"),
        max_length=60,
        help_text=_("会社の名前などに変えられます。「様」や「御中」まで書いてください。"),
        error_messages={
            "required": _("宛名を書いてください。例 高田 裕子 様"),
            "max_length": _("宛名は60文字までで書いてください。"),
        },
    )


@own_page
@switched_in_form
def receipt(request: HttpRequest, **kwargs) -> HttpResponse:
    """A receipt is written once somebody asks for it; looking at the page writes nothing."""
    guest = payer(request)
    form = AddresseeForm(
        request.POST if request.method == "POST" else None,
        initial={"addressee": usual_addressee(guest)},
    )
    if is_in_order(request, form):
        try:
            issue(guest, addressee=form.cleaned_data["addressee"], actor=None)
            return back(request, "receipt", to="public:personal_receipt")
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "receipts": receipts_of(guest), "may_ask": may_ask(guest), "guest": guest}
    return page(request, "receipt", context | what_was_done(request))


@own_page
def receipt_file(request: HttpRequest, number: int, **kwargs) -> HttpResponse:
    """Only while it says no more than what is paid."""
    guest = payer(request)
    found = get_object_or_404(receipts_of(guest).select_related("replaces"), number=number)
    if guest.receipted > guest.earned:
        raise Http404
    answer = HttpResponse(receipts_pdf(request.reunion, [found]), content_type="application/pdf")
    name = f"{request.reunion.slug}-receipt-{found.number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def payer(request: HttpRequest) -> Registration:
    rows = with_receipts(Registration.objects.select_related("reunion", "teacher"))
    return rows.get(pk=request.registration.pk)


def may_ask(guest: Registration) -> bool:
    """All is paid, and not all of it is on a receipt yet."""
    return guest.due > 0 and guest.open == 0 and guest.receipted < guest.earned
