from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reunion.lib.refused import Refused
from reunion.mail.inbound import receive
from reunion.mail.models import InboundLetter
from reunion.public.doors import own_page
from reunion.public.language import switched_in_form
from reunion.registrations.changing import is_over
from reunion.registrations.links import token

from .changing import page, what_goes_back
from .forms import WishForm
from .patience import is_in_order
from .sentences import back

Kind = InboundLetter.Kind


@own_page
@switched_in_form
def ask(request: HttpRequest, kind: str, **kwargs) -> HttpResponse:
    """A wish to the organizers: to change after the deadline, or about what is stored."""
    if kind == Kind.CHANGE and is_over(request.reunion):
        return redirect("public:personal_ask_data", request.reunion.slug, token(request.registration))
    form = WishForm(request.POST if request.method == "POST" else None)
    if is_in_order(request, form):
        try:
            hand_over(request, form, kind)
            return back(request, "asked")
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form}
    if kind == Kind.CHANGE and not request.registration.is_guest_of_honour:
        context |= what_goes_back(request.registration)
    return page(request, "ask" if kind == Kind.CHANGE else "ask_about_data", context)


def hand_over(request: HttpRequest, form: WishForm, kind: str) -> None:
    registration = request.registration
    receive(
        request.reunion,
        kind=kind,
        name=registration.school_name,
        contact=next(iter(registration.addresses), registration.phone),
        about=registration,
        **form.letter,
    )
