from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.payments.reading import LARGEST_FILE, too_large
from reunion.payments.search import yen_of

# More than any reunion ever moved, and less than a table can hold.
MOST_YEN = 999_999_999


class YenField(forms.CharField):
    """An amount as people type it: 8000, 8,000円, full-width digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: str) -> int:
        yen = yen_of(super().clean(value))
        if not yen or yen > MOST_YEN:
            raise forms.ValidationError(_("金額を数字で書いてください。例 8000"))
        return yen


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("銀行の明細ファイル"),
        help_text=_(
            "銀行の画面で「CSVダウンロード」したファイルか、全銀形式のファイル。ここへ引いてきて離すこともできます。"
        ),
        error_messages={
            "required": _("ファイルを選んでください。"),
            "empty": _("ファイルの中身が空です。銀行の画面から、もう一度ダウンロードしてください。"),
        },
    )

    def clean_file(self):
        """Looked at before a byte is read: a large upload lies on disk, not in memory."""
        if self.cleaned_data["file"].size > LARGEST_FILE:
            raise forms.ValidationError(too_large())
        return self.cleaned_data["file"]


class HandBookingForm(forms.Form):
    amount = YenField(
        label=_("金額（円）"), error_messages={"required": _("受け取った金額を書いてください。例 8000")}
    )
    received_on = forms.DateField(
        label=_("受け取った日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("受け取った日を書いてください。"),
            "invalid": _("日付が読めません。例 2026-12-01"),
        },
    )
    taken_by = forms.CharField(
        label=_("受け取った人"),
        max_length=60,
        help_text=_("現金を預かった幹事の名前"),
        error_messages={"required": _("だれが受け取ったかを書いてください。")},
    )
    note = forms.CharField(label=_("メモ"), max_length=120, required=False, help_text=_("受付で現金、など"))

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("受け取った日が、今日より後になっています。"))
        return day
