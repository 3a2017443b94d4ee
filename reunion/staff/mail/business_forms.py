import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.lib.half_width import half_width
from reunion.mail.business_letters import Written
from reunion.mail.models import Business

SPEAKING = {
    "required": _("ここを書いてください。"),
    "null_characters_not_allowed": _("読めない文字が入っています。書き直してください。"),
}


class BusinessForm(forms.ModelForm):
    email = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        help_text=_("なければ空のまま。手紙を印刷して、郵便やFAXで送れます。"),
        error_messages={"invalid": _("メールアドレスの形が違うようです。例 info@hotel.example")},
    )

    class Meta:
        model = Business
        fields = ["name", "department", "person", "email", "phone"]
        help_texts = {
            "name": _("「御中」や「様」は自動で付きます。例 ホテル市川ベイ"),
            "department": _("例 宴会予約課"),
            "person": _("名字だけでも足ります。名前が分からなければ「ご担当者」と書けます。"),
        }
        error_messages = {"name": {"required": _("会社や店の名前を書いてください。")}}

    def __init__(self, data=None, **kwargs):
        if data is not None:
            data = data.copy()
            data["email"] = half_width(data.get("email", "")).strip()
        super().__init__(data, **kwargs)


class LetterForm(forms.Form):
    subject = forms.CharField(
        label=_("件名"),
        max_length=60,
        error_messages=SPEAKING | {"max_length": _("件名は60文字までで書いてください。")},
    )
    text = forms.CharField(
        label=_("本文"),
        help_text=_("宛名と、会の名前やあなたの連絡先は、自動で付きます。"),
        max_length=4000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages=SPEAKING | {"max_length": _("4000文字までで書いてください。")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, start: Written | None = None):
        words = {"subject": start.subject, "text": start.text} if start else {}
        super().__init__(data, initial={"submission": uuid.uuid4(), **words})
        for name in ("subject", "text"):
            # Or the browser would cut a pasted text without a word.
            del self.fields[name].widget.attrs["maxlength"]

    def clean_text(self) -> str:
        if not self.cleaned_data["text"].strip():
            raise forms.ValidationError(SPEAKING["required"])
        return self.cleaned_data["text"]

    @property
    def words(self) -> Written:
        return Written(self.cleaned_data["subject"], self.cleaned_data["text"])
