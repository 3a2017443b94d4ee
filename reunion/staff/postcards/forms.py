from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.lib.address_text import clean_code
from reunion.postcards.address_side import STOCKS
from reunion.postcards.message_side import fits
from reunion.postcards.models import Batch, Printout
from reunion.postcards.stationery import FIELDS

STOCK_NAMES = {
    "official": _("官製はがき（郵便番号の枠が印刷ずみ）"),
    "plain": _("無地のはがき（枠も印刷する）"),
}


class StationeryForm(forms.ModelForm):
    class Meta:
        model = Batch
        fields = FIELDS
        help_texts = {
            "sender_address": _("あて先不明のはがきは、ここへ戻ってきます。例 千葉県市川市真間1-2-3 安藤方"),
            "telephone": _("かけてよい時間も書きます。例 047-000-0000（安藤、19時から21時）"),
            "message": _(
                "｛お名前｝｛敬称｝｛会の名前｝｛学校｝｛卒業年｝｛開催日｝｛締め切り｝は、"
                "その言葉に置き換わります。"
            ),
            "shift_x": _("左へずらすときは、-1.5のように書きます。"),
            "shift_y": _("上へずらすときは、-1.5のように書きます。"),
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["letter_postage" if not self.instance.is_to_teachers else "postage"]

    def clean_sender_postal_code(self):
        written = self.cleaned_data["sender_postal_code"]
        code = clean_code(written)
        if written and len(code) != 7:
            raise forms.ValidationError(_("郵便番号は7桁の数字で書いてください。例 272-0826"))
        return f"{code[:3]}-{code[3:]}" if code else ""

    def clean_message(self):
        message = self.cleaned_data["message"]
        if not self.instance.is_to_teachers and not fits(message):
            raise forms.ValidationError(_("文面がはがきに入りきりません。短くしてください。"))
        return message


class PrintForm(forms.Form):
    what = forms.ChoiceField(label=_("何を印刷しますか"), choices=Printout.What.choices)
    stock = forms.ChoiceField(label=_("用紙"), required=False)

    def __init__(self, *args, batch: Batch, **kwargs):
        super().__init__(*args, **kwargs)
        stocks = [(stock, STOCK_NAMES[stock]) for stock in STOCKS]
        letter = [("", _("手紙（A4と長形3号の封筒）"))] if batch.is_to_teachers else []
        self.fields["stock"].choices = [*letter, *stocks]


class PostedForm(forms.Form):
    """The day on which a batch was posted; today, unless it is known already."""

    posted_on = forms.DateField(
        label=_("投函した日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, batch: Batch, **kwargs):
        super().__init__(*args, **kwargs)
        today, made = timezone.localdate(), timezone.localdate(batch.made_at)
        self.fields["posted_on"].initial = batch.posted_on or today
        self.fields["posted_on"].widget.attrs |= {"max": today.isoformat(), "min": made.isoformat()}
