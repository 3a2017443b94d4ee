"""A reunion's address is its slug: small letters, digits and hyphens.

The words that are doors of the house already (staff, accounts, …) are refused, so that a reunion can
never hide a door.
"""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

DOORS = frozenset(
    {
        "staff",
        "accounts",
        "admin",
        "health",
        "static",
        "media",
        "c",
        "my",
        "language",
        "demo",
        "invitation",
        "mail-events",
    }
)

has_slug_characters = RegexValidator(
    r"^[a-z0-9][a-z0-9-]{0,48}$",
    _("アドレスは半角の小文字の英字、数字、ハイフンで、49文字までで書いてください。例 mamagawa-1983"),
)


def is_no_door(slug: str) -> None:
    if slug in DOORS:
        raise ValidationError(
            _("「%(slug)s」は使えません。別のアドレスにしてください。"), params={"slug": slug}
        )
