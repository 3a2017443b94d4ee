from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import Venue, VenueBooking
from reunion.events.venues import MOST_STEPS

from .forms import DateInput, WholeNumberField

NUMBERS = range(1, MOST_STEPS + 1)
WRONG_DATE = {"invalid": gettext_lazy("日付が読めません。例 2027-01-23")}


class VenueForm(forms.ModelForm):
    map_url = forms.URLField(
        label=gettext_lazy("地図"),
        help_text=gettext_lazy("地図のページのアドレスを https:// から貼り付けます。"),
        assume_scheme="https",
        required=False,
    )

    class Meta:
        model = Venue
        fields = ["name", "address", "access", "map_url", "phone"]
        help_texts = {"phone": gettext_lazy("予約した会場の電話は、案内ページに載ります。")}


def people(label, **options) -> WholeNumberField:
    return WholeNumberField(label=label, example=80, min_value=0, max_value=9999, required=False, **options)


def yen(label, **options) -> WholeNumberField:
    return WholeNumberField(
        label=label, example=8000, min_value=0, max_value=99_999_999, required=False, **options
    )


class TermsForm(forms.ModelForm):
    """What the venue says by telephone: all may stay empty but its name."""

    seated = people(gettext_lazy("着席の定員（名）"))
    standing = people(gettext_lazy("立食の定員（名）"))
    price_seated = yen(gettext_lazy("着席の1名あたりの料金（円）"))
    price_standing = yen(
        gettext_lazy("立食の1名あたりの料金（円）"),
        help_text=gettext_lazy("料理、飲みもの、サービス料、消費税を含めた額"),
    )
    fixed_price = yen(
        gettext_lazy("人数によらない料金（円）"),
        help_text=gettext_lazy("部屋代、マイクや映写の設備など"),
    )
    guaranteed_heads = people(
        gettext_lazy("最低保証の人数（名）"),
        help_text=gettext_lazy("来る人が少なくても料金がかかる人数。なければ空のまま"),
    )
    guarantee_until = forms.DateField(
        label=gettext_lazy("人数を変えられる最後の日"),
        widget=DateInput(),
        required=False,
        error_messages=WRONG_DATE,
        help_text=gettext_lazy("この日より後に取り消した人の分は、料金がかかります"),
    )

    class Meta:
        model = VenueBooking
        fields = [
            "room",
            "style",
            "seated",
            "standing",
            "price_seated",
            "price_standing",
            "fixed_price",
            "guaranteed_heads",
            "guarantee_until",
            "contact_person",
            "contact_phone",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["style"].choices = [("", _("まだ決めていない")), *VenueBooking.Style.choices]
        steps = list(self.instance.cancellation_steps.all()) if self.instance.pk else []
        for number in NUMBERS:
            step = steps[number - 1] if number <= len(steps) else None
            self.fields[f"days_{number}"] = people(
                gettext_lazy("開催日の何日前から"), initial=step and step.days_before
            )
            self.fields[f"percent_{number}"] = WholeNumberField(
                label=gettext_lazy("取消料（％）"),
                example=50,
                min_value=0,
                max_value=100,
                required=False,
                initial=step and step.percent,
            )

    def clean(self):
        cleaned = super().clean()
        for number in NUMBERS:
            days, percent = self._step(number)
            if f"percent_{number}" not in self.errors and days is not None and percent is None:
                self.add_error(f"percent_{number}", _("取消料の割合を書いてください。例 50"))
            if f"days_{number}" not in self.errors and percent is not None and days is None:
                self.add_error(f"days_{number}", _("何日前からかを書いてください。例 20"))
        return cleaned | {name: cleaned.get(name) or 0 for name in ("fixed_price", "guaranteed_heads")}

    def _step(self, number: int) -> tuple:
        return self.cleaned_data.get(f"days_{number}"), self.cleaned_data.get(f"percent_{number}")

    @property
    def steps(self) -> list[tuple[int, int]]:
        return [step for step in map(self._step, NUMBERS) if step != (None, None)]

    @property
    def plain_fields(self) -> list:
        return [self[name] for name in self.Meta.fields]

    @property
    def step_rows(self) -> list[tuple]:
        return [(number, self[f"days_{number}"], self[f"percent_{number}"]) for number in NUMBERS]


class HoldForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("仮予約の期限"), widget=DateInput(), required=False, error_messages=WRONG_DATE
    )
