from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.accounts.forms import LoginCodeForm
from reunion.accounts.proving_address import Proof, begun_proof, send_digits, sign_in_by_digits
from reunion.accounts.proving_elsewhere import Elsewhere, connect, kept, sign_in_from_elsewhere
from reunion.lib.refused import Refused
from reunion.team.accepting import accept, why_closed
from reunion.team.invitation_words import WHAT_FOR, surname_of
from reunion.team.models import Member

from .door import behind_an_invitation
from .forms import NobodyAsked, OwnName, WhoComes
from .patience import TOO_MANY, has_asked_enough


@behind_an_invitation
def invitation(request: HttpRequest) -> HttpResponse:
    """To open it changes nothing: LINE and mail programs look at links before people do."""
    invited, user = request.invitation, request.user
    if user.is_authenticated and Member.objects.filter(reunion=invited.reunion, user=user).exists():
        return inside(request)
    if sentence := why_closed(invited):
        return closed(request, sentence)
    if user.is_authenticated and invited.email in {"", user.email}:
        return signed_in(request)
    elsewhere = kept(request, purpose=invited.code)
    if elsewhere and elsewhere.email and invited.email in {"", elsewhere.email}:
        return vouched_for(request, elsewhere)
    form = (NobodyAsked if invited.goes_by_mail else WhoComes)(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return asks(request, form, elsewhere=elsewhere)
    email = invited.email or form.email
    if has_asked_enough(request, email):
        form.add_error(None, TOO_MANY)
        return asks(request, form, status=429)
    words = {"name": form.cleaned_data.get("name", "")}  # of an invitation by mail the inviter's word
    stays_here = invited.reunion.is_demo
    if send_digits(request, email=email, purpose=invited.code, words=words, stays_here=stays_here):
        return redirect("public:invitation_number", invited.code)
    form.add_error(None, _("いまメールを送れません。少し待って、もう一度押してください。"))
    return asks(request, form)


def asks(
    request: HttpRequest, form, *, elsewhere: Elsewhere | None = None, status: int = 200
) -> HttpResponse:
    context = about(request) | {"form": form, "elsewhere": elsewhere}
    return render(request, "public/invitation/page.html", context, status=status)


def about(request: HttpRequest) -> dict:
    """What a stranger may read, too."""
    invited = request.invitation
    return {
        "invitation": invited,
        "reunion_name": invited.reunion.name,
        "school": invited.reunion.cohort.school.name,
        "inviter": surname_of(invited),
        "what_for": WHAT_FOR[invited.role],
    }


def signed_in(request: HttpRequest) -> HttpResponse:
    """One press accepts."""
    if request.method != "POST":
        return render(request, "public/invitation/signed_in.html", about(request))
    try:
        accept(request.invitation, email=request.user.email)
    except Refused as refused:
        return closed(request, str(refused))
    messages.success(request, welcome(request))
    return redirect(desk(request))


def vouched_for(request: HttpRequest, elsewhere: Elsewhere) -> HttpResponse:
    """Another house knows their mail address: no digits are needed."""
    form = NobodyAsked(request.POST or None)
    if not request.invitation.goes_by_mail:
        form = OwnName(request.POST or None, initial={"name": elsewhere.name})
    if request.method != "POST" or not form.is_valid():
        context = about(request) | {"form": form, "elsewhere": elsewhere}
        return render(request, "public/invitation/vouched_for.html", context)
    try:
        member = accept(request.invitation, email=elsewhere.email, name=form.cleaned_data.get("name", ""))
    except Refused as refused:
        return closed(request, str(refused))
    connect(request, member.user, elsewhere)
    answer = sign_in_from_elsewhere(request, member.user, elsewhere, then=desk(request))
    messages.success(request, welcome(request))
    return answer


@behind_an_invitation
def number(request: HttpRequest) -> HttpResponse:
    """The digits that were mailed; whoever types them is a member and signed in."""
    proof = begun_proof(request, purpose=request.invitation.code)
    if proof is None:
        messages.info(request, _("数字の期限が切れました。もう一度、数字を送ってください。"))
        return redirect("public:invitation", request.invitation.code)
    if request.POST.get("action") == "resend":
        return once_more(request, proof)
    form = LoginCodeForm(request.POST or None, code=proof.code)
    if request.method == "POST" and form.is_valid():
        return accepted(request, proof)
    if request.method == "POST" and not proof.record_invalid_attempt():
        messages.error(request, _("違う数字が続きました。もう一度、数字を送ってください。"))
        return redirect("public:invitation", request.invitation.code)
    own = request.path
    context = {"verify_form": form, "email": proof.email, "own_url": own, "can_resend": proof.can_resend}
    context["cancel_url"] = reverse("public:invitation", args=[request.invitation.code])
    context |= {"is_demo": request.invitation.reunion.is_demo, "has_mail": settings.EMAIL_CONFIGURED}
    return render(request, "public/invitation/number.html", context)


def once_more(request: HttpRequest, proof: Proof) -> HttpResponse:
    if not proof.can_resend or has_asked_enough(request, proof.email):
        messages.error(request, str(TOO_MANY))
    elif proof.resend():
        messages.success(request, _("新しい数字を送りました。前の数字は使えません。"))
    else:
        messages.error(request, _("いまメールを送れません。少し待って、もう一度押してください。"))
    return redirect("public:invitation_number", request.invitation.code)


def accepted(request: HttpRequest, proof: Proof) -> HttpResponse:
    try:
        member = accept(request.invitation, email=proof.email, name=proof.words["name"])
    except Refused as refused:
        proof.abort()
        return closed(request, str(refused))
    if elsewhere := kept(request, purpose=request.invitation.code):
        connect(request, member.user, elsewhere)
    answer = sign_in_by_digits(request, member.user, then=desk(request))
    messages.success(request, welcome(request))
    return answer


def inside(request: HttpRequest) -> HttpResponse:
    """A member already: the second press, or an organizer who tries the link; nothing is used up."""
    if request.invitation.accepted_by_id == request.user.pk:
        return redirect(desk(request))
    context = about(request) | {"desk_url": desk(request)}
    return render(request, "public/invitation/inside.html", context)


def closed(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "public/invitation/closed.html", {"sentence": sentence}, status=410)


def welcome(request: HttpRequest) -> str:
    words = {
        "reunion": request.invitation.reunion.name,
        "role": request.invitation.get_role_display(),
    }
    return _("ありがとうございます。%(reunion)sの%(role)sになりました。") % words


def desk(request: HttpRequest) -> str:
    return reverse("staff:home:home", args=[request.invitation.reunion.slug])
