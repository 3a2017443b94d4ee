"""Which card somebody holds in hand: by the short number in the sender's block, or by its code.

3-117 however it was typed: full width, with spaces, with any dash, after "No."; 117 alone where there is but
one batch it can be of. The code as a person types it from the card, or as a scanner reads the whole address.
A code is the same on every card of a classmate: where several are on their way, only the number can tell.
"""

import re

from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.lib.half_width import half_width
from reunion.lib.refused import Refused
from reunion.outreach.signup_links import LENGTH, link_of

from .fate import CardQuerySet
from .models import Batch, Card

MARK = r"(?:NO|№)?[.:]?\s*"
SHORT_NUMBER = re.compile(rf"{MARK}(\d{{1,9}})\s*[^0-9A-Z]\s*(\d{{1,9}})", re.ASCII)
NUMBER_ALONE = re.compile(rf"{MARK}(\d{{1,9}})", re.ASCII)
ADDRESS = re.compile(r"/C/([0-9A-Z-]+)", re.ASCII)


def find_card(cards: CardQuerySet, *, typed: str, reunion: Reunion, batch: Batch | None = None) -> Card:
    """Among `cards`, which the reader may see; `batch` is the one whose pile is worked through."""
    cards = cards.select_related("batch__reunion", "classmate__homeroom", "teacher", "returned_by")
    text = " ".join(half_width(typed).upper().split())
    if not text:
        raise Refused(_("はがきの番号を入れてください。例 3-117"))
    if match := SHORT_NUMBER.fullmatch(text):
        return _only(cards.filter(batch=int(match[1]), number=int(match[2])), typed)
    if match := NUMBER_ALONE.fullmatch(text):
        batch = batch or _only_batch(reunion)
        return _only(cards.filter(batch=batch, number=int(match[1])), typed)
    return _by_code(cards, text, reunion, typed)


def _by_code(cards: CardQuerySet, text: str, reunion: Reunion, typed: str) -> Card:
    match = ADDRESS.search(text)
    code = "".join(sign for sign in (match[1] if match else text) if sign.isalnum())
    link = link_of(code) if len(code) == LENGTH else None
    if link is None or link.reunion_id != reunion.pk:
        raise Refused(_unknown(typed))
    theirs = cards.of_classmate(link.classmate_id).newest_posted_first()
    on_their_way = list(theirs.posted().filter(returned_at=None))
    if len(on_their_way) > 1:
        numbers = "、".join(card.short_number for card in on_their_way)
        raise Refused(
            _("この人には2枚以上出しています（%(numbers)s）。差出人の下の番号を入れてください。")
            % {"numbers": numbers}
        )
    return on_their_way[0] if on_their_way else _only(theirs.posted()[:1] or theirs[:1], typed)


def _only(cards, typed: str) -> Card:
    for card in cards:
        return card
    raise Refused(_unknown(typed))


def _only_batch(reunion: Reunion) -> Batch:
    batches = list(Batch.objects.filter(reunion=reunion, posted_on__isnull=False)[:2])
    batches = batches or list(Batch.objects.filter(reunion=reunion)[:2])
    if len(batches) != 1:
        raise Refused(_("束がいくつかあります。「3-117」のように、前の数字も入れてください。"))
    return batches[0]


def _unknown(typed: str) -> str:
    return _("「%(typed)s」というはがきは見つかりません。差出人の下の番号をもう一度ご覧ください。") % {
        "typed": typed[:30]
    }
