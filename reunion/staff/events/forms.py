from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from reunion.events.founding import AccountText
from reunion.events.models import BankAccount, ProgramItem, Reunion, Venue, VenueBooking
from reunion.lib.half_width import half_width


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


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
    class Meta:
        model = ProgramItem
        fields = ["name", "starts_at", "place", "note", "fee"]
        widgets = {"starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        help_texts = {"fee": _("もう申し込んだ人の会費は、申し込んだときのままです。")}


class VenueForm(forms.ModelForm):
    map_url = forms.URLField(
        label=_("地図"),
        help_text=_("地図のページのアドレスを https:// から貼り付けます。"),
        assume_scheme="https",
        required=False,
    )

    class Meta:
        model = Venue
        fields = ["name", "address", "access", "map_url", "phone"]


class BookingForm(forms.ModelForm):
    class Meta:
        model = VenueBooking
        fields = ["room", "state", "held_until", "seated", "standing"]
        widgets = {"held_until": DateInput()}


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
