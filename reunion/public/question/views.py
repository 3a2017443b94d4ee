from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control

from reunion.mail.inbound import REACH, receive
from reunion.mail.models import InboundLetter
from reunion.public.doors import open_to_all
from reunion.public.language import chosen_in_form, switched_in_form, without_errors
from reunion.public.limits import too_often
from reunion.public.visitors import network_of

from .forms import QuestionForm

AN_HOUR = 60
MOST_OF_A_NETWORK = 10
MOST_OF_A_CONTACT = 3
TOO_MANY = _(
    "続けてたくさん届いているため、まだお預かりしていません。"
    "書かれたことは、この画面に残っています。1時間ほどたってから、もう一度ボタンを押してください。"
)


@open_to_all
# The guest's own browser may keep the page, or its button back would find an error instead of the form.
@cache_control(private=True, no_cache=True)
@switched_in_form
def question(request: HttpRequest) -> HttpResponse:
    """One page to write on; a letter that is in order is taken in at once."""
    if request.method != "POST":
        return page_with(QuestionForm(), request)
    form = QuestionForm(request.POST)
    if chosen_in_form(request):
        return page_with(without_errors(form), request)
    if not form.is_valid():
        return page_with(form, request)
    letter = form.letter
    if is_new(letter["submission"]) and has_written_enough(request, letter["contact"]):
        form.add_error(None, TOO_MANY)
        answer = page_with(form, request, status=429)
        answer["Retry-After"] = str(AN_HOUR * 60)
        return answer
    receive(request.reunion, kind=InboundLetter.Kind.QUESTION, about=about(request), **letter)
    done_url = reverse("public:question_done", args=[request.reunion.slug])
    return redirect(f"{done_url}?answer={way_of_answer(letter['contact'])}")


def page_with(form: QuestionForm, request: HttpRequest, *, status: int = 200) -> HttpResponse:
    context = {"reunion": request.reunion, "form": form, "about": about(request)}
    return render(request, "public/question/form.html", context, status=status)


def about(request: HttpRequest) -> str:
    return REACH if request.GET.get("about") == REACH else ""


def is_new(submission) -> bool:
    """A second press on the same letter is no second letter."""
    return not InboundLetter.objects.filter(submission=submission).exists()


def has_written_enough(request: HttpRequest, contact: str) -> bool:
    from_here = too_often("question", network_of(request), most=MOST_OF_A_NETWORK, minutes=AN_HOUR)
    return from_here or too_often("question to", contact, most=MOST_OF_A_CONTACT, minutes=AN_HOUR)


def way_of_answer(contact: str) -> str:
    if not contact:
        return "none"
    return "mail" if "@" in contact else "phone"


@open_to_all
def done(request: HttpRequest) -> HttpResponse:
    context = {"reunion": request.reunion, "way_of_answer": request.GET.get("answer", "")}
    return render(request, "public/question/done.html", context)
