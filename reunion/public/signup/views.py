from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from reunion.public.doors import for_one_person, open_to_all
from reunion.public.landing.asking import ask
from reunion.public.landing.page import facts, share_url

from .forms import ClassmateForm, TeacherForm
from .receipts import shown_by, slip_of
from .steps import walk

# The guest's own browser may keep its pages, or its button back would find an error instead of the form.
kept_by_the_browser = cache_control(private=True, no_cache=True)


@open_to_all
@kept_by_the_browser
def signup(request: HttpRequest) -> HttpResponse:
    """Input first; a good input is shown for confirmation; only the confirmed one is registered."""
    return walk(request, ClassmateForm)


@open_to_all
@kept_by_the_browser
def signup_teacher(request: HttpRequest) -> HttpResponse:
    """The same way for teachers, with no word of money."""
    return walk(request, TeacherForm)


@open_to_all
@for_one_person
def done(request: HttpRequest) -> HttpResponse:
    shown = shown_by(request.GET.get("receipt", ""))
    if shown is None:
        return redirect("public:landing", request.reunion.slug)
    today = timezone.localdate()
    context = {
        "reunion": request.reunion,
        "slip": slip_of(request.reunion, shown),
        "share_url": share_url(facts(ask(request.reunion.slug, today=today), today=today)),
    }
    return render(request, "public/signup/done.html", context | shown)
