"""The form as a guest of 60 fills it in on a phone.

Every input is taken as it comes (full-width digits, any hyphen, either kana); what cannot be understood is
asked for again with a sentence that says what to do, and everything typed stays. A slip in a mail address
is questioned, never corrected: the guest may insist by a tick.
"""

import uuid

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from reunion.events.models import ProgramItem, Reunion
from reunion.lib.kana import is_kana
from reunion.mail.risk import Risk, assess, tidy
from reunion.registrations.models import Consent
from reunion.registrations.signing_up import Reply
from reunion.roster.models import Homeroom

from .phones import is_phone

YES, NO = "yes", "no"
PRIVACY_WORDING = _(
    "お知らせいただいたことは、この同窓会の連絡と準備のためだけに、幹事が使います。ほかの人には渡しません。"
)
SURNAME_WORDING = _("在学時の名字を、案内ページの「参加する人」に載せてもよい")


class TextField(forms.CharField):
    """Never autocomplete="off": a browser that comes back to the form would leave such a field empty."""

    def __init__(self, *, autocomplete: str = "", missing: str = "", inputmode: str = "", **kwargs):
        attributes = {"autocomplete": autocomplete, "inputmode": inputmode}
        kept = {name: value for name, value in attributes.items() if value}
        kwargs.setdefault("widget", forms.TextInput(attrs=kept))
        errors = {"required": missing} if missing else {}
        super().__init__(error_messages=errors, **kwargs)


class KanaField(TextField):
    def clean(self, value):
        value = super().clean(value)
        if value and not is_kana(value):
            raise forms.ValidationError(_("ひらがなかカタカナで書いてください。例 たかだ"))
        return value


class SignupForm(forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput)
    attending = forms.ChoiceField(
        label=_("ご出欠"),
        choices=[(YES, _("参加します")), (NO, _("欠席します"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("「参加します」か「欠席します」を選んでください。")},
    )
    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(),
        label=_("卒業したときのクラス"),
        required=False,
        empty_label=_("忘れた・分からない"),
    )
    family_name = TextField(
        label=_("名字"),
        max_length=40,
        missing=_("在学時の名字を書いてください。"),
        autocomplete="family-name",
    )
    given_name = TextField(
        label=_("名前"), max_length=40, missing=_("お名前を書いてください。"), autocomplete="given-name"
    )
    family_kana = KanaField(
        label=_("名字のふりがな"), max_length=60, missing=_("名字のふりがなを書いてください。例 たかだ")
    )
    given_kana = KanaField(
        label=_("名前のふりがな"), max_length=60, missing=_("お名前のふりがなを書いてください。例 ゆうこ")
    )
    current_family_name = TextField(label=_("いまの名字"), max_length=40, required=False)
    current_family_kana = KanaField(label=_("ふりがな"), max_length=60, required=False)
    email = TextField(
        label=_("メールアドレス"), max_length=254, required=False, autocomplete="email", inputmode="email"
    )
    email_is_right = forms.BooleanField(label=_("このアドレスのままでよい"), required=False)
    phone = TextField(label=_("電話番号"), max_length=40, required=False, autocomplete="tel", inputmode="tel")
    items = forms.MultipleChoiceField(
        label=_("ほかに参加するもの"), required=False, widget=forms.CheckboxSelectMultiple
    )
    transfer_name = TextField(
        label=_("振込名義"),
        max_length=80,
        required=False,
        help_text=_("ご家族の口座など、お名前と違う名義で振り込む方だけ。例 ヤマダ タロウ"),
    )
    show_surname = forms.ChoiceField(
        label=_("名字を案内ページに載せてもよいですか"),
        choices=[(YES, _("載せてよい")), (NO, _("載せない"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("在学時の名字だけです。「あの人が来るなら」と、参加する方が増えます。"),
    )
    note = forms.CharField(
        label=_("幹事へのひとこと"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("1000文字までで書いてください。")},
    )

    def __init__(self, *args, reunion: Reunion, **kwargs):
        kwargs.setdefault("initial", {"submission": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.reunion = reunion
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=reunion.cohort)
        self.program = {str(item.pk): item for item in reunion.program_items.all()}
        self.fields["items"].choices = [
            (number, item_with_fee(item))
            for number, item in self.program.items()
            if item.kind != ProgramItem.Kind.MAIN
        ]

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not is_phone(phone):
            raise forms.ValidationError(_("電話番号が10桁か11桁になっていません。例 090-1234-5678"))
        return phone

    def clean(self):
        cleaned = super().clean()
        risk = assess(cleaned.get("email") or "")
        if risk.level == "malformed":
            self.add_error("email", f"{risk.reason}{risk.advice}")
        elif risk.level == "typo" and not cleaned.get("email_is_right"):
            self.add_error("email", f"{risk.reason}{risk.advice}")
            self.asks_about_email = True
        if cleaned.get("current_family_kana") and not cleaned.get("current_family_name"):
            self.add_error("current_family_name", _("いまの名字を漢字でも書いてください。"))
        return cleaned

    asks_about_email = False

    @cached_property
    def risk(self) -> Risk:
        return assess(self.cleaned_data["email"])

    @property
    def is_attending(self) -> bool:
        return self.cleaned_data["attending"] == YES

    @property
    def chosen_items(self) -> list[ProgramItem]:
        """本会 first; nothing for somebody who does not come."""
        if not self.is_attending:
            return []
        main = [item for item in self.program.values() if item.kind == ProgramItem.Kind.MAIN]
        return main + [self.program[number] for number in self.cleaned_data["items"]]

    @property
    def reply(self) -> Reply:
        cleaned = self.cleaned_data
        same = (
            "submission family_name given_name family_kana given_kana current_family_name"
            " current_family_kana homeroom phone transfer_name note"
        )
        shows = self.is_attending and cleaned["show_surname"] == YES
        consents = [(Consent.Purpose.PRIVACY, str(PRIVACY_WORDING))]
        if shows:
            consents.append((Consent.Purpose.SHOW_SURNAME, str(SURNAME_WORDING)))
        return Reply(
            attending=self.is_attending,
            email=tidy(cleaned["email"]),
            show_surname=shows,
            items=tuple(self.chosen_items),
            consents=tuple(consents),
            **{name: cleaned[name] for name in same.split()},
        )


def item_with_fee(item: ProgramItem) -> str:
    if not item.fee:
        return _("%(item)s（無料）") % {"item": item.name}
    return _("%(item)s（%(yen)s円）") % {"item": item.name, "yen": f"{item.fee:,}"}
