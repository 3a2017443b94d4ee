from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.mail.risk import assess
from reunion.registrations.forms import ClassmateReplyForm, RepliesFileForm, TeacherReplyForm
from reunion.registrations.importing import Imported, import_replies
from reunion.registrations.models import Registration, State
from reunion.registrations.places import items_beyond_limit
from reunion.registrations.signing_up import register, register_teacher
from reunion.team.access import OFFICE, for_roles

LARGEST_FILE = 5 * 1024 * 1024


@for_roles(OFFICE)
def new(request: HttpRequest) -> HttpResponse:
    form = ClassmateReplyForm(request.POST or None, reunion=request.reunion)
    if request.method == "POST" and form.is_valid():
        reply = form.reply
        try:
            registration = register(request.reunion, reply=reply, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            is_new = registration.submission == reply.submission
            return entered(request, registration, is_new=is_new)
    return render(request, "staff/registrations/new.html", {"form": form})


@for_roles(OFFICE)
def new_teacher(request: HttpRequest) -> HttpResponse:
    form = TeacherReplyForm(request.POST or None, reunion=request.reunion)
    if request.method == "POST" and form.is_valid():
        teacher = form.cleaned_data["teacher"]
        try:
            registration = register_teacher(
                request.reunion, teacher=teacher, reply=form.reply, actor=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return entered(request, registration, is_new=True)
    return render(request, "staff/registrations/new_teacher.html", {"form": form})


def entered(request: HttpRequest, registration: Registration, *, is_new: bool) -> HttpResponse:
    if not is_new:
        messages.info(request, _("この人の申込はもうあります。新しくは登録していません。"))
    elif registration.state == State.WAITING:
        messages.warning(request, _("登録しました。だれの申込かを決めてください。"))
        return redirect("staff:registrations:decide", request.reunion.slug, registration.pk)
    else:
        messages.success(
            request, _("登録しました。申込番号は%(reference)sです。") % {"reference": registration.reference}
        )
    for item in items_beyond_limit(registration) if is_new else ():
        messages.warning(
            request,
            _("%(item)sの定員%(places)s名をこえました。会場に確かめてください。")
            % {"item": item.name, "places": item.places},
        )
    risk = assess(registration.email)
    if registration.email and risk.level != "none":
        messages.warning(request, f"{risk.reason}{risk.advice}")
    return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)


@for_roles(OFFICE)
def take_in(request: HttpRequest) -> HttpResponse:
    form = RepliesFileForm(request.POST or None, request.FILES or None)
    imported = imported_from(request, form) if request.method == "POST" and form.is_valid() else None
    return render(request, "staff/registrations/import.html", {"form": form, "imported": imported})


def imported_from(request: HttpRequest, form: RepliesFileForm) -> Imported | None:
    file = form.cleaned_data["file"]
    if file.size > LARGEST_FILE:
        form.add_error("file", _("ファイルが大きすぎます。返信の一覧だけのファイルを選んでください。"))
        return None
    try:
        return import_replies(
            request.reunion, data=file.read(), actor=request.user, tell=form.cleaned_data["tell"]
        )
    except Refused as refused:
        form.add_error("file", str(refused))
        return None
