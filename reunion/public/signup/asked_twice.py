"""What is asked at signing up and once more on a guest's own page, in the same words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.mail.risk import tidy

from . import wordings
from .fields import KanaField, LineField, LinesField, MailField, PhoneField, TickField

YES, NO = "yes", "no"
COMPANIONS = ("companion_1", "companion_2", "companion_3")


class AboutTheDay(forms.Form):
    """Whoever builds the form says what `items` there are to choose from."""

    attending = forms.ChoiceField(
        label=_("ご出欠"),
        choices=[(YES, _("参加します")), (NO, _("欠席します"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("「参加します」か「欠席します」を選んでください。")},
    )
    items = forms.MultipleChoiceField(
        label=_("ほかに参加するもの"), required=False, widget=forms.CheckboxSelectMultiple
    )
    companion_1 = LineField(label=_("1人目のお名前"), max_length=80, required=False)
    companion_2 = LineField(label=_("2人目のお名前"), max_length=80, required=False)
    companion_3 = LineField(label=_("3人目のお名前"), max_length=80, required=False)
    needs = LinesField(
        label=_("会場での手助け"),
        max_length=500,
        rows=2,
        help_text=_("車いすの席、食べられないものなど、会場で整えておくこと。"),
    )
    needs_consent = TickField(label=wordings.NEEDS)
    note = LinesField(label=_("幹事へのひとこと"), max_length=1000)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("attending") == NO:
            cleaned["needs"] = ""  # nobody has to know it of somebody who does not come
        if cleaned.get("needs") and not cleaned.get("needs_consent"):
            self.add_error(
                "needs_consent",
                _("手助けのために使ってよければ、印を付けてください。よくなければ、上の文を消してください。"),
            )
        return cleaned

    @property
    def is_attending(self) -> bool:
        return self.cleaned_data["attending"] == YES

    @property
    def companions(self) -> tuple[str, ...]:
        return tuple(name for field in COMPANIONS if (name := self.cleaned_data.get(field)))


class HowToReach(forms.Form):
    email = MailField(label=_("メールアドレス"), autocomplete="email")
    second_email = MailField(label=_("もうひとつのアドレス"))
    line_is_fine = TickField(label=_("LINEで連絡してよい"))
    phone = PhoneField(
        label=_("電話番号"), max_length=40, required=False, autocomplete="tel", inputmode="tel"
    )

    def clean(self):
        cleaned = super().clean()
        first, second = (tidy(cleaned.get(name) or "").lower() for name in ("email", "second_email"))
        if first and first == second:
            self.add_error(
                "second_email", _("ひとつ目と同じアドレスです。別のアドレスを書くか、空にしてください。")
            )
        return cleaned


class NameOfToday(forms.Form):
    current_family_name = LineField(label=_("いまの名字"), max_length=40, required=False)
    current_family_kana = KanaField(label=_("ふりがな"), max_length=60, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("current_family_kana") and not cleaned.get("current_family_name"):
            self.add_error("current_family_name", _("いまの名字を漢字でも書いてください。"))
        return cleaned


class TransferNameField(LineField):
    def __init__(self):
        super().__init__(
            label=_("振込名義"),
            max_length=80,
            required=False,
            help_text=_("ご家族の口座など、お名前と違う名義で振り込む方だけ。例 ヤマダ タロウ"),
        )
