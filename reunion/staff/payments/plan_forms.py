from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.events.models import VenueBooking
from reunion.payments.closing.models import EXPENSE_HEADS, INCOME_HEADS, Settlement
from reunion.payments.search import yen_of

from .noted_forms import DayField


class AmountField(forms.CharField):
    """A number that may be nothing or zero, as people type it: 6,500円, ６５００, 12名."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, *, example: str = "6500", most: int = 999_999_999, **options) -> None:
        self.example, self.most = example, most
        super().__init__(**{"required": False} | options)

    def clean(self, value: str) -> int | None:
        text = super().clean(value).strip().removesuffix("名").removesuffix("人").strip()
        if not text:
            return None
        number = 0 if text in ("0", "０", "0円", "０円") else yen_of(text)
        if number is None or number > self.most:
            raise forms.ValidationError(_("数字で書いてください。例 %(example)s") % {"example": self.example})
        return number


class BudgetForm(forms.Form):
    """One amount for each head; an empty one has no plan."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for kind, heads in ((_("収入"), INCOME_HEADS), (_("支出"), EXPENSE_HEADS)):
            for head, words in heads:
                label = _("%(kind)s：%(head)s（円）") % {"kind": kind, "head": words}
                self.fields[head] = AmountField(label=label, example="300000")


class HallForm(forms.ModelForm):
    """What the venue charges, as its row has it; how many are expected is the reunion's."""

    per_head = AmountField(
        label=_("1名あたりの料金（円）"),
        required=True,
        help_text=_("料理、飲みもの、サービス料、消費税を含めた額"),
        error_messages={"required": _("1名あたりの料金を書いてください。例 6500")},
    )
    fixed_price = AmountField(
        label=_("人数によらない料金（円）"), help_text=_("部屋代、マイクや映写の設備など")
    )
    guaranteed_heads = AmountField(
        label=_("最低保証の人数（名）"),
        example="80",
        most=5000,
        help_text=_("来る人が少なくても料金がかかる人数。なければ空のまま"),
    )
    expected_heads = AmountField(
        label=_("見込みの人数（名）"),
        example="100",
        most=5000,
        help_text=_("空のままなら、いま参加の人数（恩師と同伴の方を含む）で計算します"),
    )
    guarantee_until = forms.DateField(
        label=_("人数を変えられる最後の日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("この日より後に取り消した人の分は、料金がかかります"),
        error_messages={"invalid": _("日付が読めません。例 2026-12-01")},
    )

    field_order = ["per_head", "fixed_price", "guaranteed_heads", "expected_heads", "guarantee_until"]

    class Meta:
        model = VenueBooking
        fields = ["fixed_price", "guaranteed_heads", "guarantee_until"]

    def __init__(self, *args, instance: VenueBooking, expected_heads: int | None, **kwargs) -> None:
        initial = {"per_head": instance.per_head, "expected_heads": expected_heads}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def clean(self) -> dict:
        cleaned = super().clean()
        return cleaned | {name: cleaned.get(name) or 0 for name in ("fixed_price", "guaranteed_heads")}

    @property
    def hall(self) -> VenueBooking:
        """The row with what was typed, not saved."""
        setattr(self.instance, self.instance.price_that_counts, self.cleaned_data["per_head"])
        return self.instance


class SettlementForm(forms.ModelForm):
    treasurer = forms.CharField(label=_("会計の名前"), max_length=60, required=False)
    auditor = forms.CharField(
        label=_("会計監査の名前"),
        max_length=60,
        required=False,
        help_text=_("空のままなら、報告書に手で書けます"),
    )
    remark = forms.CharField(
        label=_("報告書に添える言葉"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    bank_balance = AmountField(
        label=_("通帳の残高（円）"), example="123456", help_text=_("明細のファイルに残高がないときに書きます")
    )
    bank_balance_on = DayField(label=_("その残高の日"), required=False)

    class Meta:
        model = Settlement
        fields = ["treasurer", "auditor", "remark", "bank_balance", "bank_balance_on"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if (cleaned.get("bank_balance") is None) != (cleaned.get("bank_balance_on") is None):
            self.add_error("bank_balance_on", _("残高とその日は、両方を書いてください。"))
        return cleaned
