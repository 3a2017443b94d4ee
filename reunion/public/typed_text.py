"""Text as it comes out of a guest's keyboard or clipboard.

Characters that nobody can see or mean are left out without a word: NUL (which PostgreSQL refuses) and the
other control characters, halves of characters, marks that turn the direction of writing. Emoji and kanji
variants stay. A line break counts as one character, whatever the browser sends for it, and is a space in a
field of one line. Too long a text is asked to be shorter, with both numbers.
"""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TOO_LONG = _("%(limit_value)s文字までで書いてください。いまは%(show_value)s文字あります。")


def readable(text: str, *, lines: bool = False) -> str:
    """`lines` keeps line breaks; otherwise they become spaces."""
    unbroken = re.sub(r"\r\n?", "\n", text)
    return UNSEEN.sub("", unbroken if lines else re.sub(r"[\n\t]+", " ", unbroken))


class TypedText(forms.CharField):
    def __init__(self, *, error_messages: dict | None = None, **kwargs):
        super().__init__(error_messages={"max_length": TOO_LONG} | (error_messages or {}), **kwargs)

    def to_python(self, value) -> str:
        lines = isinstance(self.widget, forms.Textarea)
        return super().to_python(readable(str(value), lines=lines) if value is not None else None)

    def widget_attrs(self, widget) -> dict:
        """No maxlength: a browser would cut a pasted text without a word."""
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes
