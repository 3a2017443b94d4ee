"""Nothing is booked without a press (but see automatic.py), and nothing that was booked is ever deleted.

A person confirms a line: its whole amount, perhaps in shares, pays for registrations, so that nothing of it
is ever left aside; what is more than they owe stays visible as overpaid. Undoing keeps the booking with who
undid it. Each press looks again at the line under a lock, so that of two treasurers the second is told who
was first and when. The press for all certain
lines works out the proposals anew under that lock; a line no longer certain is left for a person to see.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .models import Allocation, Proposal, StatementLine
from .proposals import bring_up_to_date, one_at_a_time
from .surplus import hold, refuse_if_missing
from .telling import follow

Shares = Sequence[tuple[Registration, int]]

BOOKED = gettext_lazy("%(who)sの入金%(yen)s円（振込人 %(payer)s）を確定しました")
BOOKED_BY_ITSELF = gettext_lazy("%(who)sの入金%(yen)s円（振込人 %(payer)s）を自動で確定しました")


@dataclass(frozen=True)
class Confirmed:
    """What one press for all certain lines did; `left` were decided by others or no longer certain."""

    lines: int
    yen: int
    left: int


@transaction.atomic
def confirm(line: StatementLine, *, shares: Shares, actor: User | None) -> list[Allocation]:
    """`shares` are (registration, yen), together exactly the line; shares of 0 are left out."""
    line = _locked(line)
    _refuse_decided(line)
    shares = [(registration, amount) for registration, amount in shares if amount]
    _refuse_wrong_shares(line, shares)
    hold(registration.pk for registration, _amount in shares)
    booked = _book(line, shares, actor)
    follow(share.registration_id for share in booked)
    return booked


@transaction.atomic
def confirm_certain(
    reunion: Reunion, *, line_ids: Iterable[int], actor: User | None, by_itself: bool = False
) -> Confirmed:
    """`by_itself`: nobody pressed, and the journal says so; `actor` is who brought the file."""
    wanted = set(line_ids)
    one_at_a_time(reunion)
    mine = StatementLine.objects.filter(reunion=reunion, pk__in=wanted)
    locked = list(mine.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    bring_up_to_date(reunion)
    certain = StatementLine.objects.filter(pk__in=locked).graded(StatementLine.Grade.CERTAIN)
    shares = Proposal.objects.filter(line__in=certain, is_alternative=False)
    hold(shares.values_list("registration_id", flat=True))
    bring_up_to_date(reunion)
    proposed: dict[StatementLine, Shares] = defaultdict(list)
    for share in shares.select_related("registration", "line__reunion").order_by("line", "rank"):
        proposed[share.line].append((share.registration, share.amount))
    booked = [share for line, people in proposed.items() for share in _book(line, people, actor, by_itself)]
    follow(share.registration_id for share in booked)
    return Confirmed(
        lines=len(proposed), yen=sum(share.amount for share in booked), left=len(wanted) - len(proposed)
    )


@transaction.atomic
def undo(line: StatementLine, *, actor: User | None) -> None:
    line = _locked(line)
    standing = list(line.allocations.standing().select_related("registration", "line__reunion"))
    if not standing:
        raise Refused(_("この行の確定は、もう取り消されています。"))
    take_back(standing, actor=actor)


def take_back(standing: Sequence[Allocation], *, actor: User | None) -> None:
    """The lines are locked; each share comes with its line, the line's reunion and its registration."""
    owners = [share.registration_id for share in standing]
    hold(owners)
    shares = Allocation.objects.filter(pk__in=[share.pk for share in standing])
    shares.update(undone_at=timezone.now(), undone_by=actor)
    refuse_if_missing(owners)
    for share in standing:
        line = share.line
        words = {"who": share.registration.school_name, "yen": f"{share.amount:,}", "payer": line.payer}
        sentence = gettext_lazy("%(who)sの入金%(yen)s円（振込人 %(payer)s）の確定を取り消しました")
        _journal(line.reunion, share.registration, "payment_undone", sentence, words, actor)
    follow(owners)


@transaction.atomic
def ignore(line: StatementLine, *, actor: User | None) -> None:
    """Set the line aside: no fee of this reunion."""
    line = _locked(line)
    _refuse_decided(line)
    line.ignored_at, line.ignored_by = timezone.now(), actor
    line.save(update_fields=["ignored_at", "ignored_by"])
    words = {"payer": line.payer, "yen": f"{line.amount:,}"}
    sentence = gettext_lazy("「%(payer)s」%(yen)s円を会費ではないとしました")
    _journal(line.reunion, line, "line_ignored", sentence, words, actor)


@transaction.atomic
def unignore(line: StatementLine, *, actor: User | None) -> None:
    line = _locked(line)
    if line.ignored_at is None:
        raise Refused(_("この行は、もう一覧に戻っています。"))
    line.ignored_at = line.ignored_by = None
    line.save(update_fields=["ignored_at", "ignored_by"])
    words = {"payer": line.payer, "yen": f"{line.amount:,}"}
    sentence = gettext_lazy("「%(payer)s」%(yen)s円を照合の一覧に戻しました")
    _journal(line.reunion, line, "line_unignored", sentence, words, actor)


def deal_out(amount: int, open_amounts: Sequence[int]) -> list[int]:
    """An amount dealt out in order, to each what is open, and whatever is left to the last."""
    dealt = []
    for open_amount in open_amounts[:-1]:
        dealt.append(max(0, min(open_amount, amount)))
        amount -= dealt[-1]
    return [*dealt, amount]


def _locked(line: StatementLine) -> StatementLine:
    rows = StatementLine.objects.select_related("reunion").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=line.pk)


def _refuse_decided(line: StatementLine) -> None:
    booking = line.allocations.standing().select_related("booked_by").first()
    if booking is not None:
        raise Refused(
            _("この行は、%(when)sに%(who)sさんが確定しました。直すときは、先に取り消してください。")
            % {"who": booking.booked_by or _("幹事"), "when": _moment(booking.booked_at)}
        )
    if line.ignored_at is not None:
        raise Refused(
            _("この行は、%(when)sに%(who)sさんが会費ではないとしました。先に一覧へ戻してください。")
            % {"who": line.ignored_by or _("幹事"), "when": _moment(line.ignored_at)}
        )


def _refuse_wrong_shares(line: StatementLine, shares: Shares) -> None:
    if line.direction != StatementLine.Direction.IN:
        raise Refused(_("出金の行は、会費として確定できません。"))
    if not shares:
        raise Refused(_("だれの会費かを選んでください。"))
    if any(amount < 0 for _registration, amount in shares):
        raise Refused(_("金額は1円以上で書いてください。"))
    if len({registration.pk for registration, _amount in shares}) < len(shares):
        raise Refused(_("同じ人を2回選んでいます。1回にしてください。"))
    if any(registration.reunion_id != line.reunion_id for registration, _amount in shares):
        raise Refused(_("この会の申込から選んでください。"))
    total = sum(amount for _registration, amount in shares)
    if total > line.amount:
        raise Refused(
            _("金額の合計%(total)s円が、入金の%(amount)s円より多くなっています。金額を直してください。")
            % {"total": f"{total:,}", "amount": f"{line.amount:,}"}
        )
    if total < line.amount:
        words = {"amount": f"{line.amount:,}", "left": f"{line.amount - total:,}"}
        raise Refused(
            _(
                "入金%(amount)s円のうち、%(left)s円が残っています。金額を直すか、その分の人にも印を付けてください。1人の金額を空けておくと、残りがその人の分になります。"
            )
            % words
        )


def _book(
    line: StatementLine, shares: Shares, actor: User | None, by_itself: bool = False
) -> list[Allocation]:
    allocations = [
        Allocation(line=line, registration=registration, amount=amount, booked_by=actor)
        for registration, amount in shares
    ]
    for share in Allocation.objects.bulk_create(allocations):
        words = {"who": share.registration.school_name, "yen": f"{share.amount:,}", "payer": line.payer}
        sentence = BOOKED_BY_ITSELF if by_itself else BOOKED
        _journal(line.reunion, share.registration, "payment_confirmed", sentence, words, actor)
    return allocations


def _journal(
    reunion: Reunion,
    thing: Registration | StatementLine,
    action: str,
    sentence: Promise,
    words: Mapping,
    actor: User | None,
) -> None:
    record(thing, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=reunion.slug)


def _moment(when) -> str:
    return date_format(timezone.localtime(when), "n月j日 H:i")
