"""What a family tells us by one press: told the classmate, no more mail please, or has died.

Each may come with a short word. What was pressed is shown to whoever pressed it, with a press to take it
back; it takes effect by a person only. There are limits, for anybody may have found the card. A press of the
committee is not noted: their desk has its own.
"""

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from reunion.outreach.family_answers import hear, withdraw
from reunion.outreach.models import FamilyAnswer, SignupLink
from reunion.public.limits import too_often
from reunion.public.signup.fields import LinesField
from reunion.public.visitors import network_of

from .door import AN_HOUR, behind_a_code, is_of_the_committee
from .seen import note_arrival

SALT = "reunion.public.card.family"
WITHIN_THE_VISIT = 60 * 60  # seconds
MOST_OF_A_NETWORK = 20
MOST_OF_A_CODE = 8  # within a day
TOO_OFTEN = gettext_lazy(
    "お知らせが続いているため、まだお預かりしていません。1時間ほどたってから、もう一度押してください。"
)
OF_THE_COMMITTEE = gettext_lazy("幹事の方が押されたため、お知らせとして記録していません。")


class FamilyForm(forms.Form):
    note = LinesField(label=gettext_lazy("ひとこと"), max_length=200, rows=2)


def may_be_asked(link: SignupLink) -> bool:
    return not (link.classmate.deceased or link.classmate.do_not_contact)


@behind_a_code
@never_cache
def family(request: HttpRequest) -> HttpResponse:
    """A press is answered by a page that says what was understood."""
    if request.method != "POST":
        return _said(request)
    if request.POST.get("take_back"):
        return _take_back(request)
    form, what = FamilyForm(request.POST), request.POST.get("what", "")
    if what not in FamilyAnswer.What.values or not may_be_asked(request.link):
        return redirect("public:by_code", request.link.code)
    obstacle = _obstacle(request) if form.is_valid() else ""
    if obstacle or not form.is_valid():
        return _again(request, form, obstacle=obstacle)
    answer, is_new = hear(request.link, what=what, note=form.cleaned_data["note"])
    note_arrival(request)
    return redirect(_address(answer, is_own=is_new))


def _obstacle(request: HttpRequest) -> str:
    if is_of_the_committee(request):
        return str(OF_THE_COMMITTEE)
    is_too_often = too_often(
        "family answer", network_of(request), most=MOST_OF_A_NETWORK, minutes=AN_HOUR
    ) or too_often("family code", str(request.link.pk), most=MOST_OF_A_CODE, minutes=AN_HOUR * 24)
    return str(TOO_OFTEN) if is_too_often else ""


def _again(request: HttpRequest, form: FamilyForm, *, obstacle: str) -> HttpResponse:
    context = {"reunion": request.reunion, "link": request.link, "family": form, "obstacle": obstacle}
    status = 429 if obstacle == str(TOO_OFTEN) else 200
    return render(request, "public/card/again.html", context, status=status)


def _address(answer: FamilyAnswer, *, is_own: bool) -> str:
    """`is_own`: whoever goes there pressed first, and may take it back."""
    said = signing.dumps([answer.pk, is_own], salt=SALT)
    return f"{reverse('public:family', args=[answer.link.code])}?said={said}"


def _read(request: HttpRequest, said: str) -> tuple[FamilyAnswer | None, bool]:
    try:
        number, is_own = signing.loads(said, salt=SALT, max_age=WITHIN_THE_VISIT)
    except signing.BadSignature:
        return None, False
    return FamilyAnswer.objects.filter(pk=number, link=request.link).first(), is_own


def _said(request: HttpRequest) -> HttpResponse:
    said = request.GET.get("said", "")
    answer, is_own = _read(request, said)
    if answer is None:
        return redirect("public:by_code", request.link.code)
    is_withdrawn = answer.outcome == FamilyAnswer.Outcome.WITHDRAWN
    context = {
        "reunion": request.reunion,
        "link": request.link,
        "answer": answer,
        "is_withdrawn": is_withdrawn,
        "take_back": said if is_own and answer.is_open else "",
        "is_too_late": "late" in request.GET and not is_withdrawn,
    }
    return render(request, "public/card/said.html", context)


def _take_back(request: HttpRequest) -> HttpResponse:
    answer, is_own = _read(request, request.POST["take_back"])
    if answer is None or not is_own:
        return redirect("public:by_code", request.link.code)
    is_done = withdraw(answer)
    return redirect(_address(answer, is_own=True) + ("" if is_done else "&late=1"))
