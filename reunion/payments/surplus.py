"""Nobody disposes of more than there is.

Whatever gives money away from a registration, or takes back what came in, holds the registrations first and
looks at their sums again: a refund or a move is at most the surplus that nobody has decided about yet, and
nothing that has been given away already may be missing afterwards.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .balance import with_free_surplus


def held(*registrations: Registration) -> list[Registration]:
    """Locked in order of ids, each with its sums as they are now; in the order they were named."""
    ids = [registration.pk for registration in registrations]
    hold(ids)
    rows = with_free_surplus(Registration.objects.filter(pk__in=ids)).select_related("reunion")
    found = {row.pk: row for row in rows}
    return [found[number] for number in ids]


def hold(ids: Iterable[int]) -> None:
    """Always in order of ids, and after the lines, so that two presses never wait for each other."""
    rows = Registration.objects.filter(pk__in=list(ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def refuse_more_than_free(registration: Registration, amount: int) -> None:
    """`registration` comes from `held`."""
    if amount < 1:
        raise Refused(_("金額は1円以上で書いてください。"))
    if amount <= registration.free:
        return
    words = {"who": registration.school_name, "free": f"{registration.free:,}"}
    if not registration.free:
        raise Refused(
            _("%(who)sさんには、いま使える過入金がありません。画面を開き直してご覧ください。") % words
        )
    raise Refused(
        _("%(who)sさんの過入金で、いま使えるのは%(free)s円までです。金額を直してください。") % words
    )


def refuse_if_missing(ids: Iterable[int]) -> None:
    """After something was taken back: what was refunded or moved away must still have been there."""
    rows = with_free_surplus(Registration.objects.filter(pk__in=list(ids)))
    short = rows.filter(paid__lt=0).order_by("pk").first()
    if short is not None:
        raise Refused(
            _(
                "%(who)sさんのこの入金からは、もう返金か振り替えをしています。先に、そちらを取り消してください。"
            )
            % {"who": short.school_name}
        )
