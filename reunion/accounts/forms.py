import jaconv
from allauth.account.forms import ConfirmLoginCodeForm


class LoginCodeForm(ConfirmLoginCodeForm):
    """The six digits may be typed full-width or with a space between."""

    def clean_code(self):
        typed = jaconv.z2h(self.cleaned_data["code"], kana=False, digit=True, ascii=True)
        self.cleaned_data["code"] = "".join(typed.split())
        return super().clean_code()
