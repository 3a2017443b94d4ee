"""Somebody has lost their telephone: an organizer takes their second step away, so that they can enter again.

A mailed number is then enough to sign in, and they set up a new second step. Never one's own, and never that
of somebody who has a say where the organizer has none: the owner of the installation, or a member of another
reunion that is not the organizer's. All organizers and the person are told at once. They are signed out
everywhere, for the lost telephone may be in other hands. On the machine itself `manage.py forget_second_step`
does the same for anybody.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Member, Role
from .warning import tell_organizers

TAKEN = gettext_lazy("%(name)sさんの「もう一つの確かめ」を外しました")


@transaction.atomic
def forget_second_step(member: Member, *, actor: User) -> None:
    rows = Member.objects.select_for_update(of=("self",)).select_related("user", "reunion")
    member = rows.get(pk=member.pk)
    if member.user_id == actor.pk:
        raise Refused(_("自分の分は、ここでは外せません。「ログインの設定」をご覧ください。"))
    if not _has_the_say(actor, member.user):
        raise Refused(_("この人はほかの会にも入っています。その会の幹事にも相談してください。"))
    if not forget_steps_of(member.user):
        raise Refused(_("この人は、もう一つの確かめを使っていません。"))
    record(
        member.reunion,
        action="team",
        sentence=TAKEN,
        words={"name": member.name},
        actor=actor,
        reunion_slug=member.reunion.slug,
    )
    with translation.override(settings.LANGUAGE_CODE):
        lines = [f"{TAKEN % {'name': member.name}}。", _("押した人 %(name)s") % {"name": actor}]
    path = reverse("staff:team:list", args=[member.reunion.slug])
    tell_organizers(
        member.reunion,
        subject=gettext_lazy("「もう一つの確かめ」が外されました"),
        lines=lines,
        path=path,
        also=[member.user.email],
    )


def forget_steps_of(user: User) -> int:
    """How many there were; whoever is signed in as `user` is signed out."""
    count, _rows = Authenticator.objects.filter(user=user).delete()
    if count:
        for session in UserSession.objects.filter(user=user):
            session.end()
    return count


def _has_the_say(actor: User, user: User) -> bool:
    if actor.is_superuser:
        return True
    ours = Member.objects.filter(user=actor, role=Role.ORGANIZER).values("reunion")
    elsewhere = Member.objects.filter(user=user).exclude(reunion__in=ours)
    return not (user.is_superuser or user.is_staff or elsewhere.exists())
