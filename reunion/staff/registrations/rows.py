"""What the desk shows of registrations: whose, how many, and in which words.

Class staff see the registrations of their classes only, and no amounts.
"""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reunion.payments.balance import with_balance
from reunion.registrations.models import ChosenItem, Registration, RegistrationQuerySet, State
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, Seat


def visible_to(seat: Seat) -> RegistrationQuerySet:
    return Registration.objects.filter(reunion=seat.reunion).in_homerooms(seat.homeroom_ids)


def with_amounts_for(seat: Seat, rows: RegistrationQuerySet) -> RegistrationQuerySet:
    return with_balance(rows) if seat.may(NOT_CLASS_STAFF) else rows


def one(seat: Seat, registration_id: int) -> Registration:
    """The registration with everything its page shows; 404 when it is not this reader's to see."""
    rows = visible_to(seat).select_related("classmate__homeroom", "homeroom", "teacher", "reunion")
    return get_object_or_404(with_amounts_for(seat, rows), pk=registration_id)


WITHOUT_MAIL = "without_mail"
IN_LINE = "in_line"


def tabs(seat: Seat, chosen: str) -> list[dict]:
    counts = visible_to(seat).by_state()
    everybody = sum(counts.values())
    counts[WITHOUT_MAIL] = visible_to(seat).coming().without_mail().count()
    counts[IN_LINE] = visible_to(seat).in_line().count()
    here = reverse("staff:registrations:list", args=[seat.reunion.slug])
    words = {"": _("すべて")} | {str(state): state.label for state in State if state != State.WAITLISTED}
    words |= {IN_LINE: _("空き待ち"), WITHOUT_MAIL: _("参加でメールなし")}
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


def facts(registration: Registration, *, seat: Seat) -> list[tuple[str, str]]:
    """Question and answer, as typed. Class staff see no money; what is delicate is for the office."""
    chosen = list(registration.chosen_items.select_related("item"))
    name, kana = registration.school_name, registration.school_kana
    current = f"{registration.current_family_name} {registration.current_family_kana}".strip()
    sees_amounts, is_office = seat.may(NOT_CLASS_STAFF), seat.may(OFFICE)
    rows = [
        (_("ご出欠"), _("参加") if registration.attending else _("欠席")),
        (_("在学時の名前"), f"{name}（{kana}）" if kana else name),
        (_("いまの名字"), current),
        (_("クラス（申込）"), str(registration.homeroom or registration.unknown_class)),
        (_("名簿の人"), whose(registration)),
        (
            _("前に選んだもの") if gave_up(registration) else _("参加するもの"),
            _("、").join(str(row.item) for row in chosen if not row.waiting_since),
        ),
        (_("空き待ち"), _("、").join(turn(row) for row in chosen if row.waiting_since)),
        (_("同伴の方"), _("、").join(companion.name for companion in registration.companions.all())),
        *([(_("会費"), money(registration))] if sees_amounts else []),
        *([(_("お返しする割合"), refund(registration))] if sees_amounts and gave_up(registration) else []),
        (_("振込名義"), registration.transfer_name),
        *contacts(registration),
        (_("名字の公開"), _("載せてよい") if registration.show_surname else _("載せない")),
        (_("届いた方法"), str(registration.get_channel_display())),
        *([(_("会場での手助け"), registration.needs)] if is_office else []),
        *([(_("連絡先を知っている人"), registration.can_reach)] if is_office else []),
        (_("ひとこと"), registration.note),
    ]
    optional = {_("空き待ち"), _("同伴の方"), _("会場での手助け"), _("連絡先を知っている人")}
    return [(question, answer) for question, answer in rows if answer or question not in optional]


def contacts(registration: Registration) -> list[tuple[str, str]]:
    rows = [(_("メールアドレス"), registration.email)]
    if registration.second_email:
        rows.append((_("もうひとつのアドレス"), registration.second_email))
    rows.append((_("電話番号"), registration.phone))
    rows.append((_("LINEでの連絡"), _("よい") if registration.line_is_fine else _("聞いていない")))
    if registration.proven_at:
        at = date_format(localtime(registration.proven_at), _("n月j日（D） H:i"))
        rows.append((_("受信確認"), f"{at} {registration.get_proof_display()}"))
    return rows


def turn(chosen: ChosenItem) -> str:
    """二次会（3番目）: how many stand in line for it, up to this one."""
    ahead = ChosenItem.objects.in_line().filter(
        item_id=chosen.item_id, waiting_since__lt=chosen.waiting_since
    )
    return _("%(item)s（%(turn)s番目）") % {"item": chosen.item, "turn": ahead.count() + 1}


def gave_up(registration: Registration) -> bool:
    return registration.refund_percent is not None


def refund(registration: Registration) -> str:
    words = {
        "percent": registration.refund_percent,
        "day": date_format(localtime(registration.cancelled_at), _("n月j日（D）")),
    }
    # xgettext:no-python-format (the sign after the number is no conversion)
    return _("%(percent)s％（%(day)sの取り消し）") % words


def whose(registration: Registration) -> str:
    if registration.teacher is not None:
        return str(registration.teacher)
    classmate = registration.classmate
    if classmate is None:
        return ""
    number = _("%(number)s番") % {"number": classmate.number} if classmate.number is not None else ""
    return f"{classmate.homeroom or ''}{number} {classmate.name_with_current}".strip()
