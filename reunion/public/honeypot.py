"""A field that no person sees: who fills it in is probably a robot.

A browser's filling aid may do it too. So nothing is refused and nothing lost: the form comes back with all
that was typed, this field emptied, and asks to press once more. Templates show it by
components/honeypot.html.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

ONCE_MORE = _("まだ送られていません。お手数ですが、下のボタンをもう一度押してください。")


class HoneypotField(forms.CharField):
    def __init__(self):
        super().__init__(
            label=_("ここには何も書かないでください"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )


class WithHoneypot(forms.Form):
    """For a form to inherit from, beside its own fields."""

    website = HoneypotField()

    def clean(self):
        cleaned = super().clean()
        if self["website"].data:
            self.data = self.data.copy()
            self.data[self.add_prefix("website")] = ""
            self.errors.pop("website", None)
            raise forms.ValidationError(ONCE_MORE, code="honeypot")
        return cleaned
