from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.mail.openings import Addressee, opening_for, wrong_opening
from reunion.mail.proofreading import wrong_with
from reunion.mail.rewording import account_number, own_row, restore, reword, version_of
from reunion.mail.wording import WORDINGS, Texts, Wording, Words, our_words
from reunion.team.access import OFFICE, for_roles

from .preview import people_for, preview_of
from .texts_file import file_of
from .wording_form import WordingForm


@dataclass(frozen=True)
class Row:
    wording: Wording
    is_own: bool
    is_wrong: bool


@for_roles(OFFICE)
def wordings(request: HttpRequest) -> HttpResponse:
    texts, number = Texts.of(request.reunion), account_number(request.reunion)
    rows: dict[str, list[Row]] = {}
    for wording in WORDINGS.values():
        words = texts.words(wording.name)
        is_wrong = words.is_own and bool(wrong_with(words, wording=wording, account_number=number))
        rows.setdefault(wording.addressee, []).append(Row(wording, words.is_own, is_wrong))
    groups = [
        ("classmates", _("同窓生へ"), rows[Addressee.CLASSMATE]),
        ("teachers", _("恩師へ"), rows[Addressee.TEACHER]),
    ]
    return render(request, "staff/mail/wordings.html", {"groups": groups})


@for_roles(OFFICE)
def wording(request: HttpRequest, letter_name: str) -> HttpResponse:
    shown = wording_or_404(letter_name)
    form = form_for(request, shown)
    is_look = "look" in request.POST
    if form.is_bound and not is_look and form.is_valid() and kept(request, shown, form):
        return redirect("staff:mail:wording", request.reunion.slug, shown.name)
    return render(request, "staff/mail/wording.html", context_of(request, shown, form))


def wording_or_404(letter_name: str) -> Wording:
    if letter_name not in WORDINGS:
        raise Http404
    return WORDINGS[letter_name]


def form_for(request: HttpRequest, shown: Wording) -> WordingForm:
    row = own_row(request.reunion, shown.name)
    words = Words(row.subject, row.body) if row else our_words(shown.name)
    people = people_for(request.reunion, shown)
    return WordingForm(
        request.POST or None,
        wording=shown,
        people=people,
        account_number=account_number(request.reunion),
        initial={
            "subject": words.subject,
            "body": words.body,
            "seen": version_of(row),
            "person": people[0].pk if people else "",
        },
    )


def context_of(request: HttpRequest, shown: Wording, form: WordingForm) -> dict:
    return {
        "wording": shown,
        "form": form,
        "preview": preview_of(request.reunion, wording=shown, words=form.words, person=form.chosen),
        "is_own": own_row(request.reunion, shown.name) is not None,
        "opening": opening_for(shown.addressee),
        "is_to_teacher": shown.addressee == Addressee.TEACHER,
    }


def kept(request: HttpRequest, shown: Wording, form: WordingForm) -> bool:
    """True when the words stand; otherwise the form says why not, and keeps what was typed."""
    seen = form.cleaned_data["seen"]
    try:
        words = reword(request.reunion, name=shown.name, words=form.words, seen=seen, actor=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("保存しました。これから書くメールに使います。"))
    doubt = wrong_opening(words.body, addressee=shown.addressee)
    if doubt:
        messages.warning(request, doubt)
    return True


@for_roles(OFFICE)
@require_POST
def wording_preview(request: HttpRequest, letter_name: str) -> HttpResponse:
    """What stands in the preview while somebody types."""
    shown = wording_or_404(letter_name)
    form = form_for(request, shown)
    preview = preview_of(request.reunion, wording=shown, words=form.words, person=form.chosen)
    return render(request, "staff/mail/_preview.html", {"preview": preview})


@for_roles(OFFICE)
def wording_restore(request: HttpRequest, letter_name: str) -> HttpResponse:
    shown = wording_or_404(letter_name)
    if request.method == "POST":
        restore(request.reunion, name=shown.name, actor=request.user)
        messages.success(request, _("はじめの文面にもどしました。"))
        return redirect("staff:mail:wording", request.reunion.slug, shown.name)
    return render(request, "staff/mail/wording_restore.html", {"wording": shown})


@for_roles(OFFICE)
def texts(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(file_of(request.reunion), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{request.reunion.slug}-texts.txt"'
    return response
