from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.payments.models import ReminderRound
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.reminder_rounds import (
    Pressed,
    go_on,
    letters_of,
    pause,
    progress,
    remind,
    stop,
)
from reunion.payments.reminding import Reason, guests_of, in_order, owing, preview
from reunion.payments.thanking import letter_of_reminder, reminder_to_paste
from reunion.registrations.filling import Filling
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of
from reunion.team.access import MONEY, for_roles

from .rows import person_words

MOST_ROUNDS = 20


@for_roles(MONEY)
def reminders(request: HttpRequest) -> HttpResponse:
    """Whom a press would ask now, and what each of them reads; nothing is sent by looking."""
    reunion, reason = request.reunion, request.GET.get("reason", "")
    bring_up_to_date(reunion)
    seen, filling = preview(reunion), Filling(reunion)
    asked = list(seen.open_yen)
    others = [one.registration_id for one in seen.left_out if one.reason == reason]
    page = page_of(others if reason in Reason else asked, request.GET.get("page"))
    guests = guests_of(reunion, page.object_list)
    page.object_list = [(guest, person_words(guest)) for guest in guests]
    first = None if reason or not filling.account else first_of(reunion, asked, guests)
    rounds = list(ReminderRound.objects.filter(reunion=reunion).select_related("pressed_by")[:MOST_ROUNDS])
    context = {
        "preview": seen,
        "page": page,
        "reason": Reason(reason).label if reason in Reason else "",
        "account": filling.account,
        "number": rounds[0].number + 1 if rounds else 1,
        "sample": letter_of_reminder(first, filling=filling) if first else None,
        "sample_of": first,
        "is_over": timezone.localdate() > reunion.held_on,
        "rounds": rounds,
    }
    return render(request, "staff/payments/reminders.html", context)


def first_of(reunion: Reunion, asked: list[int], shown: list[Registration]) -> Registration | None:
    """Whose letter is the example, on whatever page one is."""
    on_page = [guest for guest in shown if guest.pk == asked[0]] if asked else []
    return next(iter(on_page or guests_of(reunion, asked[:1])), None)


@for_roles(MONEY)
def reminder_text(request: HttpRequest, registration_id: int) -> HttpResponse:
    """What one guest would read by mail, and the same to paste into LINE."""
    asked = get_object_or_404(Registration, pk=registration_id, reunion=request.reunion)
    guest = in_order(owing(request.reunion)).filter(pk=asked.pk).first()
    filling = Filling(request.reunion)
    if guest is None or filling.account is None:
        words = {"name": asked.school_name}
        messages.info(request, _("%(name)sさんには、いまお願いすることがありません。") % words)
        return redirect("staff:payments:reminders", request.reunion.slug)
    guest.reunion = request.reunion
    context = {
        "guest": guest,
        "words": person_words(guest),
        "letter": letter_of_reminder(guest, filling=filling),
        "for_line": reminder_to_paste(guest, filling=filling),
    }
    return render(request, "staff/payments/reminder_text.html", context)


@for_roles(MONEY)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    number, people, amount = (number_of(request, name) for name in ("number", "people", "amount"))
    has_looked = request.POST.get("has_looked") == "yes"
    pressed = Pressed(number=number, people=people, amount=amount, has_looked=has_looked)
    try:
        made = remind(request.reunion, pressed=pressed, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:payments:reminders", request.reunion.slug)
    messages.success(request, _("%(people)s名へのお願いを送り始めました。") % {"people": made.people})
    return redirect("staff:payments:round", request.reunion.slug, made.pk)


def number_of(request: HttpRequest, name: str) -> int:
    """0 for what is no number of a sensible length."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 12 else 0


@for_roles(MONEY)
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    made = found(request, round_id)
    not_sent = letters_of(made).not_sent().defer("body").order_by("pk")
    context = {
        "made": made,
        "progress": progress(made),
        "page": page_of(not_sent, request.GET.get("page")),
    }
    return render(request, "staff/payments/round.html", context)


def found(request: HttpRequest, round_id: int) -> ReminderRound:
    rows = ReminderRound.objects.select_related("pressed_by", "reunion")
    return get_object_or_404(rows, pk=round_id, reunion=request.reunion)


def press(rule: Callable, done: str) -> Callable:
    """A view that applies one rule to one round."""

    @for_roles(MONEY)
    @require_POST
    def pressed(request: HttpRequest, round_id: int) -> HttpResponse:
        made = found(request, round_id)
        try:
            rule(made, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
        return redirect("staff:payments:round", request.reunion.slug, made.pk)

    return pressed


pause_round = press(pause, gettext_lazy("一時停止しました。まだ送っていない分は、送らずに待っています。"))
continue_round = press(go_on, gettext_lazy("続きを送り始めました。"))
stop_round = press(stop, gettext_lazy("途中でやめました。まだ送っていない分は、もう送りません。"))
