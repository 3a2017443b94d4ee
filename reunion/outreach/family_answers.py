"""What a family tells us by the code of a card: told the classmate, no more mail please, or has died.

An answer changes nothing by itself: anybody may have found the card, so a person decides
(answers_decided.py). Until then nothing is sent of our own accord to whom it says to leave alone, unless the
classmate has answered in person after it. The same answer pressed twice is one; a new word is added to it.
Answers that contradict each other all stand. Whoever pressed may take it back within the visit.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.mail.models import Message
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet

from .letters_let_go import let_go
from .models import FamilyAnswer, FamilyAnswerQuerySet, SignupLink

LONGEST_NOTE = FamilyAnswer._meta.get_field("note").max_length
HEARD = gettext_lazy("%(name)sさんのご家族からお知らせが届きました（%(what)s）")
WITHDRAWN = gettext_lazy("%(name)sさんのご家族からのお知らせが取り消されました（%(what)s）")


@transaction.atomic
def hear(link: SignupLink, *, what: str, note: str = "") -> tuple[FamilyAnswer, bool]:
    """The answer that stands now, and whether it is a new one. `what` is one of FamilyAnswer.What."""
    SignupLink.objects.select_for_update().get(pk=link.pk)
    same = FamilyAnswer.objects.open().filter(link=link, what=what).first()
    if same is not None:
        _add_note(same, note)
        return same, False
    answer = FamilyAnswer.objects.create(link=link, what=what, note=note[:LONGEST_NOTE])
    write_down(answer, "family_answer", HEARD)
    return answer, True


@transaction.atomic
def withdraw(answer: FamilyAnswer) -> bool:
    """False when somebody has decided about it meanwhile: then it stands."""
    locked = FamilyAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not locked.is_open:
        return locked.outcome == FamilyAnswer.Outcome.WITHDRAWN
    locked.outcome, locked.decided_at = FamilyAnswer.Outcome.WITHDRAWN, timezone.now()
    locked.save(update_fields=["outcome", "decided_at"])
    write_down(locked, "family_answer_withdrawn", WITHDRAWN)
    let_go(locked.link.classmate, reunion=locked.link.reunion, because=Message.Because.FAMILY)
    return True


def waiting(reunion: Reunion) -> FamilyAnswerQuerySet:
    """Those a person must decide about."""
    return FamilyAnswer.objects.open().filter(link__reunion=reunion)


def not_left_alone(classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Without those whose family asked, undecided yet, to leave them alone."""
    return classmates.filter(~Exists(_asks_to_leave_alone(OuterRef("pk"))))


def is_left_alone(classmate: Classmate, *, answered: Registration | None = None) -> bool:
    """`answered` is the classmate's own reply: what they said after the family counts more."""
    asked = _asks_to_leave_alone(classmate.pk)
    if answered is not None:
        asked = asked.filter(at__gt=answered.signed_up_at)
    return asked.exists()


def _asks_to_leave_alone(classmate: object) -> FamilyAnswerQuerySet:
    return FamilyAnswer.objects.open().ends_contact().filter(link__classmate=classmate)


def write_down(answer: FamilyAnswer, action: str, sentence: Promise, *, actor: User | None = None) -> None:
    """The journal tells what was said, never the family's own words."""
    record(
        answer.link.classmate,
        action=action,
        sentence=sentence,
        words={
            "name": answer.link.classmate.school_name,
            "what": FamilyAnswer.What(answer.what).label,
            "outcome": FamilyAnswer.Outcome(answer.outcome).label if answer.outcome else "",
        },
        actor=actor,
        reunion_slug=answer.link.reunion.slug,
    )


def _add_note(answer: FamilyAnswer, note: str) -> None:
    if note and note not in answer.note:
        answer.note = "\n".join(filter(None, (answer.note, note)))[:LONGEST_NOTE]
        answer.save(update_fields=["note"])
