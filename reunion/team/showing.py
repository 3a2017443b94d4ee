"""Who of the committee stands on the public page: by the surname of their school days and their class.

Guests trust a page behind which they see people they know. Each member alone says so, for themselves, in
words they have read; nobody can say it for another, not even an organizer. It is taken back just as easily,
and is gone at the next request. A new surname or class is a new consent.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom

from .models import Member

WORDING = gettext_lazy("在学時の名字とクラスを案内ページに載せる")


def shown_members(reunion: Reunion) -> QuerySet[Member]:
    """Those who agreed, with their class; whoever joined first stands first."""
    return (
        Member.objects.filter(reunion=reunion, shown_since__isnull=False)
        .select_related("own_homeroom")
        .order_by("id")
    )


@transaction.atomic
def show(member: Member, *, surname: str, homeroom: Homeroom | None, actor: User) -> Member:
    """`actor` agrees to be shown so. Without a class only the surname is shown."""
    member = _own(member, actor)
    surname = " ".join(surname.split())
    if not surname:
        raise Refused(_("在学時の名字を書いてください。"))
    if homeroom is not None and homeroom.cohort_id != member.reunion.cohort_id:
        raise Refused(_("この学年のクラスではありません。"))
    if member.shown_since and (member.surname, member.own_homeroom_id) == (surname, homeroom and homeroom.pk):
        return member
    member.surname, member.own_homeroom, member.shown_since = surname, homeroom, timezone.now()
    member.save()
    _note(member, gettext_lazy("案内ページに載ることに同意しました（「%(wording)s」）"))
    return member


@transaction.atomic
def hide(member: Member, *, actor: User) -> Member:
    """What was written stays for the next time, and is shown to nobody else."""
    member = _own(member, actor)
    if member.shown_since:
        member.shown_since = None
        member.save()
        _note(member, gettext_lazy("案内ページに載る同意を取り消しました（「%(wording)s」）"))
    return member


def _own(member: Member, actor: User) -> Member:
    if member.user_id != actor.pk:
        raise Refused(_("名字を載せるかどうかは、本人だけが決められます。"))
    return Member.objects.select_for_update(of=("self",)).select_related("reunion", "user").get(pk=member.pk)


def _note(member: Member, sentence: Promise) -> None:
    record(
        member.reunion,
        action="shown",
        sentence=sentence,
        words={"wording": WORDING},
        actor=member.user,
        reunion_slug=member.reunion.slug,
    )
