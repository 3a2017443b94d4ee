"""The steps of refunding, all on one page; what they mean stands there in words before it is kept."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.refunds import MOST_STEPS, planned, sentences, set_steps, steps_of
from reunion.lib.refused import Refused
from reunion.team.access import OFFICE, for_roles

from .forms import DateInput, WholeNumberField

NUMBERS = range(1, MOST_STEPS + 1)


class RefundForm(forms.Form):
    """A day and a percent, four times; a row left empty is no step."""

    def __init__(self, data=None, *, reunion):
        super().__init__(data, initial=self._stored(reunion))
        for number in NUMBERS:
            self.fields[f"until_{number}"] = forms.DateField(
                label=gettext_lazy("この日まで"),
                widget=DateInput(),
                required=False,
                error_messages={"invalid": gettext_lazy("日付が読めません。例 2027-01-23")},
            )
            self.fields[f"percent_{number}"] = WholeNumberField(
                label=gettext_lazy("お返しする割合（％）"),
                example=50,
                min_value=0,
                max_value=100,
                required=False,
            )

    @staticmethod
    def _stored(reunion) -> dict:
        rows = enumerate(reunion.refund_steps.all()[:MOST_STEPS], start=1)
        return {
            name: value
            for number, step in rows
            for name, value in ((f"until_{number}", step.until), (f"percent_{number}", step.percent))
        }

    def clean(self):
        for number in NUMBERS:
            day, percent = self._row(number)
            if f"until_{number}" not in self.errors and day is None and percent is not None:
                self.add_error(f"until_{number}", _("いつまでの取り消しかを選んでください。"))
            if f"percent_{number}" not in self.errors and percent is None and day is not None:
                self.add_error(f"percent_{number}", _("お返しする割合を書いてください。例 50"))

    def _row(self, number: int) -> tuple:
        return self.cleaned_data.get(f"until_{number}"), self.cleaned_data.get(f"percent_{number}")

    @property
    def steps(self) -> list[tuple]:
        return [row for row in map(self._row, NUMBERS) if row != (None, None)]

    @property
    def rows(self) -> list[tuple]:
        return [(number, self[f"until_{number}"], self[f"percent_{number}"]) for number in NUMBERS]


@for_roles(OFFICE)
def refunds(request: HttpRequest) -> HttpResponse:
    reunion = request.reunion
    form = RefundForm(request.POST or None, reunion=reunion)
    looks_first, shown = "look" in request.POST, steps_of(reunion)
    if request.method == "POST" and form.is_valid():
        try:
            if not looks_first:
                set_steps(reunion, steps=form.steps, actor=request.user)
                messages.success(request, _("保存しました。"))
                return redirect("staff:events:overview", reunion.slug)
            shown = planned(reunion, steps=form.steps) or shown
        except Refused as refused:
            form.add_error(None, str(refused))
    is_new = looks_first and not form.errors
    context = {"form": form, "sentences": sentences(shown), "is_new": is_new}
    return render(request, "staff/events/refunds.html", context)
