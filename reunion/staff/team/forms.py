from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.mail.risk import assess, tidy
from reunion.team.models import Role

from .homerooms_field import homerooms_field


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("役割"),
        choices=Role.choices,
        help_text=_(
            "幹事はすべての画面を開けます。事務局は名簿とお知らせ、会計は会費、クラススタッフは自分のクラスを受け持ちます。"
        ),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["homerooms"] = homerooms_field(cohort)

    @property
    def makes_organizer(self) -> bool:
        return self.cleaned_data["role"] == Role.ORGANIZER


class InvitationForm(RoleForm):
    name = forms.CharField(
        label=_("招待する人の名前"),
        max_length=80,
        error_messages={"required": _("招待する人の名前を書いてください。")},
    )
    email = forms.CharField(
        label=_("メールアドレス"),
        help_text=_("書くと、招待のメールが届きます。空けておくと、LINEなどで渡すリンクができます。"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    is_right = forms.BooleanField(label=_("このアドレスのままでよい"), required=False)

    field_order = ["name", "email", "is_right", "role", "homerooms"]
    asks_again = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"role": Role.CLASS_STAFF}, **kwargs)

    def clean_email(self) -> str:
        """Half-width; a slip is questioned, never corrected."""
        risk = assess(self.cleaned_data["email"])
        is_slip = risk.level == "typo"
        self.asks_again = is_slip
        if risk.level in {"malformed", "dead"} or (is_slip and not self["is_right"].data):
            raise forms.ValidationError(f"{risk.reason}{risk.advice}")
        return tidy(self.cleaned_data["email"]).lower()

    @property
    def wish(self) -> dict:
        return {part: self.cleaned_data[part] for part in ("name", "email", "role", "homerooms")}
