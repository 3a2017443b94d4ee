"""What came and went for one guest, told to that guest.

Only what stands, by its day, and only their own sums. Where money was moved to or from somebody else, and
who that is, is the other's affair: nobody else is ever named, not even the payer that the bank wrote.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.payments.history import Event, history_of
from reunion.registrations.models import Registration

CAME_IN = ("line", "cash", "moved_in")
# By kind; of a refund, by its state.
ON_THE_PAGE = {
    "line": gettext_lazy("入金を確認しました（%(yen)s円、%(day)s）"),
    "cash": gettext_lazy("入金を確認しました（%(yen)s円、%(day)s）"),
    "moved_in": gettext_lazy("ほかの方の分から、%(yen)s円をあなたの会費に充てました（%(day)s）"),
    "moved_out": gettext_lazy("多くいただいた分から、%(yen)s円をほかの方の会費に充てました（%(day)s）"),
    "owed": gettext_lazy("%(yen)s円をお返しする予定です（%(day)sに決めました）"),
    "paid_out": gettext_lazy("%(yen)s円をお返ししました（%(day)s）"),
    "given_up": gettext_lazy("%(yen)s円のお返しを、ご辞退いただきました（%(day)s）"),
}
IN_THE_RECORD = {
    "line": gettext_lazy("振り込み %(yen)s円"),
    "cash": gettext_lazy("受け取り %(yen)s円"),
    "moved_in": gettext_lazy("ほかの方の分から充てた会費 %(yen)s円"),
    "moved_out": gettext_lazy("ほかの方の会費に充てた分 %(yen)s円"),
    "owed": gettext_lazy("お返しの予定 %(yen)s円"),
    "paid_out": gettext_lazy("お返し %(yen)s円"),
    "given_up": gettext_lazy("お返しのご辞退 %(yen)s円"),
}
# The committee's sentences name the payer, or the other end of a move.
INSTEAD_OF = {
    "payment_confirmed": gettext_lazy("振り込みを確認しました"),
    "payment_undone": gettext_lazy("振り込みの確認を取り消しました"),
    "surplus_moved": gettext_lazy("多くいただいた会費の振り替えを記録しました"),
    "surplus_move_undone": gettext_lazy("多くいただいた会費の振り替えを取り消しました"),
}


@dataclass(frozen=True)
class OwnMoney:
    kind: str
    day: dt.date
    yen: int

    @property
    def came_in(self) -> bool:
        return self.kind in CAME_IN

    @property
    def on_the_page(self) -> str:
        day = date_format(self.day, _("n月j日"))
        return ON_THE_PAGE[self.kind] % {"yen": f"{self.yen:,}", "day": day}

    @property
    def in_the_record(self) -> str:
        return IN_THE_RECORD[self.kind] % {"yen": f"{self.yen:,}"}


def own_money(registration: Registration) -> list[OwnMoney]:
    """What came first, and then what went, each by its day."""
    rows = [_told(event) for event in history_of(registration) if not event.is_undone]
    return sorted(rows, key=lambda row: (not row.came_in, row.day))


def _told(event: Event) -> OwnMoney:
    booking = event.booking
    if event.kind != "refund":
        return OwnMoney(event.kind, event.day or localtime(booking.booked_at).date(), booking.amount)
    decided = localtime(booking.settled_at or booking.booked_at).date()
    return OwnMoney(booking.state, event.day or decided, booking.amount)
