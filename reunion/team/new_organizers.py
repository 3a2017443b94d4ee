"""Somebody becomes an organizer: all organizers are told at once, whoever did it and in whatever way.

An organizer may do everything, also make further organizers. So nobody becomes one behind the others' backs,
neither by an invitation nor by a change of role. The mail names who vouches for the new one.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User

from .models import Member
from .warning import tell_organizers


def tell_of_new_organizer(member: Member, *, vouching: User | None) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            _("%(name)sさんが幹事になりました。幹事は、すべての画面を開き、人を招待できます。")
            % {"name": member.name},
            _("幹事にした人 %(name)s") % {"name": vouching or _("このシステムの管理者")},
        ]
    path = reverse("staff:team:list", args=[member.reunion.slug])
    tell_organizers(member.reunion, subject=gettext_lazy("幹事が加わりました"), lines=lines, path=path)
