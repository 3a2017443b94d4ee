"""What the desk shows of registrations: whose, how many, and in which words.

Class staff see the registrations of their classes only, and no amounts.
"""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.payments.balance import with_balance
from reunion.registrations.models import Registration, RegistrationQuerySet, State
from reunion.team.access import NOT_CLASS_STAFF, Seat


def visible_to(seat: Seat) -> RegistrationQuerySet:
    return Registration.objects.filter(reunion=seat.reunion).in_homerooms(seat.homeroom_ids)


def with_amounts_for(seat: Seat, rows: RegistrationQuerySet) -> RegistrationQuerySet:
    return with_balance(rows) if seat.may(NOT_CLASS_STAFF) else rows


def one(seat: Seat, registration_id: int) -> Registration:
    """The registration with everything its page shows; 404 when it is not this reader's to see."""
    rows = visible_to(seat).select_related("classmate__homeroom", "homeroom", "teacher", "reunion")
    return get_object_or_404(with_amounts_for(seat, rows), pk=registration_id)


WITHOUT_MAIL = "without_mail"


def tabs(seat: Seat, chosen: str) -> list[dict]:
    counts = visible_to(seat).by_state()
    everybody = sum(counts.values())
    counts[WITHOUT_MAIL] = visible_to(seat).coming().without_mail().count()
    here = reverse("staff:registrations:list", args=[seat.reunion.slug])
    words = {"": _("すべて")} | {str(state): state.label for state in State if state != State.WAITLISTED}
    words[WITHOUT_MAIL] = _("参加でメールなし")
    return [
        {
            "label": label,
            "url": f"{here}?state={state}" if state else here,
            "current": state == chosen,
            "count": counts.get(state, 0) if state else everybody,
        }
        for state, label in words.items()
    ]


def money(registration: Registration) -> str:
    """12,000円（入金 8,000円）; the sums come from `with_amounts_for`."""
    words = {"due": intcomma(registration.due), "paid": intcomma(registration.paid)}
    return _("%(due)s円（入金 %(paid)s円）") % words


def facts(registration: Registration, *, amounts: bool) -> list[tuple[str, str]]:
    """Question and answer, as typed."""
    chosen = registration.chosen_items.select_related("item")
    name, kana = registration.school_name, registration.school_kana
    current = f"{registration.current_family_name} {registration.current_family_kana}".strip()
    rows = [
        (_("ご出欠"), _("参加") if registration.attending else _("欠席")),
        (_("在学時の名前"), f"{name}（{kana}）" if kana else name),
        (_("いまの名字"), current),
        (_("クラス（申込）"), str(registration.homeroom or registration.unknown_class)),
        (_("名簿の人"), whose(registration)),
        (_("メールアドレス"), registration.email),
        (_("電話番号"), registration.phone),
        (_("参加するもの"), _("、").join(str(row.item) for row in chosen)),
        (_("振込名義"), registration.transfer_name),
        (_("名字の公開"), _("載せてよい") if registration.show_surname else _("載せない")),
        (_("届いた方法"), str(registration.get_channel_display())),
        (_("ひとこと"), registration.note),
    ]
    if amounts:
        rows.insert(8, (_("会費"), money(registration)))
    return rows


def whose(registration: Registration) -> str:
    if registration.teacher is not None:
        return str(registration.teacher)
    classmate = registration.classmate
    if classmate is None:
        return ""
    number = _("%(number)s番") % {"number": classmate.number} if classmate.number is not None else ""
    return f"{classmate.homeroom or ''}{number} {classmate.name_with_current}".strip()
