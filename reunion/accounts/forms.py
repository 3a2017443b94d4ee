from allauth.account.forms import AddEmailForm, ConfirmLoginCodeForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import DisconnectForm as Disconnect
from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.lib.devices import device
from reunion.lib.half_width import half_width

from .models import User


class AsTyped:
    """Digits may be typed full-width or with a space between."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("数字6桁")
        del self.fields["code"].widget.attrs["placeholder"]

    def clean_code(self):
        self.cleaned_data["code"] = "".join(half_width(self.cleaned_data["code"]).split())
        return super().clean_code()


class AskForNumberForm(RequestLoginCodeForm):
    """Only the address somebody enters with counts: one not confirmed yet may be a stranger's."""

    def clean_email(self):
        address = super().clean_email()
        self._user = User.objects.filter(email=address.lower(), is_active=True).first()
        return address


class ForgottenPasswordForm(ResetPasswordForm):
    """As above."""

    def clean_email(self):
        address = super().clean_email()
        self.users = [user for user in self.users if user.email == address.lower()]
        return address


class AnotherAddressForm(AddEmailForm):
    """Who may ask for it has just shown who they are, so the address of now stays until then."""

    def save(self, request):
        now = {"verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=self.user, email=self.user.email, defaults=now)
        return super().save(request)


class LoginCodeForm(AsTyped, ConfirmLoginCodeForm):
    pass


class AppForm(AsTyped, ActivateTOTPForm):
    pass


class StepForm(AsTyped, AuthenticateForm):
    pass


class StepAgainForm(AsTyped, ReauthenticateForm):
    pass


class DeviceForm(AddWebAuthnForm):
    """A device that is registered also lets its owner in without a mail, unless they say otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = _("端末の名前"), 60
        name.initial = self.initial["name"] = (
            device(context.request.headers.get("user-agent", "")) or self.initial["name"]
        )
        alone.label = _("次からは、メールを待たずにこの端末だけで入る")
        alone.help_text = ""
        alone.initial = True


class DisconnectForm(Disconnect):
    """Any of them may go: the mailed digits always lead in."""

    def clean(self):
        return forms.Form.clean(self)
