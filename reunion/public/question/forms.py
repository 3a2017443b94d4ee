"""A letter to the organizers: who asks, where an answer may go, and the words.

The contact is a mail address or a telephone number, told apart by its @, and may be left out; then no answer
is possible, and the form says so. A slip in a mail address is questioned, never corrected. Whatever is wrong,
everything typed stays, also when the invisible parts of the form were lost on the way.
"""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.lib.half_width import half_width
from reunion.mail.risk import assess, tidy
from reunion.public.honeypot import ONCE_MORE, WithHoneypot
from reunion.public.signup.phones import is_phone
from reunion.public.typed_text import TypedText


class QuestionForm(WithHoneypot):
    submission = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": ONCE_MORE, "invalid": ONCE_MORE}
    )
    name = TypedText(
        label=_("お名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("お名前を書いてください。")},
    )
    contact = TypedText(
        label=_("お返事の宛先"),
        max_length=254,
        required=False,
        help_text=_("メールアドレスか電話番号。書かないと、お返事ができません。"),
    )
    contact_is_right = forms.BooleanField(label=_("このアドレスのままでよい"), required=False)
    text = TypedText(
        label=_("お尋ね・お知らせ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("お尋ねになりたいことや、お知らせを書いてください。")},
    )

    asks_about_contact = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"submission": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def clean_contact(self) -> str:
        """Tidied, as it will be used."""
        typed = half_width(self.cleaned_data["contact"])
        if "@" not in typed:
            if typed and not is_phone(typed):
                raise forms.ValidationError(
                    _("メールアドレスか、10桁か11桁の電話番号を書いてください。例 090-1234-5678")
                )
            return typed
        risk = assess(typed)
        self.asks_about_contact = risk.level == "typo"
        if risk.level in {"malformed", "dead"} or (risk.level == "typo" and not self.says_it_is_right):
            raise forms.ValidationError(f"{risk.reason}{risk.advice}")
        return tidy(typed)

    @property
    def letter(self) -> dict:
        """What is taken in; words changed after going back are a letter of their own."""
        parts = {part: self.cleaned_data[part] for part in ("name", "contact", "text")}
        words = "\n".join(parts.values())
        return parts | {"submission": uuid.uuid5(self.cleaned_data["submission"], words)}

    @property
    def says_it_is_right(self) -> bool:
        return bool(self["contact_is_right"].data)

    def clean(self):
        cleaned = super().clean()
        if "submission" in self.errors:
            self.data = self.data.copy()
            self.data[self.add_prefix("submission")] = str(uuid.uuid4())
        return cleaned
