from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import Homeroom
from reunion.team.models import Role


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("役割"), choices=Role.choices)
    homerooms = forms.ModelMultipleChoiceField(
        Homeroom.objects.none(),
        label=_("受け持ちのクラス"),
        help_text=_("クラススタッフだけが選びます。ほかのクラスの名簿は見えません。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["homerooms"].queryset = Homeroom.objects.filter(cohort=cohort)


class NewMemberForm(RoleForm):
    name = forms.CharField(label=_("名前"), max_length=80)
    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("ログインのときに、このアドレスへ6桁の数字が届きます。"),
        error_messages={"invalid": _("メールアドレスの形が違うようです。例 taro@example.jp")},
    )

    field_order = ["name", "email", "role", "homerooms"]
