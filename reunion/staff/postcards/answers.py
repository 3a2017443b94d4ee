from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.outreach.answers_decided import BY_A_PERSON, SUGGESTED, decide, reopen
from reunion.outreach.family_answers import waiting
from reunion.outreach.models import FamilyAnswer, FamilyAnswerQuerySet
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

Outcome = FamilyAnswer.Outcome
DONE = "done"
LABELS = {
    Outcome.REACHED: gettext_lazy("連絡がついたことにする"),
    Outcome.NO_CONTACT: gettext_lazy("連絡を控えることにする"),
    Outcome.DECEASED: gettext_lazy("物故者にする"),
    Outcome.NOTHING: gettext_lazy("何もしない"),
}
WHAT_FOLLOWS = {
    Outcome.REACHED: gettext_lazy("連絡の記録に「伝えた」と残ります。次のはがきは作りません。"),
    Outcome.NO_CONTACT: gettext_lazy(
        "名簿に「連絡を控える」印が付きます。今後、はがきもメールも送りません。"
    ),
    Outcome.DECEASED: gettext_lazy("名簿に「物故」の印が付きます。今後、はがきもメールも送りません。"),
    Outcome.NOTHING: gettext_lazy(
        "名簿は変わりません。待っていたメールは送られ、次のはがきの対象にもなります。"
    ),
}


@for_roles(OFFICE)
def answers(request: HttpRequest) -> HttpResponse:
    """What families said and waits, the longest waiting first; or what was decided, the latest first."""
    is_done = request.GET.get("show") == DONE
    decided = _of(request).exclude(decided_at=None).order_by("-decided_at", "-id")
    rows = decided.select_related("decided_by") if is_done else waiting(request.reunion)
    page = page_of(rows.select_related("link__classmate__homeroom"), request.GET.get("page"))
    for answer in page:
        answer.suggested = SUGGESTED[answer.what]
        answer.suggested_label = LABELS[answer.suggested]
    context = {"page": page, "is_done": is_done, "tabs": _tabs(request, is_done)}
    return render(request, "staff/postcards/answers.html", context)


@for_roles(OFFICE)
def decide_answer(request: HttpRequest, answer_id: int, outcome: str) -> HttpResponse:
    """Asks once what follows; the press decides."""
    if outcome not in BY_A_PERSON:
        raise Http404
    answer = get_object_or_404(_of(request).select_related("link__classmate"), pk=answer_id)
    if request.method == "POST":
        return _back(request, lambda: decide(answer, outcome=outcome, actor=request.user))
    context = {"answer": answer, "label": LABELS[outcome], "what_follows": WHAT_FOLLOWS[outcome]}
    return render(request, "staff/postcards/answer.html", context)


@for_roles(OFFICE)
@require_POST
def reopen_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = get_object_or_404(_of(request), pk=answer_id)
    return _back(request, lambda: reopen(answer, actor=request.user))


def _of(request: HttpRequest) -> FamilyAnswerQuerySet:
    return FamilyAnswer.objects.filter(link__reunion=request.reunion)


def _back(request: HttpRequest, press) -> HttpResponse:
    try:
        answer = press()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        done = answer.get_outcome_display() if answer.outcome else _("まだ決めていない列に戻しました。")
        messages.success(request, done)
    return redirect("staff:postcards:answers", request.reunion.slug)


def _tabs(request: HttpRequest, is_done: bool) -> list[dict]:
    decided = _of(request).exclude(decided_at=None).count()
    return [
        {
            "label": _("決めていない"),
            "url": "?",
            "current": not is_done,
            "count": waiting(request.reunion).count(),
        },
        {"label": _("決めた"), "url": f"?show={DONE}", "current": is_done, "count": decided},
    ]
