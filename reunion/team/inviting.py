"""An organizer asks one person onto the committee; nobody becomes a member without knowing.

An invitation names one role and one person. It goes by mail to an address, or as a link that the organizer
passes on in LINE or shows as a QR code. It holds for two weeks; sending it again gives it two weeks anew.
It can be taken back until it is accepted. The code in its address is drawn by chance and kept in a row, so
that it stays valid whatever the secret key becomes; only organizers see it, and it never stands in a log.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom

from .invitation_words import mail_invitation
from .membership import checked, no_demo_address
from .models import Invitation, Member

VALID_FOR = dt.timedelta(days=14)
PAUSE = dt.timedelta(minutes=1)  # a second press within it sends no second mail
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # nobody confuses them, and none ends an address in a talk
LENGTH = 20


@transaction.atomic
def invite(
    reunion: Reunion,
    *,
    role: str,
    name: str,
    email: str = "",
    homerooms: Iterable[Homeroom] = (),
    actor: User,
) -> Invitation:
    """Without a mail address it is a link that the organizer passes on."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    homerooms, email = checked(role, homerooms), email.strip().lower()
    name = " ".join(name.split())
    if not name:
        raise Refused(_("招待する人の名前を書いてください。"))
    no_demo_address(reunion, email)
    if email and Member.objects.filter(reunion=reunion, user__email=email).exists():
        raise Refused(_("この人は、もうこの会に入っています。"))
    if email and reunion.invitations.open().filter(email=email).exists():
        raise Refused(
            _("このアドレスには、もう招待を送っています。「幹事のみなさん」の一覧から送り直せます。")
        )
    invitation = Invitation.objects.create(
        reunion=reunion,
        role=role,
        name=name,
        email=email,
        code=get_random_string(LENGTH, SIGNS),
        invited_by=actor,
        valid_until=timezone.now() + VALID_FOR,
    )
    invitation.homerooms.set(homerooms)
    note_invitation(invitation, gettext_lazy("%(invited)sを招待しました"), actor=actor)
    mail_invitation(invitation)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, actor: User) -> Invitation:
    """Two weeks anew, also when they were over; from now on whoever pressed vouches for it."""
    invitation = _open(invitation)
    if invitation.sent_at and invitation.sent_at > timezone.now() - PAUSE:
        raise Refused(_("いま送ったばかりです。1分ほど待って、もう一度お試しください。"))
    invitation.valid_until, invitation.invited_by = timezone.now() + VALID_FOR, actor
    invitation.save(update_fields=["valid_until", "invited_by"])
    sentence = (
        gettext_lazy("%(invited)sの招待を送り直しました")
        if invitation.goes_by_mail
        else gettext_lazy("%(invited)sの招待の期限を延ばしました")
    )
    note_invitation(invitation, sentence, actor=actor)
    mail_invitation(invitation)
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, *, actor: User) -> None:
    invitation = _open(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    note_invitation(invitation, gettext_lazy("%(invited)sの招待を取り消しました"), actor=actor)


def note_invitation(invitation: Invitation, sentence: Promise, *, actor: User) -> None:
    record(
        invitation.reunion,
        action="team",
        sentence=sentence,
        words={"invited": invitation},
        actor=actor,
        reunion_slug=invitation.reunion.slug,
    )


def _open(invitation: Invitation) -> Invitation:
    """The reunion is locked first, as whoever changes its team does."""
    Reunion.objects.select_for_update().get(pk=invitation.reunion_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("reunion__cohort__school")
    invitation = rows.get(pk=invitation.pk)
    if invitation.accepted_at:
        raise Refused(_("この招待は、もう引き受けてもらいました。"))
    if invitation.withdrawn_at:
        raise Refused(_("この招待は、もう取り消されています。"))
    return invitation
