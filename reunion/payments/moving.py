"""What somebody paid too much is used for somebody who still owes: a husband's for his wife, say.

At most the surplus that nobody has decided about, and at most what the other owes. What came in stays written
down where it came in; the move is a row of its own beside it, and undoing it keeps that row. It stands in the
journal of both.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .models import SurplusMove
from .surplus import held, refuse_if_missing, refuse_more_than_free
from .telling import follow


@transaction.atomic
def move_surplus(
    registration: Registration, *, to: Registration, amount: int, actor: User | None
) -> SurplusMove:
    if registration.pk == to.pk:
        raise Refused(_("ほかの人の申込を選んでください。"))
    giver, taker = held(registration, to)
    if giver.reunion_id != taker.reunion_id:
        raise Refused(_("この会の申込から選んでください。"))
    refuse_more_than_free(giver, amount)
    if amount > taker.open:
        words = {"who": taker.school_name, "open": f"{taker.open:,}"}
        raise Refused(
            _("%(who)sさんがあと払うのは%(open)s円です。それより多くは振り替えられません。") % words
        )
    move = SurplusMove.objects.create(giver=giver, taker=taker, amount=amount, booked_by=actor)
    sentence = gettext_lazy("%(giver)sの過入金%(yen)s円を、%(taker)sの会費に振り替えました")
    _journal(move, "surplus_moved", sentence, actor)
    follow([taker.pk])
    return move


@transaction.atomic
def undo_move(move: SurplusMove, *, actor: User | None) -> None:
    move = SurplusMove.objects.select_for_update(no_key=True).get(pk=move.pk)
    if move.undone_at is not None:
        raise Refused(_("この振り替えは、もう取り消されています。"))
    held(move.giver, move.taker)
    move.undone_at, move.undone_by = timezone.now(), actor
    move.save(update_fields=["undone_at", "undone_by"])
    refuse_if_missing([move.taker_id])
    sentence = gettext_lazy("%(giver)sの過入金%(yen)s円の、%(taker)sの会費への振り替えを取り消しました")
    _journal(move, "surplus_move_undone", sentence, actor)
    follow([move.taker_id])


def _journal(move: SurplusMove, action: str, sentence: Promise, actor: User | None) -> None:
    words = {
        "giver": move.giver.school_name,
        "taker": move.taker.school_name,
        "yen": f"{move.amount:,}",
    }
    slug = move.giver.reunion.slug
    for thing in (move.giver, move.taker):
        record(thing, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=slug)
