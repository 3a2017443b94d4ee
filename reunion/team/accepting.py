"""Whoever is invited says yes by a press of their own; a link that is only opened changes nothing.

One invitation makes one member, once. Its mail address is proved first (the screen asks for the digits sent
there); one that went by mail is for that address alone. It counts only while whoever invited is still an
organizer: somebody who has left can let nobody in any more. To press twice is harmless. A stranger who
finds the link learns the inviter's surname, the reunion and the role, and nothing of the invited person.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.lib.half_width import half_width
from reunion.lib.refused import Refused

from .membership import add_member
from .models import Invitation, Member


def invitation_of(code: str) -> Invitation | None:
    rows = Invitation.objects.select_related("reunion__cohort__school", "invited_by", "accepted_by")
    return rows.filter(code=half_width(code).strip().lower()).first()


def why_closed(invitation: Invitation) -> str:
    """A sentence for whoever comes too late; empty while it may be accepted."""
    if invitation.accepted_at:
        return _("この招待は、もう使われています。引き受けた方は、ログインして入れます。")
    if invitation.withdrawn_at:
        return _("この招待は取り消されました。お心当たりがあれば、幹事にお尋ねください。")
    if invitation.is_over:
        return _("この招待は期限が過ぎました。招待した人に、もう一度送ってもらってください。")
    if not may_still_invite(invitation):
        return _("招待した人がいまは幹事ではないため、この招待は使えません。ほかの幹事にお尋ねください。")
    return ""


def may_still_invite(invitation: Invitation) -> bool:
    rows = Invitation.objects.filter(pk=invitation.pk).with_their_inviters_right()
    return rows.filter(is_vouched_for=True).exists()


@transaction.atomic
def accept(invitation: Invitation, *, email: str, name: str = "") -> Member:
    """`email` is proved to be their own; `name` is theirs to say, else it is as the inviter wrote it."""
    Reunion.objects.select_for_update().get(pk=invitation.reunion_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("reunion", "invited_by")
    invitation, email = rows.get(pk=invitation.pk), email.strip().lower()
    if invitation.email and invitation.email != email:
        raise Refused(_("この招待は、別のメールアドレスの方に宛てたものです。"))
    user = User.objects.filter(email=email).first()
    if member := _accepted_before(invitation, user):
        return member
    if sentence := why_closed(invitation):
        raise Refused(sentence)
    member = add_member(
        invitation.reunion,
        email=email,
        name=" ".join(name.split()) or invitation.name,
        role=invitation.role,
        homerooms=invitation.homerooms.all(),
        actor=None,
        invited_by=invitation.invited_by,
        sentence=gettext_lazy("%(member)sが招待を引き受けました（招待した人 %(inviter)s）"),
    )
    invitation.accepted_by, invitation.accepted_at = member.user, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    return member


def _accepted_before(invitation: Invitation, user: User | None) -> Member | None:
    if user is None or invitation.accepted_by_id != user.pk:
        return None
    return Member.objects.filter(reunion=invitation.reunion_id, user=user).first()
