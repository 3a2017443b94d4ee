import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from reunion.events.founding import AccountText
from reunion.events.models import BankAccount, ProgramItem, Reunion
from reunion.lib.half_width import half_width


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class WholeNumberField(forms.IntegerField):
    """A number as people type it: 60, ６０名, 8,000円."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, example: int, **limits):
        self.example = example
        sentences = {
            "invalid": _("数字で書いてください。例 %(example)s"),
            "min_value": _("%(limit_value)s以上の数字で書いてください。"),
            "max_value": _("%(limit_value)s以下の数字で書いてください。"),
        }
        super().__init__(error_messages=sentences, **limits)

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r"[,\s円名%]", "", half_width(value))
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            sentence, example = self.error_messages["invalid"], {"example": self.example}
            raise forms.ValidationError(sentence, code="invalid", params=example) from error


class ReunionForm(forms.ModelForm):
    class Meta:
        model = Reunion
        fields = [
            "name",
            "state",
            "held_on",
            "signup_deadline",
            "greeting",
            "contact_email",
            "contact_phone",
        ]
        widgets = {"held_on": DateInput(), "signup_deadline": DateInput()}
        help_texts = {
            "state": _("「受付中」のあいだだけ、案内ページから申し込めます。"),
            "contact_email": _("案内ページとメールに載ります。会だけのアドレスをおすすめします。"),
        }


class ProgramItemForm(forms.ModelForm):
    fee = WholeNumberField(
        label=_("会費（円）"),
        help_text=_("無料なら0と書きます。もう申し込んだ人の会費は、申し込んだときのままです。"),
        example=8000,
        min_value=0,
        max_value=1_000_000,
    )
    places = WholeNumberField(
        label=_("定員（名）"),
        help_text=_(
            "空けておくと、何人でも申し込めます。いっぱいになると、後の人は空き待ちになります。"
            "幹事は、定員をこえて加えることもできます。"
        ),
        example=60,
        min_value=1,
        max_value=9999,
        required=False,
    )
    companion_fee = WholeNumberField(
        label=_("同伴の方の会費（円）"),
        help_text=_("空けておくと、同伴の方は参加できません。無料なら0と書きます。"),
        example=8000,
        min_value=0,
        max_value=1_000_000,
        required=False,
    )

    class Meta:
        model = ProgramItem
        fields = ["name", "starts_at", "place", "note", "fee", "places", "companion_fee", "open_to"]
        widgets = {
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "open_to": forms.RadioSelect,
        }

    def __init__(self, data=None, *, instance, **kwargs):
        if data is not None:
            data = data.copy()
            data.setdefault("open_to", instance.open_to)
        super().__init__(data, instance=instance, **kwargs)


class AccountForm(forms.ModelForm):
    number = forms.CharField(
        label=_("口座番号"),
        max_length=12,
        validators=[RegexValidator(r"^\d{4,10}$", _("口座番号は数字だけで、4桁から10桁で書いてください。"))],
    )

    class Meta:
        model = BankAccount
        fields = ["bank", "branch", "kind", "number", "holder_kana"]
        help_texts = {"holder_kana": _("通帳のとおりのカタカナで。例 ママガワドウソウカイ")}

    def __init__(self, data=None, **kwargs):
        if data is not None:
            data = data.copy()
            data["number"] = half_width(data.get("number", "")).replace("-", "")
        super().__init__(data, **kwargs)

    @property
    def account(self) -> AccountText:
        return AccountText(**{field: self.cleaned_data[field] for field in self.Meta.fields})
