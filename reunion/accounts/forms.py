from allauth.account.forms import ConfirmLoginCodeForm
from allauth.socialaccount.forms import DisconnectForm as Disconnect
from django import forms

from reunion.lib.half_width import half_width


class LoginCodeForm(ConfirmLoginCodeForm):
    """The six digits may be typed full-width or with a space between."""

    def clean_code(self):
        self.cleaned_data["code"] = "".join(half_width(self.cleaned_data["code"]).split())
        return super().clean_code()


class DisconnectForm(Disconnect):
    """Any of them may go: the mailed digits always lead in."""

    def clean(self):
        return forms.Form.clean(self)
