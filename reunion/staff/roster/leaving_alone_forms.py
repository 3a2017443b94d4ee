from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_REASON = 60, 120


class LeaveAloneForm(forms.Form):
    step = "mark"

    told_by = forms.CharField(
        label=_("知らせてくれた人"),
        help_text=_("例 妹さん、山田さん、年賀状のお返事"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("だれから聞いたかを書いてください。例 山田さん")},
    )
    told_on = forms.DateField(
        label=_("聞いた日"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("聞いた日を選んでください。"),
            "invalid": _("日付が読めません。例 2026-12-01"),
        },
    )

    def clean_told_on(self):
        day = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("日付が、今日より後になっています。"))
        return day


class TakeBackForm(forms.Form):
    step = "take_back"

    reason = forms.CharField(
        label=_("取り消すわけ"),
        help_text=_("例 同じ名前の別の人でした"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("わけを書いてください。例 同じ名前の別の人でした")},
    )
