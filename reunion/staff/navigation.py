"""The tabs of the desk: each role sees the pages it may open, in the order of the story."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.accounts.second_step import WAY_BACK
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE
from reunion.team.models import Role

TABS = (
    ("home", "staff:home:home", _("ホーム"), EVERYONE),
    ("roster", "staff:roster:list", _("名簿"), EVERYONE),
    ("registrations", "staff:registrations:list", _("申込"), EVERYONE),
    ("outreach", "staff:outreach:board", _("声がけ"), OFFICE | {Role.CLASS_STAFF}),
    ("payments", "staff:payments:lines", _("会費"), MONEY),
    ("payments", "staff:payments:cash", _("現金"), frozenset({Role.CLASS_STAFF})),
    ("mail", "staff:mail:list", _("メール"), NOT_CLASS_STAFF),
    ("notices", "staff:notices:list", _("一斉連絡"), OFFICE),
    ("postcards", "staff:postcards:list", _("はがき"), OFFICE),
    ("events", "staff:events:overview", _("会場と予定"), NOT_CLASS_STAFF),
    ("events", "staff:events:line_groups", _("LINE"), frozenset({Role.CLASS_STAFF})),
    ("team", "staff:team:list", _("幹事"), OFFICE),
)


def desk(request: HttpRequest) -> dict:
    """Context of every page below /staff/<reunion>/: its reunion, the reader's seat and the tabs."""
    seat = getattr(request, "seat", None)
    if seat is None:
        is_door = request.path.startswith("/accounts/") and hasattr(request, "session")
        return {WAY_BACK: request.session.get(WAY_BACK, "")} if is_door else {}
    here = request.resolver_match.namespaces[1] if len(request.resolver_match.namespaces) > 1 else ""
    navigation = [
        {"label": label, "url": reverse(name, args=[seat.reunion.slug]), "current": noun == here}
        for noun, name, label, roles in TABS
        if seat.may(roles)
    ]
    return {"seat": seat, "reunion": seat.reunion, "navigation": navigation}
