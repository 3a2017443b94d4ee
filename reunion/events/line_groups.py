"""The invitations to the LINE groups: one for the staff, one for the whole year, one for each class.

Whoever has the address can join, so only a guest's own page and the desk show them, and that of the staff
stands on the desk alone. It is pasted as it comes, with the sentence around it or in full-width letters; what
is kept is an https address of LINE itself, so that nobody is led elsewhere. An empty one takes the group
away. The journal does not repeat the address.
"""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import translation
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
    reunion: Reunion,
    *,
    invitations: Mapping[Homeroom | None, str],
    of_the_staff: str | None = None,
    actor: User | None,
) -> list[LineGroup]:
    """By class, None for the whole year; groups not named stay as they are. Answers what has changed.

    `of_the_staff` None leaves the group of the staff as it is.
    """
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    if any(room is not None and room.cohort_id != reunion.cohort_id for room in invitations):
        raise Refused(_("この学年のクラスではありません。"))
    wanted = [({"homeroom": room, "for_staff": False}, text) for room, text in invitations.items()]
    if of_the_staff is not None:
        wanted.append(({"homeroom": None, "for_staff": True}, of_the_staff))
    changed = []
    for whose, text in wanted:
        group = LineGroup.objects.filter(reunion=reunion, **whose).first()
        group = group or LineGroup(reunion=reunion, **whose)
        address = invitation_in(text)
        if address != group.invitation_url:
            _set(group, address, actor)
            changed.append(group)
    return changed


def in_order(groups: Iterable[LineGroup]) -> list[LineGroup]:
    """Staff, whole year, then the classes as they came."""
    return sorted(groups, key=lambda group: (not group.for_staff, group.homeroom_id is not None))


@translation.override(settings.LANGUAGE_CODE)
def words_for(group: LineGroup) -> str:
    """What is pasted where somebody is asked to join; always Japanese."""
    words = {"reunion": group.reunion.name, "group": group, "address": group.invitation_url}
    return (
        _(
            "%(reunion)sのLINEグループ（%(group)s）です。下のアドレスを押すと入れます。"
            "ほかの方には広めないようお願いします。\n%(address)s"
        )
        % words
    )


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
