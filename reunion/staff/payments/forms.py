from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.payments.models import Refund
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


def seen_in(request: HttpRequest) -> int | None:
    """What the form of this press was made from."""
    word = request.POST.get("seen", "")
    return int(word) if word.isdecimal() and len(word) < 19 else None


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
    is_handed_over = forms.BooleanField(
        label=_("もう会計の手元にある"),
        required=False,
        help_text=_("ほかの人が預かっているあいだは、印を外しておきます"),
    )

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("受け取った日が、今日より後になっています。"))
        return day


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("日付を書いてください。例 2026-12-01"),
            "invalid": _("日付が読めません。例 2026-12-01"),
        },
    )


class CashForm(forms.Form):
    """Cash taken by whoever fills it in."""

    amount = YenField(
        label=_("金額（円）"), error_messages={"required": _("受け取った金額を書いてください。例 8000")}
    )
    received_on = day_field(_("受け取った日"))
    note = forms.CharField(label=_("メモ"), max_length=120, required=False, help_text=_("受付で現金、など"))

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("受け取った日が、今日より後になっています。"))
        return day


class PaidOutForm(forms.Form):
    paid_out_on = day_field(_("返した日"))


@dataclass(frozen=True)
class DayTyped:
    """A day that was refused, for the refund it was typed for; every other one is offered today."""

    refund: str
    typed: str
    today: str


def day_typed(request: HttpRequest) -> DayTyped:
    given = {name: request.GET.get(name, "") for name in ("refund", "day")}
    return DayTyped(given["refund"], given["day"], timezone.localdate().isoformat())


class RefundForm(forms.Form):
    amount = YenField(
        label=_("返す金額（円）"), error_messages={"required": _("返す金額を書いてください。例 8000")}
    )
    way = forms.ChoiceField(label=_("返し方"), choices=Refund.Way.choices, widget=forms.RadioSelect)
    account = forms.CharField(
        label=_("返金先の口座"),
        max_length=200,
        required=False,
        help_text=_("銀行・支店・種類・番号・名義。分かってからでもかまいません。会計だけが見ます。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label=_("メモ"), max_length=120, required=False)


class WaiverForm(forms.Form):
    because = forms.CharField(
        label=_("会費をいただかない理由"),
        max_length=120,
        help_text=_("司会の御礼、など"),
        error_messages={"required": _("会費をいただかない理由を書いてください。")},
    )
