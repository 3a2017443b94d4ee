"""When the proposals beside the lines of a reunion are worked out anew.

They depend on everything matching is told: names, fees, states, what is paid, which lines are open. A mark of
all that (staleness.py) is kept with them; while it stays the same they are right, and nothing is done. When
it differs they are written anew in one transaction, one run at a time, for the lines that nobody has decided.
What was proposed for a decided line stays as it was. The worker looks every minute; whoever shows or uses a
proposal looks first.
"""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.journal.keeping import while_unchanged

from .matching import Proposal as Answer
from .matching import match
from .matching_input import claims_of, lines_to_match
from .models import MatchRun, Proposal, StatementLine, StatementLineQuerySet
from .staleness import state_and_kept, state_of

LINES_AT_ONCE = 500
MOST_ALTERNATIVES = 20


def keep_up_to_date() -> None:
    """For the worker: of every reunion with a line that nobody has decided, so that no page waits for it."""
    undecided = StatementLine.objects.undecided().filter(reunion=OuterRef("pk"))
    for reunion in Reunion.objects.filter(Exists(undecided)):
        bring_up_to_date(reunion)


def bring_up_to_date(reunion: Reunion) -> None:
    """Call it before showing or using what is proposed. Costs one query when nothing has changed."""
    if not while_unchanged(("proposals", reunion.pk), lambda: _are_up_to_date(reunion)):
        work_out_anew(reunion)


def _are_up_to_date(reunion: Reunion) -> bool:
    state, kept = state_and_kept(reunion)
    return state == kept


@transaction.atomic
def work_out_anew(reunion: Reunion) -> None:
    run = one_at_a_time(reunion)
    # Before anything is read: what changes meanwhile makes the proposals stale again.
    run.fingerprint = state_of(reunion)
    lines, claims = lines_to_match(reunion), claims_of(reunion)
    undecided = StatementLine.objects.filter(reunion=reunion).undecided()
    with translation.override(settings.LANGUAGE_CODE):
        answers = {answer.line_id: answer for answer in match(lines, claims)}
        _grade_lines(undecided, answers)
    Proposal.objects.filter(line__in=undecided.values("id")).delete()
    open_ids = set(undecided.values_list("id", flat=True))
    Proposal.objects.bulk_create(
        row for id, answer in answers.items() if id in open_ids for row in _proposals(answer)
    )
    run.save()


def one_at_a_time(reunion: Reunion) -> MatchRun:
    """Until the transaction ends nobody else works on this reunion's proposals."""
    return MatchRun.objects.select_for_update().get_or_create(reunion=reunion)[0]


def _grade_lines(undecided: StatementLineQuerySet, answers: dict[int, Answer]) -> None:
    """Writes only the lines whose answer is another one than before; equal answers in one go."""
    changed: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for line_id, *old in undecided.order_by().values_list("id", "grade", "reason", "treatment"):
        answer = answers.get(line_id)
        new = (answer.grade, answer.reason[:200], answer.kind) if answer else _never_matched()
        if new != tuple(old):
            changed[new].append(line_id)
    for (grade, reason, treatment), ids in changed.items():
        for start in range(0, len(ids), LINES_AT_ONCE):
            lines = StatementLine.objects.filter(pk__in=ids[start : start + LINES_AT_ONCE])
            lines.update(grade=grade, reason=reason, treatment=treatment)


def _never_matched() -> tuple[str, str, str]:
    """What is left for money that comes in as the bank's own correction."""
    return StatementLine.Grade.UNCLEAR, _("銀行が訂正した行です。会費かどうか確かめてください"), ""


def _proposals(answer: Answer) -> list[Proposal]:
    shares = dict(answer.shares)
    others = [claim_id for claim_id in dict.fromkeys(answer.alternatives) if claim_id not in shares]
    best = [
        Proposal(line_id=answer.line_id, registration_id=claim_id, amount=abs(amount), rank=rank)
        for rank, (claim_id, amount) in enumerate(shares.items())
    ]
    return best + [
        Proposal(line_id=answer.line_id, registration_id=claim_id, is_alternative=True, rank=rank)
        for rank, claim_id in enumerate(others[:MOST_ALTERNATIVES])
    ]
