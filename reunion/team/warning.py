"""What every organizer is told at once by mail, so that nobody can do it behind the others' backs.

An account proposed, confirmed or discarded; a new organizer; a second factor taken away. The mail leaves when
the change is certain, beside the outbox, also to whoever did it: a stolen sign-in is noticed by its owner.
It is Japanese and gives the address of the page where something can be done about it.
"""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reunion.accounts.direct_mail import send_directly
from reunion.events.models import Reunion

from .models import Member, Role


@translation.override(settings.LANGUAGE_CODE)
def tell_organizers(
    reunion: Reunion, *, subject: Promise, lines: Iterable[str], path: str, also: Iterable[str] = ()
) -> None:
    """`lines` are sentences in Japanese; `path` begins with a slash; `also` are further mail addresses."""
    organizers = Member.objects.filter(
        reunion=reunion, role__in=[Role.ORGANIZER, Role.TREASURER], user__is_active=True
    )
    addresses = {*organizers.values_list("user__email", flat=True), *also} - {""}
    body = "\n".join(
        [
            _("%(reunion)sの幹事のみなさんへ") % {"reunion": reunion.name},
            "",
            *lines,
            "",
            _("心当たりのないときは、すぐにほかの幹事へ電話で知らせてください。"),
            settings.SITE_URL + path,
        ]
    )
    transaction.on_commit(partial(send_directly, sorted(addresses), subject=str(subject), body=body))
