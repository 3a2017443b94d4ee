"""What follows from a family's answer: a person of the office decides, once, and may take it back.

No more contact, or deceased, is marked in the roster; told counts as reached and stands in the contact log;
or nothing follows. Letters that waited for the decision go again where it allows them, and the last look
keeps the others back. Taking back undoes exactly what the decision wrote, and the answer waits again.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.roster.correcting import correct, version_of
from reunion.roster.models import Classmate

from .family_answers import write_down
from .letters_let_go import let_go
from .models import ContactLog, FamilyAnswer

Outcome, What = FamilyAnswer.Outcome, FamilyAnswer.What
BY_A_PERSON = (Outcome.REACHED, Outcome.NO_CONTACT, Outcome.DECEASED, Outcome.NOTHING)
SUGGESTED = {
    What.TOLD: Outcome.REACHED,
    What.NO_CONTACT: Outcome.NO_CONTACT,
    What.DECEASED: Outcome.DECEASED,
}
MARK = {Outcome.NO_CONTACT: "do_not_contact", Outcome.DECEASED: "deceased"}
DECIDED = gettext_lazy("%(name)sさんのご家族のお知らせ（%(what)s）について決めました：%(outcome)s")
REOPENED = gettext_lazy("%(name)sさんのご家族のお知らせ（%(what)s）について決めたことを取り消しました")


@transaction.atomic
def decide(answer: FamilyAnswer, *, outcome: str, actor: User) -> FamilyAnswer:
    """`outcome` is one of BY_A_PERSON. Raises Refused."""
    answer = _held(answer)
    if answer.outcome == outcome:
        return answer
    if not answer.is_open:
        raise Refused(_("このお知らせは、もう決めてあります。画面を新しくして見てください。"))
    answer.outcome, answer.decided_at, answer.decided_by = outcome, timezone.now(), actor
    if outcome in MARK:
        answer.marked_roster = _mark(answer, value=True, actor=actor)
    elif outcome == Outcome.REACHED:
        answer.log = _log(answer, actor)
    answer.save()
    write_down(answer, "family_answer_decided", DECIDED, actor=actor)
    let_go(answer.link.classmate, reunion=answer.link.reunion, because=Message.Because.FAMILY)
    return answer


@transaction.atomic
def reopen(answer: FamilyAnswer, *, actor: User) -> FamilyAnswer:
    """Raises Refused when the family took it back, or said the same again."""
    answer = _held(answer)
    if answer.is_open:
        return answer
    if answer.outcome == Outcome.WITHDRAWN:
        raise Refused(_("知らせた方が取り消したお知らせは、元に戻せません。"))
    if FamilyAnswer.objects.open().filter(link=answer.link, what=answer.what).exists():
        raise Refused(_("同じお知らせがもう一度届いています。そちらを先に決めてください。"))
    if answer.marked_roster:
        _mark(answer, value=False, actor=actor)
    if answer.log is not None:
        answer.log.delete()
    write_down(answer, "family_answer_reopened", REOPENED, actor=actor)
    answer.outcome, answer.decided_at, answer.decided_by = "", None, None
    answer.marked_roster, answer.log = False, None
    answer.save()
    return answer


def _held(answer: FamilyAnswer) -> FamilyAnswer:
    rows = FamilyAnswer.objects.select_related("link__classmate", "link__reunion", "log")
    return rows.select_for_update(of=("self",)).get(pk=answer.pk)


def _mark(answer: FamilyAnswer, *, value: bool, actor: User) -> bool:
    """Whether the roster said otherwise before."""
    person = Classmate.objects.select_for_update(of=("self",)).get(pk=answer.link.classmate_id)
    mark = MARK[answer.outcome]
    if getattr(person, mark) == value:
        return False
    seen, slug = version_of(person), answer.link.reunion.slug
    correct(person, values={mark: value}, seen=seen, actor=actor, reunion_slug=slug)
    return True


def _log(answer: FamilyAnswer, actor: User) -> ContactLog:
    return ContactLog.objects.create(
        reunion=answer.link.reunion,
        classmate=answer.link.classmate,
        user=actor,
        way=ContactLog.Way.POSTCARD,
        result=ContactLog.Result.TOLD,
        note=_("ご家族から「本人に伝えました」とお知らせがありました"),
    )
