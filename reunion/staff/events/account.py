"""Where to pay: the first account counts at once, another one once a second person has confirmed it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events.models import AccountChange, BankAccount
from reunion.lib.refused import Refused
from reunion.registrations.telling_account import letters_of_a_change
from reunion.team.access import MONEY, ORGANIZERS, for_roles
from reunion.team.account_changes import (
    confirm_change,
    discard_change,
    open_change,
    propose_account,
    why_not_confirm,
)
from reunion.team.delicate import asks_second_step
from reunion.team.warning import says_who_was_not_told

from .forms import AccountForm


@for_roles(MONEY)
@asks_second_step()
@says_who_was_not_told
def account(request: HttpRequest) -> HttpResponse:
    if change := open_change(request.reunion):
        return in_question(request, change)
    stored = BankAccount.objects.filter(reunion=request.reunion).first()
    form = AccountForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose_account(request.reunion, account=form.account, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if change:
                return redirect("staff:events:account", request.reunion.slug)
            messages.success(request, _("振込先の口座を保存しました。案内のメールは、これから送られます。"))
            return redirect("staff:events:overview", request.reunion.slug)
    context = {
        "form": form,
        "title": _("振込先の口座"),
        "is_set": stored is not None,
        "letters": letters_of_a_change(request.reunion),
    }
    return render(request, "staff/events/account.html", context)


def in_question(request: HttpRequest, change: AccountChange) -> HttpResponse:
    """From what to what, who said so, and the two buttons."""
    context = {
        "change": change,
        "stored": BankAccount.objects.get(reunion=request.reunion),
        "why_not": why_not_confirm(change, actor=request.user),
        "letters": letters_of_a_change(request.reunion),
    }
    return render(request, "staff/events/account_in_question.html", context)


@for_roles(ORGANIZERS)
@require_POST
@asks_second_step(back_to="staff:events:account")
@says_who_was_not_told
def confirm(request: HttpRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(AccountChange, pk=change_id, reunion=request.reunion)
    try:
        confirm_change(change, actor=request.user)
        messages.success(request, _("新しい口座に変えました。口座の案内のメールを、これから送ります。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:events:account", request.reunion.slug)


@for_roles(MONEY)
@require_POST
@says_who_was_not_told
def discard(request: HttpRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(AccountChange, pk=change_id, reunion=request.reunion)
    try:
        discard_change(change, actor=request.user)
        messages.success(request, _("取りやめました。口座はいままでのままで、案内のメールもまた出ます。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:events:account", request.reunion.slug)
