from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.events.slugs import has_slug_characters, is_no_door
from reunion.lib.half_width import half_width
from reunion.staff.events.forms import DateInput

PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class SlugField(forms.CharField):
    """Also with full-width letters and capitals."""

    def to_python(self, value):
        return half_width(super().to_python(value)).lower()


class ForgetForm(forms.Form):
    with_roster = forms.BooleanField(
        label=_("名簿も消す"),
        required=False,
        help_text=_("次の会を開くつもりがあれば、印を付けずに名簿を残してください。"),
    )
    typed = SlugField(label=_("会のアドレス"), max_length=50, widget=forms.TextInput(attrs=PLAIN))

    def __init__(self, *args, slug: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = _("間違えて消さないために「%(slug)s」と書いてください。") % {
            "slug": slug
        }


class NextForm(forms.Form):
    held_on = forms.DateField(
        label=_("開催日"), widget=DateInput(), help_text=_("あとで変えられます。だいたいの日でかまいません。")
    )
    name = forms.CharField(label=_("会の名前"), max_length=80)
    slug = SlugField(
        label=_("アドレス"),
        max_length=50,
        validators=[has_slug_characters, is_no_door],
        help_text=_("案内ページのアドレスになります。半角の英字と数字で書きます。例 mamagawa-2035"),
        widget=forms.TextInput(attrs=PLAIN),
    )
