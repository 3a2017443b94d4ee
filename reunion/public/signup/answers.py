"""What a guest is shown before the last press: every answer in their own words, and the sum to pay.

A teacher reads of no fee. What a guest left out stands there as left out.
"""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from .answer_form import AnswerForm
from .program import Chosen

Row = tuple[str, str]


def answers(form: AnswerForm, *, lacks_places: bool = False) -> list[Row]:
    """(question, answer) in the order of the form. `lacks_places`: it cannot be done as it was wished."""
    given = form.cleaned_data
    rows = [(_("ご出欠"), _("参加します") if form.is_attending else _("欠席します"))]
    rows += _about_teacher(given) if form.for_teachers else _about_classmate(given)
    rows += _contact(form)
    if form.is_attending:
        rows += _about_the_day(form, lacks_places)
    if given.get("keep_for_next_time"):
        rows.append((_("次の会の案内"), _("連絡先を残してよい")))
    if given.get("can_reach"):
        rows.append((_("連絡先を知っている人"), given["can_reach"]))
    return [*rows, (_("幹事へのひとこと"), given["note"])]


def _about_classmate(given: dict) -> list[Row]:
    current = f"{given['current_family_name']} {given['current_family_kana']}".strip()
    return [
        (_("卒業したときのクラス"), str(given["homeroom"] or _("忘れた・分からない"))),
        (_("在学時のお名前"), f"{given['family_name']} {given['given_name']}"),
        (_("ふりがな"), f"{given['family_kana']} {given['given_kana']}"),
        (_("いまの名字"), current),
    ]


def _about_teacher(given: dict) -> list[Row]:
    kana = f"{given['family_kana']} {given['given_kana']}".strip()
    name = f"{given['family_name']} {given['given_name']}".strip()
    return [(_("お名前"), _("%(name)s 先生") % {"name": name}), *([(_("ふりがな"), kana)] if kana else [])]


def _contact(form: AnswerForm) -> list[Row]:
    rows = [(_("メールアドレス"), form.reply.email)]
    if form.reply.second_email:
        rows.append((_("もうひとつのアドレス"), form.reply.second_email))
    if form.reply.line_is_fine:
        rows.append((_("LINE"), _("LINEで連絡してよい")))
    return [*rows, (_("電話番号"), form.reply.phone)]


def _about_the_day(form: AnswerForm, lacks_places: bool) -> list[Row]:
    given, chosen = form.cleaned_data, form.chosen
    items = chosen.wished_in_words() if lacks_places else chosen.in_words()
    rows = [(_("参加するもの"), "\n".join(items))]
    if form.companions:
        rows.append((_("同伴の方"), _("、").join(form.companions)))
    if not form.for_teachers and not lacks_places:
        rows.append((_("会費の合計"), _sum(chosen)))
    if given.get("transfer_name"):
        rows.append((_("振込名義"), given["transfer_name"]))
    if given["needs"]:
        rows.append((_("会場での手助け"), given["needs"]))
    shown = _("載せてよい") if form.shows_surname else _("載せない")
    return [*rows, (_("名字を案内ページに"), shown)]


def _sum(chosen: Chosen) -> str:
    yen = _("%(yen)s円") % {"yen": intcomma(chosen.cost)}
    if not chosen.waited_for:
        return yen
    return _("%(yen)s（空き待ちの分は、空きが出てからです）") % {"yen": yen}
