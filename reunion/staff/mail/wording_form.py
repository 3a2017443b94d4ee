from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.mail.proofreading import wrong_with_body, wrong_with_subject
from reunion.mail.rewording import as_kept
from reunion.mail.wording import Wording, Words
from reunion.registrations.models import Registration

UNREADABLE = {"null_characters_not_allowed": gettext_lazy("読めない文字が入っています。書き直してください。")}


class WordingForm(forms.Form):
    """Subject and text of one letter; `person` is only whose letter is looked at."""

    subject = forms.CharField(
        label=gettext_lazy("件名"),
        help_text=gettext_lazy("携帯の画面に見えるのは、初めの15文字ほどです。"),
        required=False,
        error_messages=UNREADABLE,
    )
    body = forms.CharField(
        label=gettext_lazy("本文"),
        help_text=gettext_lazy("｛ ｝の言葉は、送るときに一人ひとりの内容に置きかわります。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        error_messages=UNREADABLE,
    )
    person = forms.ChoiceField(
        label=gettext_lazy("だれへのメールとして見るか"),
        required=False,
        widget=forms.Select(attrs={"form": "words"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, wording: Wording, people: list[Registration], account_number: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.wording, self.account_number = wording, account_number
        self.people = {str(person.pk): person for person in people}
        self.fields["person"].choices = [
            *((number, _label(person)) for number, person in self.people.items()),
            ("", _("例の人")),
        ]

    @property
    def words(self) -> Words:
        """As typed, also when something is wrong with it."""
        return as_kept(Words(self["subject"].value() or "", self["body"].value() or ""))

    @property
    def chosen(self) -> Registration | None:
        return self.people.get(str(self["person"].value() or ""))

    def clean(self):
        wrong = {"wording": self.wording, "account_number": self.account_number}
        for name, sentences in (
            ("subject", wrong_with_subject(self.words.subject, **wrong)),
            ("body", wrong_with_body(self.words.body, **wrong)),
        ):
            for sentence in sentences if name not in self.errors else ():
                self.add_error(name, sentence)


def _label(person: Registration) -> str:
    return _("%(name)s（%(number)s、%(state)s）") % {
        "name": person.school_name,
        "number": person.reference,
        "state": person.get_state_display(),
    }
