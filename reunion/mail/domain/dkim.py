"""The key under which the provider signs our mail (DKIM, RFC 6376 and 8463).

The provider signs, never we; its key stands at `selector._domainkey.domain`, often behind an alias. Which
selector it uses only the provider knows: without one nothing can be checked. Red: no key, two keys, one taken
back (empty p=), one that cannot be read, RSA of fewer than 1024 bits. Yellow: RSA below 2048 bits, or a key
marked as a trial. Every selector named must hold a good key.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk
from .verdict import Check, Colour, Remark, check_of, could_not_check, txt_record

FEWEST_BITS = 1024
ENOUGH_BITS = 2048
ED25519_BYTES = 32


@dataclass(frozen=True)
class DkimKey:
    """`fault` is empty for a usable key, else version, kind, revoked, unreadable, hash or service."""

    kind: str = "rsa"
    bits: int = 0
    is_trial: bool = False
    fault: str = ""


def keys_among(texts: Iterable[str]) -> list[str]:
    """Texts with a key in them; whatever else stands under the name is not ours to judge."""
    return [text for text in texts if {"p", "v"} & set(tags_of(text))]


def tags_of(text: str) -> dict[str, str]:
    """The tag list of RFC 6376 §3.2, spaces around `=` and inside a key removed later."""
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, _equals, value in pairs}


def parse(text: str) -> DkimKey:
    tags = tags_of(text)
    kind = tags.get("k", "rsa").lower()
    is_trial = "y" in _list(tags.get("t", ""))
    fault = _fault_of_tags(tags, kind)
    if fault:
        return DkimKey(kind, is_trial=is_trial, fault=fault)
    bits = _bits(kind, re.sub(r"\s+", "", tags["p"]))
    return DkimKey(kind, bits, is_trial, "" if bits else "unreadable")


def _fault_of_tags(tags: dict[str, str], kind: str) -> str:
    if tags.get("v", "DKIM1") != "DKIM1" or ("v" in tags and next(iter(tags)) != "v"):
        return "version"
    if kind not in ("rsa", "ed25519"):
        return "kind"
    if "p" not in tags:
        return "unreadable"
    if not tags["p"]:
        return "revoked"
    if "h" in tags and "sha256" not in _list(tags["h"]):
        return "hash"
    if "s" in tags and not {"*", "email"} & set(_list(tags["s"])):
        return "service"
    return ""


def _list(value: str) -> list[str]:
    return [word.strip().lower() for word in value.split(":")]


def _bits(kind: str, text: str) -> int:
    """Nought for a key that cannot be read."""
    try:
        data = base64.b64decode(text, validate=True)
        if kind == "ed25519":
            return 256 if len(data) == ED25519_BYTES else 0
        key = load_der_public_key(data)
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return 0
    return key.key_size if isinstance(key, RSAPublicKey) else 0


def check_dkim(domain: str, *, asker: Asker, selectors: Sequence[str]) -> Check:
    if not selectors:
        return check_of("dkim", [_no_selector()])
    return check_of("dkim", [_of_selector(selector, domain, asker) for selector in selectors])


def _no_selector() -> Remark:
    return could_not_check(
        _("DKIMのセレクタ（鍵の名前）が分かりません。"),
        advice=_(
            "送信サービスの設定画面でセレクタを調べ、--selector か環境変数 DKIM_SELECTOR で指定します。"
            "届いたメールのヘッダー DKIM-Signature の s= にも書かれています。"
        ),
    )


def _of_selector(selector: str, domain: str, asker: Asker) -> Remark:
    name = f"{selector}._domainkey.{domain}"
    try:
        texts = keys_among(asker.texts(name))
    except CouldNotAsk as error:
        return could_not_check(str(error))
    if not texts:
        return _missing(name)
    if len(texts) > 1:
        return _two(name, texts)
    return _of_key(name, texts[0])


def _missing(name: str) -> Remark:
    return Remark(
        Colour.RED,
        _("%(name)s に、DKIMの鍵がありません。") % {"name": name},
        _("送信サービスの設定画面でDKIMを有効にし、そこに示されるレコードを、この名前で公開します。"),
        _to_fill_in(name),
    )


def _two(name: str, texts: list[str]) -> Remark:
    good = [text for text in texts if not parse(text).fault]
    return Remark(
        Colour.RED,
        _("%(name)s に、DKIMの鍵が%(count)d件あります。どれが使われるか決まらず、署名が無効になります。")
        % {"name": name, "count": len(texts)},
        _("送信サービスがいま示している鍵だけを残し、ほかを消します。"),
        txt_record(name, good[0]) if good else _to_fill_in(name),
    )


def _of_key(name: str, text: str) -> Remark:
    key = parse(text)
    if key.fault:
        return _to_renew(Colour.RED, name, _fault_in_words(key.fault) % {"name": name, "text": text})
    found = _("%(name)s に、DKIMの鍵（%(kind)s %(bits)dビット）があります。「%(text)s」") % {
        "name": name,
        "kind": "Ed25519" if key.kind == "ed25519" else "RSA",
        "bits": key.bits,
        "text": text,
    }
    if key.kind == "rsa" and key.bits < FEWEST_BITS:
        return _to_renew(Colour.RED, name, found + _("短すぎて、受け取る側が認めません。"))
    if key.is_trial:
        return _trial(name, text, found)
    if key.kind == "rsa" and key.bits < ENOUGH_BITS:
        return _to_renew(Colour.YELLOW, name, found + _("いまは2048ビット以上が求められます。"))
    return Remark(Colour.GREEN, found)


def _to_renew(colour: Colour, name: str, found: str) -> Remark:
    advice = _("送信サービスで2048ビットの鍵を作り直し、そこに示されるレコードを、この名前で公開します。")
    return Remark(colour, found, advice, _to_fill_in(name))


def _trial(name: str, text: str, found: str) -> Remark:
    return Remark(
        Colour.YELLOW,
        found + _("試験中の印（t=y）が付いていて、署名がないものとして扱われます。"),
        _("試験が済んだら、t=y を消します。"),
        txt_record(name, _without_trial(text)),
    )


def _fault_in_words(fault: str) -> str:
    return {
        "version": _("%(name)s のDKIMの鍵は、版（v=）が正しくありません。「%(text)s」"),
        "kind": _("%(name)s のDKIMの鍵は、知られていない種類（k=）です。「%(text)s」"),
        "revoked": _("%(name)s のDKIMの鍵は、取り消されています（p= が空です）。「%(text)s」"),
        "unreadable": _("%(name)s のDKIMの鍵（p=）が壊れていて、読み取れません。「%(text)s」"),
        "hash": _("%(name)s のDKIMの鍵は、古い方式（h=）しか許していません。「%(text)s」"),
        "service": _("%(name)s のDKIMの鍵は、メールに使えません（s=）。「%(text)s」"),
    }[fault]


def _to_fill_in(name: str) -> str:
    """Only the provider knows the key."""
    return txt_record(name, _("v=DKIM1; k=rsa; p=（送信サービスが示す鍵）"))


def _without_trial(text: str) -> str:
    flags = [flag for flag in _list(tags_of(text)["t"]) if flag != "y"]
    parts = [part.strip() for part in text.split(";") if part.strip()]
    others = [part for part in parts if not re.match(r"t\s*=", part)]
    return "; ".join([*others, *([f"t={':'.join(flags)}"] if flags else [])])
