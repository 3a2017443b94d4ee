"""What an invitation says: who asks, for which reunion, what for, what one press does, and until when.

The mail leaves beside the outbox, when the invitation is certain; that it left is noted, and the desk shows
an invitation whose mail could not be handed over. Of the demo no mail leaves: it stays in the folder of the
demo. The lines for LINE are pasted into a talk between two who know each other. Both are Japanese.
"""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.direct_mail import send_directly

from .models import Invitation, Role

WHAT_FOR = {
    Role.ORGANIZER: gettext_lazy("会の全体を見て、準備を進める役です。"),
    Role.SECRETARIAT: gettext_lazy("名簿や申込、お知らせの発送を受け持つ役です。"),
    Role.TREASURER: gettext_lazy("会費の入金を確かめ、決算までを受け持つ役です。"),
    Role.CLASS_STAFF: gettext_lazy("同じクラスだった人に声をかける役です。"),
}


def address_of(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("public:invitation", args=[invitation.code])


def surname_of(invitation: Invitation) -> str:
    """Of whoever invites; never their mail address, which stands in for a name elsewhere."""
    written = invitation.invited_by.name.split() if invitation.invited_by else []
    return written[0] if written else ""


def line_text(invitation: Invitation) -> str:
    return _filled("team/invitation_line.txt", invitation)


def mail_invitation(invitation: Invitation) -> None:
    if invitation.goes_by_mail:
        transaction.on_commit(partial(_send, invitation))


@translation.override(settings.LANGUAGE_CODE)
def _send(invitation: Invitation) -> None:
    subject = _("%(reunion)s %(role)sの招待") % {
        "reunion": invitation.reunion.name,
        "role": invitation.get_role_display(),
    }
    body = _filled("team/invitation_mail.txt", invitation)
    stays_here = invitation.reunion.is_demo
    if not send_directly([invitation.email], subject=subject, body=body, stays_here=stays_here):
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())


@translation.override(settings.LANGUAGE_CODE)
def _filled(template: str, invitation: Invitation) -> str:
    context = {
        "reunion": invitation.reunion,
        "name": invitation.name,
        "inviter": str(invitation.invited_by) if invitation.invited_by else _("幹事"),
        "role": invitation.get_role_display(),
        "what_for": str(WHAT_FOR[Role(invitation.role)]),
        "homerooms": "、".join(str(room) for room in invitation.homerooms.all()),
        "by_mail": invitation.goes_by_mail,
        "address": address_of(invitation),
        "until": formats.date_format(timezone.localtime(invitation.valid_until), "n月j日（D）"),
    }
    return get_template(template).template.render(Context(context, autoescape=False)).strip()
