from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.payments.closing.models import CashMove, Expense, Noted, OtherIncome

from .forms import YenField


class DayField(forms.DateField):
    """A day that is not in the future."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "required": _("日付を書いてください。例 2026-12-01"),
        "invalid": _("日付が読めません。例 2026-12-01"),
    }

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("日付が、今日より後になっています。"))
        return day


def choices(label, words) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=words,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("どれかを選んでください。"),
            "invalid_choice": _("どれかを選んでください。"),
        },
    )


class NotedForm(forms.ModelForm):
    amount = YenField(label=_("金額（円）"), error_messages={"required": _("金額を書いてください。例 8000")})

    def __init__(self, *args, instance: Noted, **kwargs) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


class ExpenseForm(NotedForm):
    paid_on = DayField(label=_("払った日"))
    what = forms.CharField(
        label=_("何に"),
        max_length=80,
        help_text=_("例 会場の手付金、はがきの印刷"),
        error_messages={"required": _("何に使ったかを短く書いてください。例 はがきの印刷")},
    )
    category = choices(_("分け方"), Expense.Category.choices)
    paid_from = choices(_("どこから払ったか"), Expense.PaidFrom.choices)
    advanced_by = forms.CharField(
        label=_("立て替えた人"), max_length=60, required=False, help_text=_("だれかが立て替えたときだけ")
    )
    repaid_on = DayField(
        label=_("立て替えた人に返した日"), required=False, help_text=_("まだ返していなければ、空のまま")
    )
    repaid_from = forms.ChoiceField(
        label=_("どこから返したか"),
        required=False,
        choices=[("", _("（まだ返していない）")), *Expense._meta.get_field("repaid_from").choices],
    )
    proof = forms.FileField(
        label=_("領収書の写真かPDF"),
        required=False,
        help_text=_("写真は15MBまで、PDFは10MBまで。役のある幹事だけが見られます。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"empty": _("ファイルの中身が空です。別のファイルを選んでください。")},
    )

    class Meta:
        model = Expense
        fields = [
            "paid_on",
            "what",
            "amount",
            "payee",
            "category",
            "paid_from",
            "advanced_by",
            "repaid_on",
            "repaid_from",
        ]

    field_order = [*Meta.fields, "proof"]

    def clean(self) -> dict:
        """What belongs to an advance is left out where there is none."""
        cleaned = super().clean()
        if cleaned.get("paid_from") != Expense.PaidFrom.ADVANCE:
            return cleaned | {"advanced_by": "", "repaid_on": None, "repaid_from": ""}
        if not cleaned.get("advanced_by"):
            self.add_error("advanced_by", _("立て替えた人の名前を書いてください。"))
        if bool(cleaned.get("repaid_on")) != bool(cleaned.get("repaid_from")):
            self.add_error("repaid_from", _("返した日と、どこから返したかは、両方を書いてください。"))
        return cleaned


class OtherIncomeForm(NotedForm):
    received_on = DayField(label=_("受け取った日"))
    kind = choices(_("分け方"), OtherIncome.Kind.choices)
    what = forms.CharField(
        label=_("だれから、何を"), max_length=80, required=False, help_text=_("例 原田先生のご祝儀")
    )
    put_into = choices(_("どこに入れたか"), OtherIncome._meta.get_field("put_into").choices)

    class Meta:
        model = OtherIncome
        fields = ["received_on", "kind", "what", "amount", "put_into"]


class CashMoveForm(NotedForm):
    moved_on = DayField(label=_("動かした日"))
    moved_to = forms.ChoiceField(
        label=_("どちらへ"),
        widget=forms.RadioSelect,
        choices=[("account", _("現金を口座に入れた")), ("cash", _("口座から現金を引き出した"))],
        error_messages={"required": _("どちらかを選んでください。")},
    )
    note = forms.CharField(label=_("メモ"), max_length=80, required=False, help_text=_("例 受付の釣り銭"))

    class Meta:
        model = CashMove
        fields = ["moved_on", "moved_to", "amount", "note"]
