"""What the committee types: a reply that came on paper, by telephone or by LINE; a corrected address."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reunion.events.models import ProgramItem, Reunion
from reunion.lib.kana import is_kana
from reunion.mail.risk import assess
from reunion.roster.models import Homeroom, Teacher

from .models import Consent, Registration
from .signing_up import Reply

COMING, DECLINED = "coming", "declined"
CHANNELS = [choice for choice in Registration.Channel.choices if choice[0] != Registration.Channel.WEB]
SURNAME_BY_STAFF = _("名字を公開ページに載せてよいと、本人から聞いた")
NEEDS_BY_STAFF = _("会場での手助けのために、幹事に伝えてよいと本人から聞いた")
NAMES = ["family_name", "given_name", "family_kana", "given_kana"]
NAMES += ["current_family_name", "current_family_kana"]
CHOICE_AND_CONTACT = ["items", "companions", "email", "second_email", "line_is_fine", "phone"]
AT_THE_END = ["needs", "needs_are_agreed", "can_reach", "note"]
MOST_COMPANIONS = 10
LONGEST_NAME = 80


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


class NamesField(forms.CharField):
    """One name a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value):
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > MOST_COMPANIONS:
            raise forms.ValidationError(_("同伴の方は10名までです。多いときは、分けて入力してください。"))
        if any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("お名前は1行に1名ずつ、80文字までで書いてください。"))
        return tuple(names)


class EnteredReplyForm(forms.Form):
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
    companions = NamesField(
        label=_("同伴の方のお名前"),
        required=False,
        help_text=_("1行に1名ずつ書いてください。定員をこえていても登録できます。"),
    )
    email = AddressField(label=_("メールアドレス"), max_length=254, required=False)
    second_email = AddressField(
        label=_("もうひとつのメールアドレス"),
        max_length=254,
        required=False,
        help_text=_("両方に同じメールが届きます。"),
    )
    line_is_fine = forms.BooleanField(label=_("LINEで連絡してよいと、本人から聞いた"), required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=40, required=False)
    needs = forms.CharField(
        label=_("会場での手助け"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("車いす、食べられないものなど。幹事と事務局だけが見て、会のあとに消します。"),
    )
    needs_are_agreed = forms.BooleanField(label=NEEDS_BY_STAFF, required=False)
    can_reach = forms.CharField(
        label=_("連絡先を知っている人"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("まだ見つからない人のうち、この方が連絡できる人。"),
    )
    note = forms.CharField(
        label=_("ひとこと"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, reunion: Reunion, **kwargs):
        first = {"submission": uuid.uuid4(), "channel": Registration.Channel.PAPER}
        super().__init__(*args, initial=first, **kwargs)
        others = reunion.program_items.exclude(kind=ProgramItem.Kind.MAIN)
        self.fields["items"].queryset = others

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("needs") and not cleaned.get("needs_are_agreed"):
            self.add_error(
                "needs_are_agreed",
                _("手助けのことを書くには、本人の同意が要ります。聞いたときは印を付けてください。"),
            )
        return cleaned

    def common(self) -> dict:
        same = ("submission", "channel", "companions", "email", "second_email", "line_is_fine", "phone")
        cleaned = self.cleaned_data
        return {
            "attending": cleaned["attending"] == COMING,
            "items": tuple(cleaned["items"]),
            **{name: cleaned[name] for name in (*same, "needs", "can_reach", "note")},
        }

    @property
    def consents(self) -> tuple[tuple[str, str], ...]:
        return ((Consent.Purpose.NEEDS, str(NEEDS_BY_STAFF)),) if self.cleaned_data["needs"] else ()


class ClassmateReplyForm(EnteredReplyForm):
    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(), label=_("クラス"), required=False, empty_label=_("分からない")
    )
    family_name = forms.CharField(
        label=_("在学時の名字"),
        max_length=40,
        error_messages={"required": _("在学時の名字を書いてください。")},
    )
    given_name = forms.CharField(
        label=pgettext_lazy("given name", "名前"),
        max_length=40,
        error_messages={"required": _("名前を書いてください。")},
    )
    family_kana = KanaField(label=_("在学時の名字のふりがな"), max_length=60, required=False)
    given_kana = KanaField(label=_("名前のふりがな"), max_length=60, required=False)
    current_family_name = forms.CharField(label=_("いまの名字"), max_length=40, required=False)
    current_family_kana = KanaField(label=_("いまの名字のふりがな"), max_length=60, required=False)
    transfer_name = forms.CharField(label=_("振込名義"), max_length=80, required=False)
    show_surname = forms.BooleanField(label=SURNAME_BY_STAFF, required=False)
    field_order = ["channel", "attending", "homeroom", *NAMES, *CHOICE_AND_CONTACT]
    field_order += ["transfer_name", "show_surname", *AT_THE_END]

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=reunion.cohort)

    @property
    def reply(self) -> Reply:
        cleaned = self.cleaned_data
        same = ["homeroom", *NAMES, "transfer_name", "show_surname"]
        surname = ((Consent.Purpose.SHOW_SURNAME, str(SURNAME_BY_STAFF)),)
        return Reply(
            consents=self.consents + (surname if cleaned["show_surname"] else ()),
            **self.common(),
            **{name: cleaned[name] for name in same},
        )


class TeacherReplyForm(EnteredReplyForm):
    teacher = forms.ModelChoiceField(
        Teacher.objects.none(),
        label=_("先生"),
        empty_label=_("選んでください"),
        error_messages={"required": _("先生を選んでください。名簿にないときは、先に名簿に加えます。")},
    )
    field_order = ["teacher", "channel", "attending", *CHOICE_AND_CONTACT, *AT_THE_END]

    def __init__(self, *args, reunion: Reunion, **kwargs):
        super().__init__(*args, reunion=reunion, **kwargs)
        self.fields["teacher"].queryset = Teacher.objects.filter(cohort=reunion.cohort, deceased=False)
        open_items = self.fields["items"].queryset.filter(open_to=ProgramItem.OpenTo.EVERYONE)
        self.fields["items"].queryset = open_items

    @property
    def reply(self) -> Reply:
        """The names are the roster's."""
        teacher = self.cleaned_data["teacher"]
        return Reply(
            family_name=teacher.family_name, is_teacher=True, consents=self.consents, **self.common()
        )


class ContactForm(forms.Form):
    email = AddressField(label=_("メールアドレス"), max_length=254, required=False)
    second_email = AddressField(
        label=_("もうひとつのメールアドレス"),
        max_length=254,
        required=False,
        help_text=_("両方に同じメールが届きます。"),
    )
    line_is_fine = forms.BooleanField(label=_("LINEで連絡してよいと、本人から聞いた"), required=False)
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
