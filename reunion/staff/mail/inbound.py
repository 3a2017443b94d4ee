from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.mail import risk
from reunion.mail.inbound import REACH, answer, mail_address, set_aside
from reunion.mail.models import InboundLetter, InboundLetterQuerySet, Message
from reunion.registrations.models import Registration
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

DONE = "done"


class AnswerForm(forms.Form):
    text = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("返事を書いてから、ボタンを押してください。"),
            "max_length": gettext_lazy("4000文字までで書いてください。"),
            "null_characters_not_allowed": gettext_lazy("読めない文字が入っています。書き直してください。"),
        },
    )

    def __init__(self, *args, goes_by_mail: bool, **kwargs):
        super().__init__(*args, **kwargs)
        # Or the browser would cut a pasted text without a word.
        del self.fields["text"].widget.attrs["maxlength"]
        self.fields["text"].label = _("返事") if goes_by_mail else _("お伝えしたこと")


@for_roles(OFFICE)
def letters(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the longest waiting first; or what is done, the latest first."""
    done = request.GET.get("show") == DONE
    found = letters_of(request).exclude(answered_at=None) if done else letters_of(request).unanswered()
    rows = found.order_by("-answered_at", "-id") if done else found.order_by("received_at", "id")
    context = {"page": page_of(rows, request.GET.get("page")), "tabs": tabs(request, done), "done": done}
    return render(request, "staff/mail/inbound.html", context | {"reach": REACH})


def letters_of(request: HttpRequest) -> InboundLetterQuerySet:
    return InboundLetter.objects.filter(reunion=request.reunion)


def tabs(request: HttpRequest, done: bool) -> list[dict]:
    waiting = letters_of(request).unanswered().count()
    return [
        {"label": _("返事を待っている"), "url": "?", "current": not done, "count": waiting},
        {
            "label": _("済み"),
            "url": f"?show={DONE}",
            "current": done,
            "count": letters_of(request).count() - waiting,
        },
    ]


@for_roles(OFFICE)
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    shown = get_object_or_404(InboundLetter, pk=letter_id, reunion=request.reunion)
    form = AnswerForm(request.POST or None, goes_by_mail=bool(mail_address(shown)))
    if form.is_valid() and answered(request, shown, form):
        return redirect("staff:mail:inbound", request.reunion.slug)
    context = {
        "letter": shown,
        "form": form,
        "mail_address": mail_address(shown),
        "risk": risk.assess(shown.contact) if "@" in shown.contact else None,
        "registration": registration_of(shown),
        "sent": Message.objects.about(shown).first(),
        "reach": REACH,
    }
    return render(request, "staff/mail/inbound_letter.html", context)


def answered(request: HttpRequest, shown: InboundLetter, form: AnswerForm) -> bool:
    """True when the answer stands; otherwise the form says why not, and keeps what was typed."""
    try:
        answer(shown, text=form.cleaned_data["text"], actor=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    by_mail = _("%(name)sさんへの返事を、送る順番に入れました。") % {"name": shown.name}
    noted = _("%(name)sさんにお伝えしたことを書き留めました。") % {"name": shown.name}
    messages.success(request, by_mail if mail_address(shown) else noted)
    return True


def registration_of(shown: InboundLetter) -> Registration | None:
    """Whose own page the letter was written on."""
    label, _colon, number = shown.about.partition(":")
    if label != Registration._meta.label_lower or not number.isdecimal():
        return None
    return Registration.objects.filter(reunion=shown.reunion_id, pk=number).first()


@for_roles(OFFICE)
@require_POST
def aside(request: HttpRequest, letter_id: int) -> HttpResponse:
    shown = get_object_or_404(InboundLetter, pk=letter_id, reunion=request.reunion)
    set_aside(shown, actor=request.user)
    messages.success(request, _("%(name)sさんの便りを済みにしました。") % {"name": shown.name})
    return redirect("staff:mail:inbound", request.reunion.slug)
