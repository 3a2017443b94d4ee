"""Which page comes after which press: input, confirmation, completion; without JavaScript, nothing lost.

Every page carries all that was typed. The last press registers, unless a person should look again first:
a place has gone meanwhile, the form reads like a robot's, or there were too many presses. Then the
confirmation comes again and says so. Whether there is a place is asked before it matters who somebody is, so
that the answer tells nobody who has signed up. The same answers pressed twice are one registration; answers
changed after going back are a reply of their own. The language is switched by a press on the form.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from reunion.lib.refused import Refused
from reunion.mail.allow_lists import allow_list_for
from reunion.public.language import switched_in_form, without_errors
from reunion.registrations.models import Registration
from reunion.registrations.places import Full
from reunion.registrations.signing_up import Reply, register

from . import nuisance
from .answer_form import AnswerForm
from .answers import answers
from .carriers import carrier_notices, wants_second_way
from .receipts import receipt_of

CHECK, CHANGE, SEND, WAIT = "check", "change", "send", "wait"
# Which page the form stands on.
INPUT, OPENING = "input", "opening"


@switched_in_form
def walk(
    request: HttpRequest,
    form_class: type[AnswerForm],
    *,
    known: dict[str, object] | None = None,
    opening: str = "",
    explained: Callable[[], dict[str, object]] = dict,
) -> HttpResponse:
    """`known` is filled in when the form is opened; everything in it may be changed.

    `opening` is the template of a form that stands on a larger page until the first press, `explained` asks
    for what that page says beside it.
    """
    reunion = request.reunion
    if not reunion.takes_signups:
        return render(request, "public/signup/closed.html", {"reunion": reunion})
    if request.method != "POST":
        form = form_class(reunion=reunion)
        form.initial |= known or {}
        return _input(request, form, opening=opening, **explained())
    step = _step(request.POST)
    form = form_class(_received(request.POST), reunion=reunion)
    if step == CHANGE and opening and request.POST.get("shown") == OPENING:
        return _input(request, without_errors(form), opening=opening, **explained())
    if step == CHANGE:
        return _input(request, without_errors(form))
    if not form.is_valid():
        return _input(request, form)
    return _last_press(request, form) if step in (SEND, WAIT) else _confirmation(request, form)


def _step(post: QueryDict) -> str:
    """The language is switched on the page where it is switched."""
    if "language" in post:
        return CHANGE if post.get("shown") in (INPUT, OPENING) else CHECK
    return post.get("step", CHECK)


def _received(post: QueryDict) -> QueryDict:
    """What was typed, with what no person types put right."""
    data = post.copy()
    try:
        submission = str(uuid.UUID(data.get("submission", "")))
    except ValueError:
        submission = str(uuid.uuid4())
    data["submission"] = submission
    data["opened"] = nuisance.kept(data.get("opened", ""), submission)
    if post.get("step") == WAIT:
        data["told_full"] = " ".join([data.get("told_full", ""), *data.getlist("offered")])
    return data


def _input(request: HttpRequest, form: AnswerForm, *, opening: str = "", **beside) -> HttpResponse:
    context = beside | {
        "reunion": form.reunion,
        "form": form,
        "carriers": carrier_notices(form["email"].value() or ""),
    }
    template = "teacher" if form.for_teachers else "input"
    return render(request, opening or f"public/signup/{template}.html", context)


def _confirmation(request: HttpRequest, form: AnswerForm, *, status: int = 200, **notices) -> HttpResponse:
    """`notices`: full, once_more, later."""
    form.data["website"] = ""
    if "full" not in notices:
        form.data["told_full"] = " ".join(str(item.pk) for item in form.chosen.lacking)
    context = {
        "reunion": form.reunion,
        "form": form,
        "answers": answers(form, lacks_places="full" in notices),
        "allow_list": allow_list_for(form.reply.email),
        "wants_second_way": wants_second_way(form.reply),
        # The button comes first then: everything else has been read before.
        "again": bool(notices),
    }
    return render(request, "public/signup/confirm.html", context | notices, status=status)


def _last_press(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    reply = _of_these_answers(form)
    obstacle = _obstacle(request, form, reply)
    if obstacle is not None and not Registration.objects.filter(submission=reply.submission).exists():
        return obstacle
    try:
        registration = register(form.reunion, reply=reply)
    except Full as full:
        return _confirmation(request, _looked_at_again(form), full=full)
    except Refused as refused:
        context = {"reunion": form.reunion, "sentence": str(refused)}
        return render(request, "public/signup/closed.html", context)
    done = reverse("public:signup_done", args=[form.reunion.slug])
    return redirect(f"{done}?receipt={receipt_of(form, registration)}")


def _of_these_answers(form: AnswerForm) -> Reply:
    """The reply, named by its submission and by what it says."""
    reply = form.reply
    said = repr(replace(reply, consents=(), waits_for=frozenset()))
    return replace(reply, submission=uuid.uuid5(reply.submission, said))


def _obstacle(request: HttpRequest, form: AnswerForm, reply: Reply) -> HttpResponse | None:
    if nuisance.reads_like_a_robots(form):
        form.data["opened"] = nuisance.asked(form.data["submission"])
        return _confirmation(request, form, once_more=True)
    later = nuisance.later(request, form.reunion, reply=reply)
    if later:
        return _confirmation(request, form, later=later, status=429)
    untold = {
        item: form.program.left[item.pk] for item in form.chosen.lacking if item.pk not in form.waits_for
    }
    return _confirmation(request, form, full=Full(untold)) if untold else None


def _looked_at_again(form: AnswerForm) -> AnswerForm:
    fresh = type(form)(form.data, reunion=form.reunion)
    fresh.is_valid()
    return fresh
