"""What a carrier does to mail like ours, and how its customer lets our mail in.

The table `data/carrier_filters.json` holds what the carriers' own pages say: whether mail that was stopped is
kept in a folder or dropped, either way without an error to us; what the list of allowed senders is called;
where it is found. An allow-list alone does not always beat the check for forged senders, so each carrier has
a second thing to do. Where a carrier's menus are not known for sure, no steps are given: a guess would send
somebody of 60 astray. The names in the menus are Japanese in every language.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from .carrier_domains import carrier_domain
from .kinds import CARRIERS
from .our_address import own_address
from .risk import tidy

TABLE = Path(__file__).parent / "data" / "carrier_filters.json"


@dataclass(frozen=True)
class AllowList:
    """`domain` is what is to be typed into the list; `steps` may be empty."""

    carrier: str
    what_happens: str
    name: str
    steps: tuple[str, ...]
    also: str
    domain: str

    @property
    def title(self) -> str:
        return _("%(carrier)sのメールは、届かないことがあります") % {"carrier": CARRIERS[self.carrier]}


def allow_list_for(address: str) -> AllowList | None:
    """None unless the address, as typed, is one of a carrier that still delivers mail."""
    rule = carrier_domain(tidy(address).rpartition("@")[2].lower())
    if rule is None or rule.is_ended or not rule.is_carrier_mail:
        return None
    return allow_list_of(rule.carrier)


def allow_list_of(carrier: str) -> AllowList:
    """Of a carrier as `carrier_domains.py` names it. Sentences are in the language of the request."""
    known = _table().get(carrier, {})
    return AllowList(
        carrier=carrier,
        what_happens=_what_happens(known.get("silent", "")),
        name=known.get("allow_list_name", ""),
        steps=tuple(known.get("path", ())),
        also=known.get("user_should_also", ""),
        domain=own_address().rpartition("@")[2],
    )


@cache
def _table() -> dict[str, dict]:
    return json.loads(TABLE.read_text(encoding="utf-8"))


def _what_happens(silent: str) -> str:
    sentences = {
        "folder": _(
            "エラーにならずに「迷惑メールフォルダ」に入り、30日で消えることがあります。"
            "届いていないことが、こちらには分かりません。"
        ),
        "dropped": _(
            "エラーにならずに、途中で消えることがあります。届いていないことが、こちらには分かりません。"
        ),
    }
    return sentences.get(silent, _("迷惑メールとして、途中で止められることがあります。"))
