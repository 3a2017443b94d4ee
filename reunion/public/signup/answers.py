"""What a guest is shown before the last press: every answer in their own words, and the sum to pay."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from .forms import YES, SignupForm, item_with_fee


def answers(form: SignupForm) -> list[tuple[str, str]]:
    """(question, answer) in the order of the form; an empty answer was left out by the guest."""
    given = form.cleaned_data
    current = f"{given['current_family_name']} {given['current_family_kana']}".strip()
    rows = [
        (_("ご出欠"), _("参加します") if form.is_attending else _("欠席します")),
        (_("卒業したときのクラス"), str(given["homeroom"] or _("忘れた・分からない"))),
        (_("在学時のお名前"), f"{given['family_name']} {given['given_name']}"),
        (_("ふりがな"), f"{given['family_kana']} {given['given_kana']}"),
        (_("いまの名字"), current),
        (_("メールアドレス"), form.reply.email),
        (_("電話番号"), given["phone"]),
    ]
    if form.is_attending:
        rows += [
            (_("参加するもの"), _("、").join(str(item_with_fee(item)) for item in form.chosen_items)),
            (
                _("会費の合計"),
                _("%(yen)s円") % {"yen": intcomma(sum(item.fee for item in form.chosen_items))},
            ),
            (_("振込名義"), given["transfer_name"]),
            (
                _("名字を案内ページに"),
                _("載せてよい") if given["show_surname"] == YES else _("載せない"),
            ),
        ]
    return [*rows, (_("幹事へのひとこと"), given["note"])]
