"""Whether the address that sends stands on a block list (DNSBL, RFC 5782).

A list is asked by DNS: 127.0.0.x means listed, "no such name" means not listed, but only when the list also
answers for its test entry 127.0.0.2; otherwise it is away or does not talk to us. 127.255.255.252, .254 and
.255 say that the question was wrong, came through a public resolver, or was one too many: could not check,
never listed. A list that has 127.0.0.1 on it lists the whole world and is not believed. Any listing is red.
Green needs the first list to be clean; the further ones can only add a listing.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk, reverse_name
from .sender import Sender
from .verdict import Check, Colour, Remark, check_of, could_not_check

# Both answer without registration, though not through public resolvers. Barracuda's list answers only to
# registered name servers and would never tell us anything.
LISTS = ("zen.spamhaus.org", "bl.spamcop.net")
ONLY_IPV4 = {"bl.spamcop.net"}
WHERE_TO_ASK = {
    "zen.spamhaus.org": "https://check.spamhaus.org/",
    "bl.spamcop.net": "https://www.spamcop.net/bl.shtml",
}
TEST_ENTRY, NEVER_LISTED = "127.0.0.2", "127.0.0.1"
LISTED = ip_network("127.0.0.0/24")
REFUSALS = {"127.255.255.252": "mistyped", "127.255.255.254": "public", "127.255.255.255": "often"}


@dataclass(frozen=True)
class Standing:
    """How an address stands on one list: `codes` when listed, `why_unknown` when it could not be checked."""

    codes: tuple[str, ...] = ()
    why_unknown: str = ""


def check_block_lists(*, asker: Asker, sender: Sender) -> Check:
    if not sender.addresses:
        return check_of("dnsbl", [could_not_check(sender.why_unknown, advice=sender.advice)])
    return check_of("dnsbl", [_of_address(address, asker) for address in sender.addresses])


def _of_address(address: str, asker: Asker) -> Remark:
    lists = [name for name in LISTS if ":" not in address or name not in ONLY_IPV4]
    standings = {name: standing_on(name, address, asker=asker) for name in lists}
    listed = {name: standing for name, standing in standings.items() if standing.codes}
    unknown = {name: standing for name, standing in standings.items() if standing.why_unknown}
    if listed:
        return _listed(address, listed)
    if lists[0] in unknown:
        return _unknown(lists[0], unknown[lists[0]])
    clean = [name for name in lists if name not in unknown]
    found = _("%(address)s は、%(lists)s に載っていません。") % {"address": address, "lists": " ".join(clean)}
    if unknown:
        found += _("%(lists)s は答えなかったので、数えていません。") % {"lists": " ".join(unknown)}
    return Remark(Colour.GREEN, found)


def standing_on(block_list: str, address: str, *, asker: Asker) -> Standing:
    try:
        answers = _entry(block_list, address, asker)
        if any(_is_refusal(answer) for answer in answers):
            return Standing(why_unknown=_refusal(answers))
        if _is_listed(answers):
            is_world = _is_listed(_entry(block_list, NEVER_LISTED, asker))
            return Standing(why_unknown=_nonsense()) if is_world else Standing(codes=answers)
        test = _entry(block_list, TEST_ENTRY, asker)
    except CouldNotAsk as error:
        return Standing(why_unknown=str(error))
    if any(_is_refusal(answer) for answer in test):
        return Standing(why_unknown=_refusal(test))
    if answers or (test and not _is_listed(test)):
        return Standing(why_unknown=_nonsense())
    return Standing() if test else Standing(why_unknown=_("試験用の登録（127.0.0.2）に答えがありません。"))


def _entry(block_list: str, address: str, asker: Asker) -> tuple[str, ...]:
    labels = reverse_name(address).removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
    return asker.addresses(f"{labels}.{block_list}", version=4)


def _is_listed(answers: tuple[str, ...]) -> bool:
    return bool(answers) and all(ip_address(answer) in LISTED for answer in answers)


def _is_refusal(answer: str) -> bool:
    return answer.startswith("127.255.255.")


def _refusal(answers: tuple[str, ...]) -> str:
    code = next(answer for answer in answers if _is_refusal(answer))
    reasons = {
        "mistyped": _("リストの名前の書き間違いとして断られました（%(code)s）。"),
        "public": _("だれでも使えるDNSサーバーからの問い合わせとして断られました（%(code)s）。"),
        "often": _("問い合わせが多すぎるとして断られました（%(code)s）。"),
    }
    return reasons.get(REFUSALS.get(code, ""), _("問い合わせを断られました（%(code)s）。")) % {"code": code}


def _nonsense() -> str:
    return _("リストの答えが正しくありません。")


def _unknown(name: str, standing: Standing) -> Remark:
    return could_not_check(
        f"{name}: {standing.why_unknown}",
        advice=_(
            "載っているという意味ではありません。自分のサーバーのDNSを --resolver で指定して確かめるか、"
            "%(page)s でIPアドレスを調べます。"
        )
        % {"page": WHERE_TO_ASK[name]},
    )


def _listed(address: str, listed: dict[str, Standing]) -> Remark:
    where = " ".join(f"{name}（{' '.join(standing.codes)}）" for name, standing in listed.items())
    return Remark(
        Colour.RED,
        _("%(address)s が、ブロックリスト %(where)sに載っています。") % {"address": address, "where": where},
        _(
            "送信サービスに知らせて、別のIPアドレスから送ってもらいます。自分のサーバーなら、載った理由を "
            "%(pages)s で調べ、直してから外すよう頼みます。"
        )
        % {"pages": " ".join(WHERE_TO_ASK[name] for name in listed)},
    )
