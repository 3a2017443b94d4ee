"""Which column is which: one choice for each meaning, by the heading and the first words of each column.

Two meanings never share a column. A balance, a column for what went out and one with the words 入金 and
出金 need not be there.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.payments.confirmed_columns import Choice, samples
from reunion.payments.readers import Sheet

COLUMNS = tuple(Choice.__dataclass_fields__)


class ColumnsForm(forms.Form):
    booked_on = forms.ChoiceField(label=gettext_lazy("日付の列"))
    deposit = forms.ChoiceField(
        label=gettext_lazy("入金の金額の列"),
        help_text=gettext_lazy("出金も同じ列にあるときは、マイナスの行を出金として読みます。"),
    )
    description = forms.ChoiceField(label=gettext_lazy("振り込んだ人の名前がある列"))
    withdrawal = forms.ChoiceField(label=gettext_lazy("出金の金額の列"), required=False)
    sign = forms.ChoiceField(
        label=gettext_lazy("「入金」「出金」と言葉で書いてある列"),
        required=False,
        help_text=gettext_lazy("金額の列が1つで、入金か出金かが別の列に書いてあるときだけ選びます。"),
    )
    balance = forms.ChoiceField(
        label=gettext_lazy("残高の列"),
        required=False,
        help_text=gettext_lazy("選ぶと、抜けている行がないかも確かめます。"),
    )
    bank = forms.CharField(
        label=gettext_lazy("銀行の名前"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("次に同じ形のファイルを取り込むときの目じるしになります。"),
    )

    def __init__(self, *args, sheet: Sheet, **options):
        super().__init__(*args, **options)
        columns = [(str(place), _column(place, *each)) for place, each in enumerate(samples(sheet))]
        for name in COLUMNS:
            field = self.fields[name]
            none = _("選んでください") if field.required else _("この列はありません")
            field.choices = [("", none), *columns]
            field.error_messages |= dict.fromkeys(
                ("required", "invalid_choice"), _("どの列かを選んでください。")
            )

    def clean(self):
        cleaned = super().clean()
        taken: dict[str, str] = {}
        for name in COLUMNS:
            place = cleaned.get(name)
            if place and taken.setdefault(place, name) != name:
                other = {"label": self.fields[taken[place]].label}
                self.add_error(name, _("「%(label)s」と同じ列です。別の列を選んでください。") % other)
        if cleaned.get("withdrawal") and cleaned.get("sign"):
            self.add_error("sign", _("出金の列を選んだときは、「この列はありません」のままにしてください。"))
        return cleaned

    def choice(self) -> Choice | None:
        """What is chosen by now; None while something is missing or wrong."""
        if not self.is_bound:
            needed = all(name in self.initial for name in ("booked_on", "deposit", "description"))
            return Choice(**self.initial) if needed else None
        if not self.is_valid():
            return None
        places = {name: self.cleaned_data[name] for name in COLUMNS}
        return Choice(**{name: int(place) for name, place in places.items() if place})


def _column(place: int, heading: str, sample: str) -> str:
    words = {"number": place + 1, "heading": heading, "sample": sample or _("空")}
    if heading:
        return _("%(number)s列目 %(heading)s（例 %(sample)s）") % words
    return _("%(number)s列目（例 %(sample)s）") % words
