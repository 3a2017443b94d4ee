"""Whether the address that sends has a name, and the name leads back to the address (PTR, forward-confirmed).

Receivers look up the name of the address (PTR) and then the addresses of that name (A or AAAA). One name
that leads back is enough. The PTR record belongs to whoever lends the address, not to the domain's owner. Of
addresses that were only looked up, one that is confirmed may be the one that sends: the others are yellow.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk, reverse_name
from .sender import Sender
from .verdict import Check, Colour, Remark, check_of, could_not_check

MOST_NAMES = 10


def check_reverse(domain: str, *, asker: Asker, sender: Sender) -> Check:
    if not sender.addresses:
        return check_of("ptr", [could_not_check(sender.why_unknown, advice=sender.advice)])
    remarks = [_of_address(address, domain, asker) for address in sender.addresses]
    if not sender.is_told and any(remark.colour == Colour.GREEN for remark in remarks):
        remarks = [_milder(remark) for remark in remarks]
    return check_of("ptr", remarks)


def _milder(remark: Remark) -> Remark:
    return replace(remark, colour=Colour.YELLOW) if remark.colour == Colour.RED else remark


def _of_address(address: str, domain: str, asker: Asker) -> Remark:
    try:
        names = asker.names_of(address)[:MOST_NAMES]
    except CouldNotAsk as error:
        return could_not_check(str(error))
    if not names:
        return _nameless(address, domain)
    return _confirmed(address, names, asker)


def _confirmed(address: str, names: tuple[str, ...], asker: Asker) -> Remark:
    version, failure = (6 if ":" in address else 4), None
    for name in names:
        try:
            if address in asker.addresses(name, version=version):
                return Remark(
                    Colour.GREEN,
                    _("%(address)s の名前は %(name)s で、その名前も同じアドレスに戻ります。")
                    % {"address": address, "name": name},
                )
        except CouldNotAsk as error:
            failure = error
    return could_not_check(str(failure)) if failure else _unconfirmed(address, names)


def _nameless(address: str, domain: str) -> Remark:
    return Remark(
        Colour.RED,
        _("%(address)s に、名前（PTRのレコード）がありません。") % {"address": address},
        _(
            "送信サーバーのIPアドレスを貸している会社に、PTR（逆引き）の設定を頼みます。"
            "その名前のAかAAAAのレコードには、同じアドレスを書きます。"
        ),
        f"{reverse_name(address)} PTR mail.{domain}",
    )


def _unconfirmed(address: str, names: tuple[str, ...]) -> Remark:
    return Remark(
        Colour.RED,
        _("%(address)s の名前は %(names)s ですが、その名前は同じアドレスに戻りません。")
        % {"address": address, "names": " ".join(names)},
        _(
            "この名前が自分のドメインのものなら、次のレコードを加えます。"
            "違うときは、IPアドレスを貸している会社に、PTR（逆引き）の直しを頼みます。"
        ),
        f"{names[0]} {'AAAA' if ':' in address else 'A'} {address}",
    )
