"""Invitations: made, shown with their link, sent again, taken back. Organizers only, for the link lets in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.code_picture import code_of
from reunion.lib.refused import Refused
from reunion.outreach.phone_links import line_link
from reunion.staff.pages import page_of
from reunion.team.accepting import why_closed
from reunion.team.access import ORGANIZERS, for_roles
from reunion.team.delicate import second_step
from reunion.team.invitation_words import address_of, line_text
from reunion.team.inviting import invite, send_again, withdraw
from reunion.team.models import Invitation, Role

from .forms import InvitationForm


@for_roles(ORGANIZERS)
def invite_somebody(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None, cohort=request.reunion.cohort)
    if request.method == "POST" and form.is_valid():
        if form.makes_organizer and (answer := second_step(request)):
            return answer
        try:
            invitation = invite(request.reunion, **form.wish, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return after_a_press(request, invitation)
    return render(request, "staff/team/invite.html", {"form": form})


def after_a_press(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """To its page, which shows the link and whether the mail has left."""
    invitation.refresh_from_db()
    name = {"name": invitation.name}
    if invitation.goes_by_mail and invitation.sent_at:
        messages.success(request, _("%(name)sさんに招待のメールを送りました。") % name)
    elif not invitation.goes_by_mail:
        messages.success(request, _("%(name)sさんに渡すリンクができました。") % name)
    return redirect("staff:team:invitation", request.reunion.slug, invitation.pk)


@for_roles(ORGANIZERS)
def invitations(request: HttpRequest) -> HttpResponse:
    rows = request.reunion.invitations.with_their_inviters_right().select_related("invited_by")
    page = page_of(rows.prefetch_related("homerooms"), request.GET.get("page"))
    return render(request, "staff/team/invitations.html", {"page": page})


@for_roles(ORGANIZERS)
def invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    shown = one_of(request, invitation_id)
    context = {"invitation": shown, "closed": why_closed(shown)}
    if shown.is_open:
        address = address_of(shown)
        text = line_text(shown)
        context |= {"picture": code_of(address), "text": text, "line_link": line_link(text)}
    context["has_no_mail"] = not settings.EMAIL_CONFIGURED or request.reunion.is_demo
    return render(request, "staff/team/invitation.html", context)


@for_roles(ORGANIZERS)
@require_POST
def invite_again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    again = one_of(request, invitation_id)
    own_page = reverse("staff:team:invitation", args=[request.reunion.slug, again.pk])
    if again.role == Role.ORGANIZER and (answer := second_step(request, back_to=own_page)):
        return answer
    try:
        return after_a_press(request, send_again(again, actor=request.user))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(own_page)


@for_roles(ORGANIZERS)
@require_POST
def take_back(request: HttpRequest, invitation_id: int) -> HttpResponse:
    try:
        withdraw(one_of(request, invitation_id), actor=request.user)
        messages.success(request, _("招待を取り消しました。リンクはもう使えません。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:team:list", request.reunion.slug)


def one_of(request: HttpRequest, invitation_id: int) -> Invitation:
    rows = request.reunion.invitations.select_related("reunion__cohort__school", "invited_by", "accepted_by")
    return get_object_or_404(rows, pk=invitation_id)
