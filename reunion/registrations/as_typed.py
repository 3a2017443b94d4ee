"""What of a reply is kept, and in which shape.

Names stay as they were typed, kana become hiragana, addresses and numbers lose what only the keyboard put
there. A second address that is the only one is the address. What somebody needs at the venue, and the wish to
be written to next time, are kept only with the consent of their own.
"""

from reunion.lib.half_width import half_width
from reunion.lib.kana import hiragana
from reunion.mail.risk import is_acceptable, tidy

from .models import Consent

AS_TYPED = (
    "family_name",
    "given_name",
    "current_family_name",
    "transfer_name",
    "note",
    "can_reach",
)
KANA = ("family_kana", "given_kana", "current_family_kana")
AS_GIVEN = ("attending", "is_teacher", "homeroom", "line_is_fine", "show_surname", "channel")


def as_address(typed: str) -> str:
    """The address as it was meant; one that cannot be read stays as typed."""
    meant = tidy(typed)
    return meant if is_acceptable(meant) else typed.strip()


def as_kept(reply) -> dict:
    """The fields of a registration. `reply` is a signing_up.Reply."""
    agreed = set(dict(reply.consents))
    first, second = as_addresses(reply.email, reply.second_email)
    return {
        **{name: getattr(reply, name) for name in AS_GIVEN},
        **{name: getattr(reply, name).strip() for name in AS_TYPED},
        **{name: hiragana(getattr(reply, name)) for name in KANA},
        "unknown_class": reply.unknown_class.strip()[:20],
        "email": first,
        "second_email": second,
        "phone": half_width(reply.phone),
        "needs": reply.needs.strip() if Consent.Purpose.NEEDS in agreed else "",
        "keep_for_next_time": reply.keep_for_next_time and Consent.Purpose.NEXT_TIME in agreed,
    }


def as_addresses(email: str, second_email: str) -> tuple[str, str]:
    """The address and the second one, which is never the same."""
    first, second = as_address(email), as_address(second_email)
    if not first:
        return second, ""
    return first, "" if second.lower() == first.lower() else second
