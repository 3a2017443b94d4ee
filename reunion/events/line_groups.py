"""The invitations to the LINE groups: one for the whole year, one for each class.

Only a guest's own page shows them, since whoever has the address can join. It is pasted as it comes, with the
sentence around it or in full-width letters; what is kept is an https address of LINE itself, so that nobody
is led elsewhere. An empty one takes the group away. The journal does not repeat the address.
"""

import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.half_width import FULL_WIDTH
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom

from .models import LineGroup, Reunion

ADDRESS = re.compile(
    r"(?<![\w.@/-])(?:https?://)?(line\.me|lin\.ee)(/[\w/?=&%.~+#-]+)", re.IGNORECASE | re.ASCII
)
LONGEST = LineGroup._meta.get_field("invitation_url").max_length


def invitation_in(text: str) -> str:
    """The address of LINE in what was pasted, empty for nothing; raises Refused when there is none."""
    text = text.translate(FULL_WIDTH).strip()
    if not text:
        return ""
    found = ADDRESS.search(text)
    if not found:
        raise Refused(
            _("LINEの招待のアドレスではないようです。https://line.me/ で始まるアドレスを貼り付けてください。")
        )
    address = f"https://{found[1].lower()}{found[2].rstrip('.')}"
    if len(address) > LONGEST:
        raise Refused(_("アドレスが長すぎます。LINEの「招待」から、もう一度コピーしてください。"))
    return address


@transaction.atomic
def set_groups(
    reunion: Reunion, *, invitations: Mapping[Homeroom | None, str], actor: User | None
) -> list[LineGroup]:
    """By class, None for the whole year; groups not named stay as they are. Answers what has changed."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    changed = []
    for homeroom, text in invitations.items():
        if homeroom is not None and homeroom.cohort_id != reunion.cohort_id:
            raise Refused(_("この学年のクラスではありません。"))
        group = LineGroup.objects.filter(reunion=reunion, homeroom=homeroom).first()
        group = group or LineGroup(reunion=reunion, homeroom=homeroom)
        address = invitation_in(text)
        if address != group.invitation_url:
            _set(group, address, actor)
            changed.append(group)
    return changed


def _set(group: LineGroup, address: str, actor: User | None) -> None:
    group.invitation_url = address
    if address:
        group.save()
        sentence = gettext_lazy("LINEグループの招待を登録しました（%(group)s）")
    else:
        group.delete()
        sentence = gettext_lazy("LINEグループの招待を外しました（%(group)s）")
    record(
        group.reunion,
        action="line_group",
        sentence=sentence,
        words={"group": group},
        actor=actor,
        reunion_slug=group.reunion.slug,
    )
