"""Who joins the committee, changes role or leaves.

Whoever accepts an invitation is added by mail address; the account is made when there is none, without a
password, since they sign in by a code sent to that address. Class staff have at least one class, everybody
else none. A reunion keeps at least one organizer, and all are told of a new one. Leaving takes effect with
the next request; who belongs to no reunion any more is signed out everywhere. A person of the demo, whose
password is known to all, joins no real one.
"""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.direct_mail import is_of_the_demo
from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom

from .models import Member, Role
from .new_organizers import tell_of_new_organizer

ADDED = gettext_lazy("%(member)sを加えました")


@transaction.atomic
def add_member(
    reunion: Reunion,
    *,
    email: str,
    name: str,
    role: str,
    homerooms: Iterable[Homeroom] = (),
    actor: User | None,
    invited_by: User | None = None,
    sentence: Promise = ADDED,
) -> Member:
    """Whoever was invited joins as themselves; else `actor` has added them."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    no_demo_address(reunion, email)
    homerooms = checked(role, homerooms)
    user = User.objects.filter(email__iexact=email.strip()).first()
    user = user or User.objects.create_user(email, name=name)
    if Member.objects.filter(user=user, reunion=reunion).exists():
        raise Refused(_("%(name)sさんはもう登録されています。") % {"name": user})
    member = Member.objects.create(user=user, reunion=reunion, role=role)
    member.homerooms.set(homerooms)
    note(member, sentence, actor=user if invited_by else actor, inviter=invited_by)
    if role == Role.ORGANIZER:
        tell_of_new_organizer(member, vouching=invited_by or actor)
    return member


@transaction.atomic
def change_role(
    member: Member, *, role: str, homerooms: Iterable[Homeroom] = (), actor: User | None
) -> Member:
    Reunion.objects.select_for_update().get(pk=member.reunion_id)
    member.refresh_from_db()
    if role != Role.ORGANIZER:
        keep_an_organizer(member)
    homerooms, becomes_organizer = checked(role, homerooms), role == Role.ORGANIZER != member.role
    member.role = role
    member.save()
    member.homerooms.set(homerooms)
    note(member, gettext_lazy("%(member)sの役割を変えました"), actor=actor)
    if becomes_organizer:
        tell_of_new_organizer(member, vouching=actor)
    return member


@transaction.atomic
def remove_member(member: Member, *, actor: User | None) -> None:
    Reunion.objects.select_for_update().get(pk=member.reunion_id)
    keep_an_organizer(member)
    note(member, gettext_lazy("%(member)sが外れました"), actor=actor)
    user = member.user
    member.delete()
    if not user.is_superuser and not user.memberships.exists():
        for session in UserSession.objects.filter(user=user):
            session.end()


def no_demo_address(reunion: Reunion, email: str) -> None:
    if is_of_the_demo(email.strip()) and not reunion.is_demo:
        raise Refused(_("お試し用のアドレスです。ご本人のメールアドレスを入れてください。"))


def checked(role: str, homerooms: Iterable[Homeroom]) -> list[Homeroom]:
    homerooms = list(homerooms)
    if role != Role.CLASS_STAFF:
        return []
    if not homerooms:
        raise Refused(_("クラススタッフには、受け持ちのクラスを1つ以上選んでください。"))
    return homerooms


def keep_an_organizer(member: Member) -> None:
    others = Member.objects.filter(reunion=member.reunion, role=Role.ORGANIZER).exclude(pk=member.pk)
    if member.role == Role.ORGANIZER and not others.exists():
        raise Refused(_("幹事が一人もいなくなります。先にほかの人を幹事にしてください。"))


def note(member: Member, sentence: Promise, *, actor: User | None, inviter: User | None = None) -> None:
    record(
        member.reunion,
        action="team",
        sentence=sentence,
        words={"member": member, "inviter": inviter.name if inviter else ""},
        actor=actor,
        reunion_slug=member.reunion.slug,
    )
