"""What every organizer is told at once by mail, so that nobody can do it behind the others' backs.

An account proposed, confirmed or discarded; a new organizer; a second factor taken away. The mail leaves when
the change is certain, beside the outbox, also to whoever did it: a stolen sign-in is noticed by its owner.
It is Japanese and gives the address of the page where something can be done about it. Whom no mail reached
is written into the journal and shown to whoever pressed, so that somebody calls them.
"""

from collections.abc import Callable, Iterable
from functools import partial, wraps

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.direct_mail import send_directly
from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.journal.recording import record

from .models import Member, Role

NOT_TOLD = gettext_lazy("知らせのメールを送れなかった人がいます（%(names)s）。電話で知らせてください")


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
    transaction.on_commit(partial(_tell, reunion, sorted(addresses), subject=str(subject), body=body))


def says_who_was_not_told(view: Callable) -> Callable:
    """Decorator of a view whose press tells the organizers; used below `for_roles`."""

    @wraps(view)
    def watched(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        before = timezone.now()
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            for entry in _not_told(request.reunion).filter(recorded_at__gte=before):
                messages.warning(request, f"{entry.sentence}。")
        return answer

    return watched


def _tell(reunion: Reunion, addresses: list[str], *, subject: str, body: str) -> None:
    failed = send_directly(addresses, subject=subject, body=body)
    if failed:
        names = "、".join(str(user) for user in User.objects.filter(email__in=failed).order_by("id"))
        words = {"names": names}
        record(reunion, action="untold", sentence=NOT_TOLD, words=words, reunion_slug=reunion.slug)


def _not_told(reunion: Reunion):
    return Entry.objects.about(reunion).filter(action="untold")
