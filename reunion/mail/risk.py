"""How likely a mail to this address is to arrive, told from the address alone.

An address is malformed (no mail can be sent to it), dead (its domain has ended), a slip of the finger (its
domain is nearly a well-known one), carrier mail (a mobile carrier may drop our mail without an error), or
none of these. Carrier addresses of before 2009 may hold `..` or `.@`: they are accepted where the table of
carriers says so, and kept as typed. MVNO and provider mailboxes are ordinary mail. An empty address is no
risk: nobody needs one.
"""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from reunion.lib.half_width import half_width
from reunion.mail.carrier_domains import CarrierDomain, carrier_domain
from reunion.mail.domain_typos import meant_domain

Level = Literal["none", "carrier", "typo", "dead", "malformed"]

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64

LOOSE_LOCAL_PART = re.compile(r"[A-Za-z0-9._+/?-]{2,64}", re.ASCII)
STRICT_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
DOMAIN_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
TOP_LEVEL = re.compile(r"([a-z]{2,63}|xn--[a-z0-9-]+)", re.ASCII)

POINTS = str.maketrans({"。": ".", "｡": "."})
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200d\u2060\u3000\ufeff]+")


@dataclass(frozen=True)
class Risk:
    level: Level
    carrier: str = ""
    reason: str = ""
    advice: str = ""
    suggestion: str = ""


def tidy(address: str) -> str:
    """The address as it was meant: half-width, without spaces, without `mailto:` and punctuation around it.

    Only changes that cannot make another address of it; letters keep their case, dots stay where they are.
    """
    bare = SPACES.sub("", half_width(address).translate(POINTS)).strip("\r\n")
    bare = re.sub(r"^[<(「]*(mailto:)?", "", bare, flags=re.IGNORECASE)
    return re.sub(r"[.,;:、，>)」]+$", "", bare)


def is_acceptable(address: str) -> bool:
    """Whether a form may take the address. An empty one too: nobody needs a mail address."""
    return assess(address).level != "malformed"


def assess(address: str) -> Risk:
    """The risk of an address as typed; it is tidied first. Sentences are in the language of the request."""
    tidied = tidy(address)
    if not tidied:
        return Risk("none", reason=_("メールアドレスがありません。"))
    fault = _fault_of_shape(tidied)
    if fault:
        return _malformed(fault)
    local_part, _at, domain = tidied.rpartition("@")
    domain = domain.lower()
    meant = meant_domain(domain)
    rule = carrier_domain(meant or domain)
    fault = _fault_of_local_part(local_part, is_loose=bool(rule and rule.is_loose))
    if fault:
        return _malformed(fault)
    if meant:
        return _slip(f"{local_part}@{meant}", domain)
    return _carrier_risk(rule) if rule and rule.is_carrier_mail else Risk("none")


def _fault_of_shape(address: str) -> str:
    if any(ord(character) > 126 for character in address):
        return _("ひらがなや漢字など、メールアドレスに使えない文字が入っています。")
    local_part, at, domain = address.rpartition("@")
    if not at:
        return _("@（アットマーク）がありません。")
    if "@" in local_part:
        return _("@（アットマーク）が二つ以上あります。")
    if len(address) > LONGEST_ADDRESS:
        return _("メールアドレスが長すぎます。")
    return _fault_of_domain(domain.lower())


def _fault_of_domain(domain: str) -> str:
    if not domain:
        return _("@（アットマーク）の後ろがありません。")
    labels = domain.split(".")
    if len(labels) < 2:
        return _("@（アットマーク）の後ろが途中で切れています。")
    if "" in labels:
        return _("@（アットマーク）の後ろの点の位置が正しくありません。")
    if not all(DOMAIN_LABEL.fullmatch(label) for label in labels) or not TOP_LEVEL.fullmatch(labels[-1]):
        return _("@（アットマーク）の後ろに、使えない文字が入っています。")
    return ""


def _fault_of_local_part(local_part: str, *, is_loose: bool) -> str:
    if not local_part:
        return _("@（アットマーク）の前がありません。")
    if len(local_part) > LONGEST_LOCAL_PART:
        return _("@（アットマーク）の前が長すぎます。")
    unquoted = local_part[1:-1] if re.fullmatch(r'".+"', local_part) else local_part
    if is_loose and len(unquoted) < 2:
        return _("@（アットマーク）の前が短すぎます。")
    if is_loose:
        return "" if LOOSE_LOCAL_PART.fullmatch(unquoted) else _fault_of_letters()
    if STRICT_LOCAL_PART.fullmatch(unquoted):
        return ""
    if STRICT_LOCAL_PART.fullmatch(re.sub(r"\.+", "", local_part)):
        return _("@（アットマーク）の前の点の位置が正しくありません。")
    return _fault_of_letters()


def _fault_of_letters() -> str:
    return _("@（アットマーク）の前に、使えない文字が入っています。")


def _malformed(fault: str) -> Risk:
    return Risk("malformed", reason=fault, advice=_("メールアドレスをもう一度ご確認ください。"))


def _slip(suggestion: str, domain: str) -> Risk:
    return Risk(
        "typo",
        reason=_("「%(domain)s」は打ち間違いかもしれません。") % {"domain": domain},
        advice=_("「%(suggestion)s」ではないか、ご確認ください。") % {"suggestion": suggestion},
        suggestion=suggestion,
    )


def _carrier_risk(rule: CarrierDomain) -> Risk:
    if rule.is_ended:
        return Risk(
            "dead",
            carrier=rule.carrier,
            reason=_("このメールアドレスのサービスは終わっているため、届きません。"),
            advice=_("いまお使いの別のメールアドレスをお知らせください。"),
        )
    return Risk(
        "carrier",
        carrier=rule.carrier,
        reason=_("携帯電話会社のメールは、迷惑メールとして止められ、届かないことがあります。"),
        advice=_advice_for(rule.carrier),
    )


def _advice_for(carrier: str) -> str:
    advice = {
        "docomo": _(
            "届かないときは「迷惑メールフォルダ」をご覧になり、受信リスト設定に同窓会のアドレスを加えてください。"
        ),
        "au": _("届かないときは、受信リストに同窓会のアドレスを加え、「必ず受信」にも印を付けてください。"),
        "softbank": _("届かないときは、受信許可リストと救済リストの両方に同窓会のアドレスを加えてください。"),
        "ymobile": _("届かないときは、受信許可リストと救済リストの両方に同窓会のアドレスを加えてください。"),
    }
    return advice.get(carrier, _("届かないときは、受信を許可する設定に同窓会のアドレスを加えてください。"))
