from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reunion.events.refunds import sentences, steps_of
from reunion.lib.code_picture import code_of
from reunion.lib.kana import katakana
from reunion.payments.balance import with_balance
from reunion.payments.refunding import refund_in_yen
from reunion.public.doors import own_page
from reunion.public.signup import wordings
from reunion.registrations.changing import is_over, may_change
from reunion.registrations.consenting import Purpose, give, withdraw
from reunion.registrations.deciding import refund_percent
from reunion.registrations.filling import account_of, in_question
from reunion.registrations.line_invitations import invitations_for
from reunion.registrations.links import token
from reunion.registrations.models import Registration
from reunion.registrations.proving import Proof, prove

from .own_money import own_money
from .patience import has_pressed_enough
from .sentences import back, what_was_done

NOTHING_MORE = 204


@own_page
def personal(request: HttpRequest, **kwargs) -> HttpResponse:
    """What one guest signed up for, has paid and may do now; looking at it changes nothing."""
    rows = with_balance(Registration.objects.select_related("teacher", "classmate__homeroom"))
    registration = rows.prefetch_related("chosen_items__item", "companions").get(pk=request.registration.pk)
    registration.reunion = request.reunion
    context = {
        "reunion": request.reunion,
        "registration": registration,
        "token": token(registration),
        "may_change": may_change(registration),
        "is_over": is_over(request.reunion),
        "line_groups": line_groups(registration),
        "watches": watches(request),
        **money(registration),
        **what_was_done(request),
    }
    return render(request, "public/personal/page.html", context)


def line_groups(registration: Registration) -> list[dict]:
    groups = invitations_for(registration)
    return [{"group": group, "picture": code_of(group.invitation_url)} for group in groups]


def watches(request: HttpRequest) -> bool:
    """A member is never counted; after a press, somebody who was here already is seen, not a new letter."""
    return not request.user.is_authenticated and "said" not in request.GET


def money(registration: Registration) -> dict:
    """Nothing at all for teachers."""
    if registration.is_guest_of_honour:
        return {}
    reunion, today = registration.reunion, timezone.localdate()
    prefetch_related_objects([reunion], "refund_steps")
    kana = registration.transfer_name or registration.current_kana
    owes = registration.due and registration.open
    rows = own_money(registration) if registration.came_in else []
    came_in = [row for row in rows if row.came_in]
    return {
        "payments": came_in,
        "gone": [row for row in rows if not row.came_in],
        "came_in": sum(row.yen for row in came_in),
        "account": account_of(reunion) if owes else None,
        "account_in_question": owes and in_question(reunion),
        "pay_by": reunion.signup_deadline if today <= reunion.signup_deadline else None,
        "payer_example": katakana(kana) if kana else registration.current_name,
        "refunds": sentences(steps_of(reunion)) if registration.due or registration.paid else [],
        "refund_percent": refund_percent(registration, today=today),
        "refund": refund_in_yen(registration, today=today),
    }


@own_page
def received(request: HttpRequest, **kwargs) -> HttpResponse:
    """A press, or the page's own word that it was visible; only a POST, and never of a member, proves it."""
    if request.method != "POST":
        return redirect("public:personal", request.reunion.slug, token(request.registration))
    is_press = request.POST.get("how") != Proof.SEEN
    is_member = request.user.is_authenticated
    if not is_member:
        prove(request.registration, proof=Proof.PRESSED if is_press else Proof.SEEN)
    if not is_press:
        return HttpResponse(status=NOTHING_MORE)
    return back(request, "member" if is_member else "received")


@own_page
def consent(request: HttpRequest, **kwargs) -> HttpResponse:
    """Taking back always works; agreeing again is counted."""
    registration, purpose = request.registration, request.POST.get("purpose", "")
    agrees = request.POST.get("answer") == "yes"
    if (purpose, agrees) not in WHAT_IT_MEANS:
        return redirect("public:personal", request.reunion.slug, token(registration))
    if not agrees:
        withdraw(registration, purpose=purpose)
    elif has_pressed_enough(request):
        return back(request, "too_often")
    else:
        wording = str(WORDINGS[purpose])
        if purpose == Purpose.SHOW_SURNAME and registration.is_guest_of_honour:
            wording = str(wordings.TEACHER_SURNAME)
        give(registration, purpose=purpose, wording=wording)
    return back(request, WHAT_IT_MEANS[purpose, agrees])


WORDINGS = {Purpose.SHOW_SURNAME: wordings.SURNAME, Purpose.NEXT_TIME: wordings.NEXT_TIME}
WHAT_IT_MEANS = {
    (Purpose.SHOW_SURNAME, True): "shown",
    (Purpose.SHOW_SURNAME, False): "hidden",
    (Purpose.NEXT_TIME, True): "kept",
    (Purpose.NEXT_TIME, False): "not_kept",
    (Purpose.NEEDS, False): "needs_erased",
}
