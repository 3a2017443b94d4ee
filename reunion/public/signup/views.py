from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from reunion.lib.refused import Refused
from reunion.public.doors import for_one_person, open_to_all
from reunion.registrations.signing_up import register

from .answers import answers
from .forms import PRIVACY_WORDING, SignupForm

SALT = "reunion.public.signup.done"
ONE_DAY = 60 * 60 * 24


@open_to_all
# The guest's own browser may keep its pages, or its button back would find an error instead of the form.
@cache_control(private=True, no_cache=True)
def signup(request: HttpRequest) -> HttpResponse:
    """Input first; a good input is shown for confirmation; only the confirmed one is registered."""
    reunion = request.reunion
    if not reunion.takes_signups:
        return render(request, "public/signup/closed.html", {"reunion": reunion})
    form = SignupForm(request.POST or None, reunion=reunion)
    step = request.POST.get("step")
    if step is None or step == "change" or not form.is_valid():
        context = {"reunion": reunion, "form": without_errors(form) if step == "change" else form}
        return render(request, "public/signup/input.html", context | {"privacy_wording": PRIVACY_WORDING})
    if step == "send":
        return sent(request, form)
    return render(
        request, "public/signup/confirm.html", {"reunion": reunion, "form": form, "answers": answers(form)}
    )


def without_errors(form: SignupForm) -> SignupForm:
    """Back to the input: everything typed is there, and nothing is complained about yet."""
    fresh = SignupForm(form.data, reunion=form.reunion)
    fresh._errors = {}
    return fresh


def sent(request: HttpRequest, form: SignupForm) -> HttpResponse:
    try:
        registration = register(request.reunion, reply=form.reply)
    except Refused as refused:
        context = {"reunion": request.reunion, "sentence": str(refused)}
        return render(request, "public/signup/closed.html", context)
    # With a mail address the page is the same for somebody who had signed up before.
    shown = {
        "attending": form.is_attending,
        "email": bool(registration.email),
        "reference": "" if registration.email else registration.reference,
    }
    receipt = dumps(shown, salt=SALT, compress=True)
    return redirect(f"{reverse('public:signup_done', args=[request.reunion.slug])}?receipt={receipt}")


@open_to_all
@for_one_person
def done(request: HttpRequest) -> HttpResponse:
    try:
        shown = loads(request.GET.get("receipt", ""), salt=SALT, max_age=ONE_DAY)
    except BadSignature:
        return redirect("public:landing", request.reunion.slug)
    return render(request, "public/signup/done.html", {"reunion": request.reunion, **shown})
