"""What goes back to a guest is decided first, paid out later, or left to the reunion.

A refund is at most the surplus that nobody has decided about. It waits until the treasurer says on which day
it was paid out, by hand or because the withdrawal stands in the bank's file; then the sums are looked at once
more, for the guest may have signed up for something meanwhile. A day said by hand is not in the future, and
not before the guest's money came; the bank's own day is never doubted. Who gives it up leaves the money to
the reunion. Undoing keeps the row in whatever state it was. Where the money goes is private: the account
stands in the row only, never in the journal, and is erased once it is of no use (forgetting.py).
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .models import Refund, StatementLine
from .surplus import held, refuse_more_than_free
from .telling import money_of


@transaction.atomic
def plan_refund(
    registration: Registration,
    *,
    amount: int,
    way: str = Refund.Way.TRANSFER,
    account: str = "",
    note: str = "",
    actor: User | None,
) -> Refund:
    (guest,) = held(registration)
    if Refund.objects.owed().filter(registration=guest).exists():
        raise Refused(_("この方への返金は、もう予定されています。直すときは、先に取り消してください。"))
    refuse_more_than_free(guest, amount)
    refund = Refund.objects.create(
        registration=guest, amount=amount, way=way, account=account.strip(), note=note, booked_by=actor
    )
    _journal(
        refund, "refund_planned", gettext_lazy("%(who)sへの返金%(yen)s円（%(way)s）を予定しました"), actor
    )
    return refund


@transaction.atomic
def note_account(refund: Refund, *, account: str, actor: User | None) -> Refund:
    """The guest has said where the money shall go."""
    refund = _still_owed(refund)
    refund.account, refund.way = account.strip(), Refund.Way.TRANSFER
    refund.save(update_fields=["account", "way"])
    _journal(refund, "refund_account", gettext_lazy("%(who)sへの返金先の口座を書きました"), actor)
    return refund


@transaction.atomic
def pay_out(
    refund: Refund, *, paid_out_on: dt.date, line: StatementLine | None = None, actor: User | None
) -> Refund:
    line = _held_line(line, refund) if line is not None else None
    refund = _still_owed(refund)
    (guest,) = held(refund.registration)
    if line is None:
        _refuse_strange_day(guest, paid_out_on)
    if guest.overpaid < refund.amount:
        words = {"who": guest.school_name, "yen": f"{guest.overpaid:,}", "planned": f"{refund.amount:,}"}
        raise Refused(
            _(
                "%(who)sさんの過入金は、いま%(yen)s円です。予定した%(planned)s円は返せません。予定を取り消して、金額を直してください。"
            )
            % words
        )
    refund.paid_out_on, refund.line = paid_out_on, line
    if line is not None:
        refund.way = Refund.Way.TRANSFER
    _settle(refund, Refund.State.PAID_OUT, actor)
    _journal(refund, "refund_paid_out", gettext_lazy("%(who)sに%(yen)s円を返しました（%(way)s）"), actor)
    return refund


@transaction.atomic
def tie_to_line(refund: Refund, *, line: StatementLine, actor: User | None) -> Refund:
    """It was paid out before the bank's file showed it."""
    line = _held_line(line, refund)
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    is_free = refund.undone_at is None and refund.state == Refund.State.PAID_OUT and refund.line_id is None
    if not is_free or refund.way != Refund.Way.TRANSFER:
        raise Refused(_("この返金は、もう変わっています。画面を開き直してご覧ください。"))
    refund.line, refund.paid_out_on = line, line.booked_on
    refund.save(update_fields=["line", "paid_out_on"])
    _journal(
        refund, "refund_line", gettext_lazy("%(who)sへの返金%(yen)s円を、明細の出金で確かめました"), actor
    )
    return refund


@transaction.atomic
def give_up(refund: Refund, *, actor: User | None) -> Refund:
    """The guest leaves the money to the reunion."""
    refund = _still_owed(refund)
    (guest,) = held(refund.registration)
    if guest.overpaid < refund.amount:
        raise Refused(_("過入金が、予定した返金より少なくなっています。予定を取り消してください。"))
    _settle(refund, Refund.State.GIVEN_UP, actor)
    _journal(refund, "refund_given_up", gettext_lazy("%(who)sは、返金%(yen)s円を辞退されました"), actor)
    return refund


@transaction.atomic
def undo_refund(refund: Refund, *, actor: User | None) -> None:
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    if refund.undone_at is not None:
        raise Refused(_("この返金は、もう取り消されています。"))
    held(refund.registration)
    refund.undone_at, refund.undone_by = timezone.now(), actor
    refund.save(update_fields=["undone_at", "undone_by"])
    sentence = gettext_lazy("%(who)sへの返金%(yen)s円（%(state)s）を取り消しました")
    _journal(refund, "refund_undone", sentence, actor)


def _settle(refund: Refund, state: str, actor: User | None) -> None:
    refund.state, refund.settled_at, refund.settled_by = state, timezone.now(), actor
    refund.save(update_fields=["state", "way", "paid_out_on", "line", "settled_at", "settled_by"])


def _refuse_strange_day(guest: Registration, day: dt.date) -> None:
    today = timezone.localdate()
    if day > today:
        raise Refused(_("返した日が、今日より後になっています。返した日を直してください。"))
    first = min((money.day for money in money_of([guest.pk])[guest.pk]), default=today)
    if day < min(first, today):
        raise Refused(
            _("返した日が、入金の日（%(day)s）より前になっています。返した日を直してください。")
            % {"day": date_format(first, _("Y年n月j日"))}
        )


def _still_owed(refund: Refund) -> Refund:
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund.pk)
    if refund.undone_at is not None:
        raise Refused(_("この返金の予定は、もう取り消されています。"))
    if refund.state != Refund.State.OWED:
        words = {"state": refund.get_state_display()}
        raise Refused(
            _("この返金は、もう「%(state)s」になっています。画面を開き直してご覧ください。") % words
        )
    return refund


def _held_line(line: StatementLine, refund: Refund) -> StatementLine:
    line = StatementLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    is_ours = line.reunion_id == refund.registration.reunion_id
    if not is_ours or line.direction != StatementLine.Direction.OUT or line.is_reversal:
        raise Refused(_("出金の行を選んでください。"))
    if line.amount != refund.amount:
        raise Refused(_("出金の金額が、返金の金額と違います。"))
    if line.refunds.standing().exists():
        raise Refused(_("この出金は、ほかの返金にもう使われています。"))
    return line


def _journal(refund: Refund, action: str, sentence: Promise, actor: User | None) -> None:
    """Never the account."""
    registration = refund.registration
    words = {
        "who": registration.school_name,
        "yen": f"{refund.amount:,}",
        "way": Refund.Way(refund.way).label,
        "state": Refund.State(refund.state).label,
    }
    slug = registration.reunion.slug
    record(registration, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=slug)
