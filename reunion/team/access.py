"""Who may open which page of the committee.

A page names the roles that may open it; everyone else in the reunion is told so politely (403), and
whoever is no member of the reunion gets the same "not found" as for a reunion that does not exist. The
owner of the installation (superuser) counts as organizer everywhere. Class staff see their own homerooms
only: their scope travels as a set of homeroom ids, None for everyone else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from reunion.accounts.models import User
from reunion.events.models import Reunion

from .models import Member, Role

EVERYONE = frozenset(Role.values)
OFFICE = frozenset({Role.ORGANIZER, Role.SECRETARIAT})
ORGANIZERS = frozenset({Role.ORGANIZER})
MONEY = frozenset({Role.ORGANIZER, Role.TREASURER})
NOT_CLASS_STAFF = EVERYONE - {Role.CLASS_STAFF}


@dataclass(frozen=True)
class Seat:
    """One user's place in one reunion."""

    user: User
    reunion: Reunion
    role: str
    homeroom_ids: frozenset[int] | None

    @property
    def name(self) -> str:
        return str(self.user)

    @property
    def role_name(self) -> str:
        return Role(self.role).label

    def may(self, roles: frozenset[str]) -> bool:
        return self.role in roles


def seat_of(user: User, slug: str) -> Seat | None:
    """None when the reunion does not exist or the user has no place in it."""
    member = (
        Member.objects.select_related("reunion__cohort__school", "reunion__bank_account")
        .filter(user=user, reunion__slug=slug)
        .first()
    )
    if member is not None:
        scope = (
            frozenset(member.homerooms.values_list("id", flat=True))
            if member.role == Role.CLASS_STAFF
            else None
        )
        return Seat(user, member.reunion, member.role, scope)
    if user.is_superuser:
        reunion = Reunion.objects.select_related("cohort__school").filter(slug=slug).first()
        return Seat(user, reunion, Role.ORGANIZER, None) if reunion else None
    return None


def for_roles(roles: frozenset[str]) -> Callable:
    """Decorator of every view below /staff/<reunion>/: sets request.seat and request.reunion."""

    def decorate(view):
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args, **kwargs):
            seat = seat_of(request.user, slug)
            if seat is None:
                raise Http404
            if not seat.may(roles):
                raise PermissionDenied
            request.seat, request.reunion = seat, seat.reunion
            return view(request, *args, **kwargs)

        guarded.roles = roles
        return guarded

    return decorate


def reunions_of(user: User):
    """The reunions whose desk this user may open, next one first."""
    reunions = Reunion.objects.select_related("cohort__school").order_by("-held_on")
    return reunions if user.is_superuser else reunions.filter(members__user=user)
