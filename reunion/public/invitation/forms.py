from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.mail.risk import tidy
from reunion.public.personal.forms import AddressForm
from reunion.public.typed_text import TypedText


class NobodyAsked(forms.Form):
    """An invitation that went by mail is for that address; nothing is asked."""


class OwnName(forms.Form):
    name = TypedText(
        label=_("お名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("お名前を書いてください。")},
    )


class WhoComes(AddressForm, OwnName):
    field_order = ("name", "address", "is_right")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].label = _("メールアドレス")
        self.fields["address"].help_text = _("ここに数字6桁が届きます。次からログインするときも使います。")

    @property
    def email(self) -> str:
        return tidy(self.cleaned_data["address"]).lower()
