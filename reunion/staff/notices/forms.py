import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.notices.drafting import Draft, wrong_with
from reunion.notices.models import Announcement
from reunion.roster.models import Homeroom

SPEAKING = {
    "required": _("ここを書いてください。"),
    "null_characters_not_allowed": _("読めない文字が入っています。書き直してください。"),
}


class AnnouncementForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("送る相手"),
        choices=Announcement.Audience.choices,
        error_messages={
            "required": _("送る相手を選んでください。"),
            "invalid_choice": _("送る相手を選んでください。"),
        },
    )
    homeroom = forms.ModelChoiceField(
        Homeroom.objects.none(),
        label=_("クラスを限るとき"),
        empty_label=_("限らない"),
        required=False,
        error_messages={"invalid_choice": _("この学年のクラスを選んでください。")},
    )
    subject = forms.CharField(
        label=_("件名"),
        help_text=_("短いほど、電話の画面でも読めます。会の名前は自動で付きます。"),
        max_length=60,
        error_messages=SPEAKING | {"max_length": _("件名は30文字までで書いてください。")},
    )
    text = forms.CharField(
        label=_("本文"),
        help_text=_("お名前の行と、会の連絡先は自動で付きます。用件から書き始めます。"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages=SPEAKING | {"max_length": _("4000文字までで書いてください。")},
    )
    sender = forms.ChoiceField(
        label=_("差出人と返事の届く先"),
        help_text=_(
            "アドレスはどれを選んでも会のものです。返事を自分で受けると、相手にアドレスが知られます。"
        ),
        choices=Announcement.Sender.choices,
        initial=Announcement.Sender.REUNION,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("三つのうちから選んでください。")},
    )
    occasion = forms.ChoiceField(
        choices=[("", ""), *Announcement.Occasion.choices], widget=forms.HiddenInput, required=False
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, reunion: Reunion, written: Announcement | Draft | None = None):
        names = ("audience", "homeroom", "subject", "text", "sender", "occasion")
        initial = {name: getattr(written, name) for name in names} if written else {}
        super().__init__(data, initial={"submission": uuid.uuid4(), **initial})
        for name in ("subject", "text"):
            # Or the browser would cut a pasted text without a word.
            del self.fields[name].widget.attrs["maxlength"]
        self.reunion = reunion
        self.fields["homeroom"].queryset = reunion.cohort.homerooms.all()

    def clean(self):
        """What is empty or too long has its sentence already; the rest is read in any case."""
        for field, sentences in wrong_with(self.reunion, self.draft).items():
            if field not in self.errors:
                self.add_error(field, sentences)

    @property
    def draft(self) -> Draft:
        typed = self.cleaned_data
        return Draft(
            subject=typed.get("subject", ""),
            text=typed.get("text", ""),
            audience=typed.get("audience", ""),
            homeroom=typed.get("homeroom"),
            sender=typed.get("sender") or Announcement.Sender.REUNION,
            occasion=typed.get("occasion", ""),
        )

    @property
    def mark(self) -> uuid.UUID:
        return self.cleaned_data["submission"] or uuid.uuid4()
