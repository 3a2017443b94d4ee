"""A card has come back: it is noted with the reason that the post office has stamped on it.

Whoever notes it says in which state they knew the card; when it is another by now, they are told and press
again or not. So a card that was said to have arrived is asked about once, and returned wins; a card that is
noted already says when and why, and its reason may be changed. Only what was posted comes back. Taken back,
the card is again what it was before, arrived or on its way. A dead letterbox says nothing of mail addresses.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from . import card_log
from .card_log import Result
from .fate import CardState, ReturnedReason
from .models import Card


@transaction.atomic
def note_returned(card: Card, *, reason: str, actor: User | None, seen: str = CardState.POSTED) -> Card:
    """`seen` is the state in which whoever presses knows the card."""
    card = _held(card)
    if reason not in ReturnedReason.values:
        raise Refused(_("戻った理由を選んでください。"))
    if card.state != seen or card.state == CardState.MADE:
        raise Refused(why_not(card))
    was_returned, card.returned_reason = card.is_returned, reason
    card.returned_at, card.returned_by = card.returned_at or timezone.now(), actor
    card.save(update_fields=["returned_at", "returned_reason", "returned_by"])
    if was_returned:
        sentence = gettext_lazy("%(name)sあてのはがき%(number)sが戻った理由を「%(reason)s」に直しました")
    else:
        card_log.take_away(card, result=Result.ARRIVED)
        card_log.write(card, result=Result.RETURNED, at=card.returned_at, user=actor)
        sentence = gettext_lazy("%(name)sあてのはがき%(number)sが戻りました（%(reason)s）")
    _journal(card, "returned", sentence, actor)
    return card


@transaction.atomic
def take_back(card: Card, *, actor: User | None) -> Card:
    card = _held(card)
    if not card.is_returned:
        raise Refused(_("この記録は、もう取り消されています。"))
    _journal(
        card, "unreturned", gettext_lazy("%(name)sあてのはがき%(number)sが戻った記録を取り消しました"), actor
    )
    card.returned_at, card.returned_reason, card.returned_by = None, "", None
    card.save(update_fields=["returned_at", "returned_reason", "returned_by"])
    card_log.take_away(card, result=Result.RETURNED)
    if card.arrived_at is not None:
        card_log.write(card, result=Result.ARRIVED, at=card.arrived_at)
    return card


def why_not(card: Card) -> str:
    """What speaks against noting it with one press, as a sentence."""
    words = {"number": card.short_number, "name": card.full_name}
    if card.state == CardState.MADE:
        return _("%(number)sの束は、まだ投函した記録がありません。投函した日を先に入れてください。") % words
    if card.state == CardState.ARRIVED:
        words["day"] = _day(card.arrived_at)
        return (
            _(
                "%(number)sは、%(day)sに案内が開かれたので「届いた」になっています。それでも戻ったのなら、もう一度理由を押してください。"
            )
            % words
        )
    if card.state == CardState.RETURNED:
        words |= {"day": _day(card.returned_at), "reason": card.get_returned_reason_display()}
        return _("%(number)sは、%(day)sに「%(reason)s」で記録ずみです。") % words
    return _("%(number)sは、いまは戻ったことになっていません。もう一度理由を押してください。") % words


def _day(moment) -> str:
    return date_format(timezone.localtime(moment), _("n月j日（D） H:i"))


def _held(card: Card) -> Card:
    """With its batch, so that nobody takes back its posting meanwhile."""
    cards = Card.objects.select_for_update(of=("self", "batch")).select_related("batch__reunion")
    return cards.get(pk=card.pk)


def _journal(card: Card, action: str, sentence: Promise, actor: User | None) -> None:
    words = {
        "name": card.full_name,
        "number": card.short_number,
        "reason": card.get_returned_reason_display(),
    }
    record(
        card,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=card.batch.reunion.slug,
    )
