import re

from django import forms
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from reunion.lib.dialling import dialled
from reunion.lib.half_width import half_width
from reunion.mail.risk import assess, tidy
from reunion.roster.contact_points import FIELDS, contact_version
from reunion.roster.models import ContactPoint
from reunion.roster.overtaking import Overtaken

Kind = ContactPoint.Kind
DIGITS_OF_A_TELEPHONE = (10, 11)


class ContactForm(forms.Form):
    """A mistyped address is asked about once; what cannot work comes back with a sentence."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        initial=Kind.PHONE,
        error_messages={"required": _("種類を選んでください。")},
    )
    value = forms.CharField(
        label=_("番号、アドレス、LINEの名前、またはお友だちのお名前"),
        help_text=_("例 090-1234-5678、hanako@example.jp、はなちゃん、山田さん（妹さんと同じ職場）"),
        max_length=ContactPoint.value.field.max_length,
        error_messages={"required": _("番号やアドレスなどを書いてください。例 090-1234-5678")},
    )
    as_typed = forms.BooleanField(label=_("打ち間違いではないので、このまま登録する"), required=False)
    told_by = forms.CharField(
        label=_("だれから聞いたか"),
        help_text=_("例 本人、妹さん、山田さん"),
        max_length=ContactPoint.told_by.field.max_length,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    overtaken: Overtaken | None = None
    is_asking = False

    def __init__(self, data=None, *, point: ContactPoint | None = None):
        super().__init__(data, initial=model_to_dict(point, FIELDS) if point else None)
        self.fields["seen"].initial = contact_version(point) if point else ""
        self.point = point

    def clean(self):
        cleaned = super().clean()
        kind, value = cleaned.get("kind"), cleaned.get("value")
        if kind and value:
            cleaned["value"] = self._clean_mail(value) if kind == Kind.MAIL else value
            cleaned["value"] = self._clean_phone(value) if kind == Kind.PHONE else cleaned["value"]
        return cleaned

    def _clean_mail(self, typed: str) -> str:
        risk = assess(typed)
        if risk.level in ("malformed", "dead"):
            self.add_error("value", f"{risk.reason}{risk.advice}")
        elif risk.level == "typo" and not self.cleaned_data.get("as_typed"):
            self.is_asking = True
            self.add_error("value", f"{risk.reason}{risk.advice}")
        return tidy(typed)

    def _clean_phone(self, typed: str) -> str:
        plain = re.sub(r"^\+81[- ]?", "0", half_width(typed))
        if len(dialled(plain)) not in DIGITS_OF_A_TELEPHONE:
            self.add_error("value", _("電話番号が10桁か11桁になっていません。例 090-1234-5678"))
        return plain

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def once_more(self, overtaken: Overtaken) -> "ContactForm":
        """The same form with what was typed; a field left alone takes the value that stands there now."""
        data = self.data.copy()
        data["seen"] = overtaken.seen
        for difference in overtaken.differences:
            if not difference.is_contested:
                data[difference.name] = difference.theirs_raw
        form = ContactForm(data, point=self.point)
        form.overtaken = overtaken
        form.add_error(None, str(overtaken))
        return form
