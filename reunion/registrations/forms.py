"""What the committee types: a reply that came on paper, by telephone or by LINE; a corrected address."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.events.models import ProgramItem, Reunion
from reunion.lib.kana import is_kana
from reunion.mail.risk import assess
from reunion.roster.models import Homeroom, Teacher

from .models import Consent, Registration
from .signing_up import Reply

COMING, DECLINED = "coming", "declined"
CHANNELS = [choice for choice in Registration.Channel.choices if choice[0] != Registration.Channel.WEB]
SURNAME_BY_STAFF = _("名字を公開ページに載せてよいと、本人から聞いた")


class KanaField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        if value and not is_kana(value):
            raise forms.ValidationError(_("ひらがなかカタカナで書いてください。例 たかだ"))
        return value


class AddressField(forms.CharField):
    """Empty, or an address that a mail can be sent to."""

    def clean(self, value):
        value = super().clean(value)
        risk = assess(value)
        if risk.level == "malformed":
            raise forms.ValidationError(risk.reason + risk.advice)
        return value


class AnswerForm(forms.Form):
    """What classmates and teachers have in common."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("届いた方法"), choices=CHANNELS, widget=forms.RadioSelect)
    attending = forms.ChoiceField(
        label=_("ご出欠"),
        choices=[(COMING, _("参加")), (DECLINED, _("欠席"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("参加か欠席かを選んでください。")},
    )
    items = forms.ModelMultipleChoiceField(
        ProgramItem.objects.none(),
        label=_("本会のほかに参加するもの"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    email = AddressField(label=_("メールアドレス"), max_length=254, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=40, required=False)
    note = forms.CharField(
        label=_("ひとこと"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, reunion: Reunion, **kwargs):
        first = {"submission": uuid.uuid4(), "channel": Registration.Channel.PAPER}
        super().__init__(*args, initial=first, **kwargs)
        others = reunion.program_items.exclude(kind=ProgramItem.Kind.MAIN)
        self.fields["items"].queryset = others

    def common(self) -> dict:
        same = ("submission", "channel", "email", "phone", "note")
        cleaned = self.cleaned_data
        return {
            "attending": cleaned["attending"] == COMING,
            "items": tuple(cleaned["items"]),
            **{name: cleaned[name] for name in same},
        }


class ClassmateReplyForm(AnswerForm):
    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(), label=_("クラス"), required=False, empty_label=_("分からない")
    )
    family_name = forms.CharField(
        label=_("在学時の名字"),
        max_length=40,
        error_messages={"required": _("在学時の名字を書いてください。")},
    )
    given_name = forms.CharField(
        label=_("名前"), max_length=40, error_messages={"required": _("名前を書いてください。")}
    )
    family_kana = KanaField(label=_("在学時の名字のふりがな"), max_length=60, required=False)
    given_kana = KanaField(label=_("名前のふりがな"), max_length=60, required=False)
    current_family_name = forms.CharField(label=_("いまの名字"), max_length=40, required=False)
    current_family_kana = KanaField(label=_("いまの名字のふりがな"), max_length=60, required=False)
    transfer_name = forms.CharField(label=_("振込名義"), max_length=80, required=False)
    show_surname = forms.BooleanField(label=SURNAME_BY_STAFF, required=False)
    field_order = [
        "channel",
        "attending",
        "homeroom",
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
        "current_family_name",
        "current_family_kana",
        "items",
        "email",
        "phone",
        "transfer_name",
        "show_surname",
        "note",
    ]

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=reunion.cohort)

    @property
    def reply(self) -> Reply:
        cleaned = self.cleaned_data
        same = [
            "homeroom",
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "current_family_name",
            "current_family_kana",
            "transfer_name",
            "show_surname",
        ]
        surname = ((Consent.Purpose.SHOW_SURNAME, str(SURNAME_BY_STAFF)),)
        return Reply(
            consents=surname if cleaned["show_surname"] else (),
            **self.common(),
            **{name: cleaned[name] for name in same},
        )


class TeacherReplyForm(AnswerForm):
    teacher = forms.ModelChoiceField(
        Teacher.objects.none(),
        label=_("先生"),
        empty_label=_("選んでください"),
        error_messages={"required": _("先生を選んでください。名簿にないときは、先に名簿に加えます。")},
    )
    field_order = [
        "teacher",
        "channel",
        "attending",
        "items",
        "email",
        "phone",
        "note",
    ]

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        self.fields["teacher"].queryset = Teacher.objects.filter(cohort=reunion.cohort, deceased=False)

    @property
    def reply(self) -> Reply:
        """The names are the roster's."""
        return Reply(family_name=self.cleaned_data["teacher"].family_name, **self.common())


class ContactForm(forms.Form):
    email = AddressField(label=_("メールアドレス"), max_length=254, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=40, required=False)
    transfer_name = forms.CharField(label=_("振込名義"), max_length=80, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("受け付けない理由"),
        max_length=120,
        error_messages={"required": _("受け付けない理由をひとこと書いてください。")},
        help_text=_("記録に残ります。申し込んだ人には届きません。"),
    )


class RepliesFileForm(forms.Form):
    file = forms.FileField(
        label=_("返信の一覧"),
        help_text=_("CSVかExcel（.xlsx）。1行目に、姓・名・組・出欠などの見出しがあるもの。"),
        error_messages={"required": _("返信の一覧のファイルを選んでください。")},
    )
    tell = forms.BooleanField(label=_("メールアドレスのある人に、すぐメールを送る"), required=False)
