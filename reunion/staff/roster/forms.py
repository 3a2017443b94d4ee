from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reunion.lib.kana import hiragana, is_kana
from reunion.roster.club_membership import clubs_in_words
from reunion.roster.correcting import version_of
from reunion.roster.models import Classmate, Cohort, Homeroom, Teacher
from reunion.roster.overtaking import Overtaken

LARGEST_FILE = 20 * 1024 * 1024
NUMBER_ERROR = _("番号は1から9999の数字で書いてください。例 12")


class KanaField(forms.CharField):
    """Any script and width; kept as hiragana."""

    def clean(self, value):
        text = hiragana(super().clean(value))
        if text and not is_kana(text):
            raise forms.ValidationError(_("ひらがなかカタカナで書いてください。例 たかだ"), code="kana")
        return text


def kana_field(column, label: str) -> KanaField:
    """`column` as the model has it; the label is short, since the pair of fields has a heading."""
    return KanaField(label=label, max_length=column.field.max_length, required=False)


def _type(data: QueryDict, name: str, value: object) -> None:
    """Into the posted fields as a browser would send it; a box without a tick sends nothing."""
    if value is False:
        data.pop(name, None)
    else:
        data[name] = "on" if value is True else "" if value is None else str(value)


class PersonForm(forms.ModelForm):
    """What a classmate and a teacher have in common: classes of the cohort, kana, what the reader saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    overtaken: Overtaken | None = None

    def __init__(self, *args, cohort: Cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["seen"].initial = version_of(self.instance)
        self.fields["homeroom"].queryset = Homeroom.objects.filter(cohort=cohort)
        self.fields["homeroom"].empty_label = _("分からない")
        self.instance.cohort = cohort

    def once_more(self, overtaken: Overtaken) -> "PersonForm":
        """The same form with what was typed; a field left alone takes the value that stands there now."""
        data = self.data.copy()
        data["seen"] = overtaken.seen
        for difference in overtaken.differences:
            if difference.name in self.fields and not difference.is_contested:
                _type(data, difference.name, difference.theirs_raw)
        current = type(self.instance).objects.get(pk=self.instance.pk)
        form = type(self)(data, instance=current, cohort=self.cohort)
        form.overtaken = overtaken
        form.add_error(None, str(overtaken))
        return form


class ClassmateForm(PersonForm):
    number = forms.IntegerField(
        label=_("出席番号"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": NUMBER_ERROR, "min_value": NUMBER_ERROR, "max_value": NUMBER_ERROR},
    )
    family_kana = kana_field(Classmate.family_kana, _("名字（かな）"))
    given_kana = kana_field(Classmate.given_kana, _("名前（かな）"))
    current_family_kana = kana_field(Classmate.current_family_kana, _("いまの名字（かな）"))
    clubs_typed = forms.CharField(
        label=_("部活"), help_text=_("例 演劇部、書道部"), max_length=200, required=False
    )
    clubs_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    checked = forms.BooleanField(
        label=_("確かめました"), help_text=_("「確かめたい」の印が消えます。"), required=False
    )

    class Meta:
        model = Classmate
        fields = (
            "homeroom",
            "number",
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "current_family_name",
            "current_family_kana",
            "remarks",
        )
        labels = {"family_name": _("名字")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.doubt:
            del self.fields["checked"]
        if self.instance.pk:
            for name in ("clubs_typed", "clubs_seen"):
                self.fields[name].initial = clubs_in_words(self.instance)

    @property
    def clubs(self) -> dict[str, str]:
        """Of the form as it was read, and as it came back."""
        return {"seen": self.cleaned_data["clubs_seen"], "typed": self.cleaned_data["clubs_typed"]}

    @property
    def values(self) -> dict:
        """By field name, as the rule takes them."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return values | ({"doubt": ""} if self.cleaned_data.get("checked") else {})


class TeacherForm(PersonForm):
    family_kana = kana_field(Teacher.family_kana, _("名字（かな）"))
    given_kana = kana_field(Teacher.given_kana, _("名前（かな）"))

    class Meta:
        model = Teacher
        fields = (
            "family_name",
            "given_name",
            "family_kana",
            "given_kana",
            "honorific",
            "homeroom",
            "postal_code",
            "address",
        )


class RosterFileForm(forms.Form):
    file = forms.FileField(
        label=_("名簿のファイル（ExcelかCSV）"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={
            "required": _("名簿のファイルを選んでください。"),
            "empty": _("このファイルは空です。別のファイルを選んでください。"),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("ファイルが大きすぎます。20MBまでのファイルを選んでください。"))
        return file
