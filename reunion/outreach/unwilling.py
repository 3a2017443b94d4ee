"""Who has said that they want to hear nothing from us, and what the office decides about it.

It is noted by whoever heard it, and from then on nobody calls them, and what we would send of our own accord
waits (letters_waiting.py). But one angry word, or one of somebody else in the house, is not for ever: the
office decides once, either to leave them alone for good, which stands in the roster and holds for every
letter and card, or that they may be asked again.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.mail.models import Message
from reunion.registrations.models import Registration
from reunion.roster.correcting import correct, version_of
from reunion.roster.models import Classmate, ClassmateQuerySet

from .letters_let_go import let_go
from .models import ContactLog


def undecided(reunion: Reunion) -> QuerySet[ContactLog]:
    """One row a person, oldest first; whom the roster leaves alone by now is decided."""
    rows = _noted(reunion).filter(classmate__deceased=False, classmate__do_not_contact=False)
    return rows.order_by("at", "pk")


def without_unwilling(classmates: ClassmateQuerySet, reunion: Reunion) -> ClassmateQuerySet:
    return classmates.filter(~Exists(_noted(reunion).filter(classmate=OuterRef("pk"))))


def is_unwilling(classmate: Classmate, reunion: Reunion, *, answered: Registration | None = None) -> bool:
    """`answered` is the classmate's own reply: what they said before it counts no more."""
    noted = _noted(reunion).filter(classmate=classmate)
    return (noted.filter(at__gt=answered.signed_up_at) if answered else noted).exists()


@transaction.atomic
def decide(log: ContactLog, *, leave_alone: bool, actor: User) -> bool:
    """False when somebody else was quicker: theirs stands."""
    classmate = Classmate.objects.select_for_update(of=("self",)).get(pk=log.classmate_id)
    log = undecided(log.reunion).filter(pk=log.pk).select_related("reunion").first()
    if log is None:
        return False
    log.decided_at = timezone.now()
    log.save(update_fields=["decided_at"])
    if leave_alone:
        values = {"do_not_contact": True}
        slug = log.reunion.slug
        correct(classmate, values=values, seen=version_of(classmate), actor=actor, reunion_slug=slug)
    else:
        let_go(classmate, reunion=log.reunion, because=Message.Because.UNWILLING)
        record(
            classmate,
            action="outreach",
            sentence=gettext_lazy("%(name)sさんに、また声をかけてよいことにしました"),
            words={"name": classmate.school_name},
            actor=actor,
            reunion_slug=log.reunion.slug,
        )
    return True


def _noted(reunion: Reunion) -> QuerySet[ContactLog]:
    rows = ContactLog.objects.filter(reunion=reunion, decided_at__isnull=True, classmate__isnull=False)
    return rows.filter(result=ContactLog.Result.UNWILLING)
