"""A name, its kana, a mail address and a telephone number as people write them.

Full-width or half-width, any hyphen, either kana: taken as they come. What cannot be understood is asked for
again with a sentence that says what to do. Never autocomplete="off": a browser that comes back to the form
would leave such a field empty.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.lib.kana import is_kana
from reunion.public.typed_text import TypedText

from .phones import is_phone


class LineField(TypedText):
    def __init__(self, *, autocomplete: str = "", missing: str = "", inputmode: str = "", **kwargs):
        attributes = {"autocomplete": autocomplete, "inputmode": inputmode}
        kept = {name: value for name, value in attributes.items() if value}
        kwargs.setdefault("widget", forms.TextInput(attrs=kept))
        errors = {"required": missing} if missing else {}
        super().__init__(error_messages=errors, **kwargs)


class KanaField(LineField):
    def clean(self, value):
        value = super().clean(value)
        if value and not is_kana(value):
            raise forms.ValidationError(_("ひらがなかカタカナで書いてください。例 たかだ"))
        return value


class PhoneField(LineField):
    def clean(self, value):
        value = super().clean(value)
        if value and not is_phone(value):
            raise forms.ValidationError(_("電話番号が10桁か11桁になっていません。例 090-1234-5678"))
        return value


class LinesField(TypedText):
    def __init__(self, *, rows: int = 3, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class MailField(LineField):
    """Whether it can be an address at all is asked together with its tick: see forms.py."""

    def __init__(self, **kwargs):
        super().__init__(max_length=254, required=False, inputmode="email", **kwargs)


class TickField(forms.BooleanField):
    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
