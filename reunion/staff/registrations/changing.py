from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.accounts.models import User
from reunion.events.refunds import percent_on
from reunion.lib.refused import Refused
from reunion.mail.health import dead_reasons
from reunion.registrations.contacting import correct_contact
from reunion.registrations.deciding import cancel, correct
from reunion.registrations.forms import ContactForm
from reunion.registrations.models import Registration, State
from reunion.registrations.telling import tell_again
from reunion.registrations.vouching import vouch
from reunion.team.access import OFFICE, for_roles

from .rows import one, whose


@dataclass(frozen=True)
class Step:
    """What the confirmation page asks before a step is taken."""

    title: Promise
    text: Promise
    label: Promise
    tone: str = ""

    def context(self, registration: Registration) -> dict:
        """Nobody is promised a mail who has no address."""
        text = self.text if registration.addresses else WITHOUT_MAIL
        return {"title": self.title, "text": text, "label": self.label, "tone": self.tone}


WITHOUT_MAIL = gettext_lazy("メールアドレスがないため、本人には電話などでお伝えください。")


BEYOND_THE_LIMIT = Step(
    gettext_lazy("定員をこえて参加にしますか"),
    gettext_lazy("空き待ちの順番より先に席を用意し、本人にメールが届きます。"),
    gettext_lazy("定員をこえて参加にする"),
)
STEPS = {
    "coming": Step(
        gettext_lazy("参加に直しますか"),
        gettext_lazy("会費のある人には、振込先のメールが届きます。"),
        gettext_lazy("参加に直す"),
    ),
    "declined": Step(
        gettext_lazy("欠席に直しますか"),
        gettext_lazy("会費はなくなり、本人に欠席を受け付けたメールが届きます。"),
        gettext_lazy("欠席に直す"),
    ),
    "cancel": Step(
        gettext_lazy("この申込を取り消しますか"),
        gettext_lazy("本人に、取り消したことを知らせるメールが届きます。"),
        gettext_lazy("申込を取り消す"),
        "danger",
    ),
}


@for_roles(OFFICE)
def change(request: HttpRequest, registration_id: int, step: str) -> HttpResponse:
    registration = one(request.seat, registration_id)
    if step not in STEPS:
        raise Http404
    if request.method == "POST":
        return changed(request, registration, step)
    is_seated = step == "coming" and registration.state == State.WAITLISTED
    asked = BEYOND_THE_LIMIT if is_seated else STEPS[step]
    rows = [(_("申込"), str(registration)), (_("名簿の人"), whose(registration))]
    if step != "coming" and registration.amount_due:
        percent = percent_on(registration.reunion, timezone.localdate())
        rows.append((_("きょうの取り消しでお返しする割合"), f"{percent}％"))
    context = asked.context(registration) | {"registration": registration, "rows": rows}
    return render(request, "staff/registrations/change.html", context)


def changed(request: HttpRequest, registration: Registration, step: str) -> HttpResponse:
    try:
        take(step, registration, actor=request.user)
        messages.success(request, _("直しました。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)


def take(step: str, registration: Registration, *, actor: User) -> None:
    if step == "cancel":
        cancel(registration, actor=actor)
    else:
        correct(registration, attending=step == "coming", actor=actor)


@for_roles(OFFICE)
def contact(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    initial = {name: getattr(registration, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        correct_contact(registration, **form.cleaned_data, actor=request.user)
        messages.success(request, _("連絡先を直しました。"))
        return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)
    context = {"registration": registration, "form": form, "dead": dead_reasons(registration.addresses)}
    return render(request, "staff/registrations/contact.html", context)


@for_roles(OFFICE)
@require_POST
def vouch_for(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    try:
        vouch(registration, actor=request.user)
        messages.success(request, _("ご本人と確かめたことを記録しました。"))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)


@for_roles(OFFICE)
@require_POST
def send_letter(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    if tell_again(registration):
        messages.success(request, _("メールをもう一度送る順番に入れました。"))
    else:
        messages.error(
            request,
            _("いま送るメールがありません。宛先がないか、口座が未登録か、今日はもう3通送っています。"),
        )
    return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)
