from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.mail.risk import assess
from reunion.outreach.models import ContactLog
from reunion.outreach.tries import BY_HAND
from reunion.registrations.forms import AddressField

Result = ContactLog.Result
RESULTS = (Result.TOLD, Result.UNREACHABLE)


class TryForm(forms.Form):
    """How somebody was tried; the button pressed says what came of it."""

    way = forms.ChoiceField(
        label=gettext_lazy("どうやって連絡しましたか"),
        choices=[(way, way.label) for way in BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("どうやって連絡したかを選んでください。")},
    )
    remark = forms.CharField(
        label=gettext_lazy("ひとこと"),
        max_length=200,
        required=False,
        error_messages={"max_length": gettext_lazy("ひとことは200文字までで書いてください。")},
        help_text=gettext_lazy("例 夜にもう一度かける。ほかのスタッフも読みます。"),
    )
    result = forms.ChoiceField(choices=[(result, result.label) for result in RESULTS])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Or the browser would cut a pasted text without a word.
        del self.fields["remark"].widget.attrs["maxlength"]


class AnotherAddressForm(forms.Form):
    """An address that looks mistyped is asked about once; one whose service has ended is refused."""

    address = AddressField(
        label=gettext_lazy("別のメールアドレス"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("メールアドレスを書いてください。")},
    )
    is_right = forms.BooleanField(label=gettext_lazy("このアドレスのままでよい"), required=False)
    asks_again = False

    def clean(self) -> dict:
        cleaned = super().clean()
        risk = assess(cleaned.get("address", ""))
        if risk.level == "dead":
            self.add_error("address", risk.reason + _("別のアドレスを聞いてみましょう。"))
        elif risk.level == "typo" and not cleaned.get("is_right"):
            self.asks_again = True
            self.add_error("address", risk.reason + risk.advice)
        return cleaned
