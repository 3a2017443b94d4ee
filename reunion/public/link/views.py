from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from reunion.public.doors import open_to_all
from reunion.public.language import chosen_in_form, switched_in_form, without_errors
from reunion.public.limits import too_often
from reunion.public.visitors import network_of
from reunion.registrations.lost_links import send_link_again

from .forms import LinkForm

AN_HOUR = 60
MOST_OF_A_NETWORK = 20
MOST_OF_AN_ADDRESS = 3
TOO_MANY = _("お尋ねが続いているため、まだ受け付けていません。1時間ほどたってから、もう一度押してください。")


@open_to_all
@cache_control(private=True, no_cache=True)
@switched_in_form
def link(request: HttpRequest) -> HttpResponse:
    """Who asks learns nothing: one and the same page follows, whatever stands in the list."""
    if request.method != "POST":
        return page_with(LinkForm(), request)
    form = LinkForm(request.POST)
    if chosen_in_form(request):
        return page_with(without_errors(form), request)
    if not form.is_valid():
        return page_with(form, request)
    if has_asked_enough(request, form.cleaned_data["address"]):
        form.add_error(None, TOO_MANY)
        answer = page_with(form, request, status=429)
        answer["Retry-After"] = str(AN_HOUR * 60)
        return answer
    send_link_again(request.reunion, address=form.cleaned_data["address"])
    return redirect("public:link_done", request.reunion.slug)


def page_with(form: LinkForm, request: HttpRequest, *, status: int = 200) -> HttpResponse:
    context = {"reunion": request.reunion, "form": form}
    return render(request, "public/link/form.html", context, status=status)


def has_asked_enough(request: HttpRequest, address: str) -> bool:
    """Counted for every address alike, also for one that nobody has signed up with."""
    from_here = too_often("link", network_of(request), most=MOST_OF_A_NETWORK, minutes=AN_HOUR)
    asked_for = f"{request.reunion.pk} {address}"
    return from_here or too_often("link to", asked_for, most=MOST_OF_AN_ADDRESS, minutes=AN_HOUR)


@open_to_all
def done(request: HttpRequest) -> HttpResponse:
    return render(request, "public/link/done.html", {"reunion": request.reunion})
