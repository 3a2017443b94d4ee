from django.contrib.auth.decorators import login_not_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem, Reunion
from reunion.public.doors import open_to_all

from .names import attendance


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """Straight to the open reunion when there is one; a choice when there are more."""
    reunions = list(Reunion.objects.open().select_related("cohort__school"))
    if len(reunions) == 1:
        return redirect("public:landing", reunions[0].slug)
    return render(request, "public/index.html", {"reunions": reunions})


@open_to_all
def landing(request: HttpRequest) -> HttpResponse:
    reunion = request.reunion
    program = list(reunion.program_items.all())
    context = {
        "reunion": reunion,
        "program": program,
        "main": next((item for item in program if item.kind == item.Kind.MAIN), None),
        # Absent, not None, while no venue is booked.
        "venue": getattr(reunion, "booked_venue", None),
        "attendance": attendance(reunion),
        "notes": notes(reunion, program),
    }
    return render(request, "public/landing.html", context)


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"reunion": request.reunion})


def notes(reunion: Reunion, program: list[ProgramItem]) -> list[str]:
    """Short phrases under the main button."""
    deadline = _("%(day)sまで") % {"day": date_format(reunion.signup_deadline, _("n月j日（D）"))}
    fees = [
        _("会費 %(yen)s円") % {"yen": intcomma(item.fee)} for item in program if item.kind == item.Kind.MAIN
    ]
    return [deadline, *fees, _("ログインは不要です")]
