"""Whether DMARC protects the domain, and whether the From that every guest sees is aligned with it.

Red: no record, two records at the domain (which is none), a record that cannot be read, or a visible From
that does not belong to the domain that signs: with p=reject such mail is refused, and elsewhere it is
suspect. Yellow: p=none, which is a stopgap while a fault is found; a trial (t=y); pct, which receivers now
ignore; or an alignment that hangs on one of SPF and DKIM alone. What is judged is the domain asked about
and, where it differs, the domain of the visible From.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from reunion.mail.outbox import own_address

from .asking import Asker, CouldNotAsk
from .dmarc import DmarcRecord, parse, rewritten
from .dmarc_walking import Policy, organization_in, policy_for, walk
from .verdict import Check, Colour, Remark, check_of, could_not_check, txt_record

STARTING_RECORD = "v=DMARC1; p=quarantine"
STRENGTH = ["none", "quarantine", "reject"]


def check_dmarc(domain: str, *, asker: Asker) -> Check:
    try:
        remarks = _of_policy(policy_for(domain, asker=asker))
        remarks += _of_visible_from(domain, author_domain(), asker)
    except CouldNotAsk as error:
        remarks = [could_not_check(str(error))]
    return check_of("dmarc", remarks)


def author_domain() -> str:
    """The domain of the visible From; empty while none has been chosen."""
    domain = own_address().rpartition("@")[2].lower().rstrip(".")
    return domain if "." in domain else ""


def _of_policy(policy: Policy) -> list[Remark]:
    if len(policy.own_texts) > 1:
        return [_two(policy)]
    if policy.record is None:
        return [_missing(policy)]
    if not policy.record.counts:
        return [_unreadable(policy)]
    return [_what_stands(policy), *_weaknesses(policy)]


def _two(policy: Policy) -> Remark:
    records = sorted(map(parse, policy.own_texts), key=lambda record: -_strength(record))
    return Remark(
        Colour.RED,
        _(
            "%(name)s に、DMARCのレコードが%(count)d件あります。"
            "2件以上あると、ないものとして扱われます。%(texts)s"
        )
        % {
            "name": f"_dmarc.{policy.domain}",
            "count": len(policy.own_texts),
            "texts": "".join(f"「{text}」" for text in policy.own_texts),
        },
        _("DMARCのレコードを1件だけ残し、ほかを消します。"),
        _record(policy, _lasting(records[0])),
    )


def _strength(record: DmarcRecord) -> int:
    return STRENGTH.index(record.policy()) if record.policy() else -1


def _missing(policy: Policy) -> Remark:
    found = _("%(domain)s に、DMARCのレコードがありません。") % {"domain": policy.domain}
    if policy.doubled:
        found += _("%(names)s には2件以上あり、ないものとして扱われます。") % {
            "names": " ".join(f"_dmarc.{name}" for name in policy.doubled)
        }
    return Remark(
        Colour.RED,
        found,
        _("SPFとDKIMが正しいことを確かめてから、このレコードを公開します。"),
        _record(policy, STARTING_RECORD),
    )


def _unreadable(policy: Policy) -> Remark:
    return Remark(
        Colour.RED,
        _("%(name)s のDMARCのレコードは、%(tags)s が正しくないため使われません。「%(text)s」")
        % {
            "name": f"_dmarc.{policy.at}",
            "tags": " ".join(f"{tag}=" for tag in policy.record.mistakes),
            "text": policy.record.text,
        },
        _("次のレコードに置き換えます。"),
        _record(policy, _lasting(policy.record)),
    )


def _what_stands(policy: Policy) -> Remark:
    sentence = (
        _(
            "%(domain)s には自分のDMARCがなく、%(name)s の「%(text)s」が使われます"
            "（%(tag)s から p=%(effective)s）。"
        )
        if policy.is_inherited
        else _("%(name)s に、DMARCのレコード「%(text)s」があります（p=%(effective)s）。")
    )
    values = {
        "domain": policy.domain,
        "name": f"_dmarc.{policy.at}",
        "text": policy.record.text,
        "tag": policy.tag,
        "effective": policy.effective,
    }
    return Remark(Colour.GREEN, sentence % values)


def _weaknesses(policy: Policy) -> list[Remark]:
    record, remarks = policy.record, []
    repaired = STARTING_RECORD if policy.is_inherited else _lasting(record)
    if record.mistakes:
        sentence = _("%(tags)s が正しくないため、p=none として扱われます。") % {
            "tags": " ".join(f"{tag}=" for tag in record.mistakes)
        }
        remarks.append(
            Remark(Colour.YELLOW, sentence, _("次のレコードに置き換えます。"), _record(policy, repaired))
        )
    elif policy.published == "none":
        remarks.append(
            Remark(
                Colour.YELLOW,
                _("p=none は、不具合を調べるあいだの一時しのぎです。"),
                _("SPFとDKIMが正しいことを確かめ、p=quarantine か p=reject に変えます。"),
                _record(policy, repaired),
            )
        )
    if record.is_trial and policy.published != "none":
        remarks.append(
            Remark(
                Colour.YELLOW,
                _("試験中の印（t=y）があり、p=%(effective)s として扱われます。")
                % {"effective": policy.effective},
                _("試験が済んだら、t=y を消します。"),
                _record(policy, repaired),
            )
        )
    return remarks + _what_is_gone(policy, repaired)


def _what_is_gone(policy: Policy, repaired: str) -> list[Remark]:
    """pct=100, rf and ri never did harm; another pct no longer holds anything back."""
    gone = policy.record.gone
    if not gone or policy.is_inherited:
        return []
    is_harmless = all(not tag.startswith("pct=") or tag == "pct=100" for tag in gone)
    return [
        Remark(
            Colour.GREEN if is_harmless else Colour.YELLOW,
            _("%(tags)s は2026年の規格（RFC 9989）でなくなり、読まれません。") % {"tags": " ".join(gone)},
            _("%(tags)s を消します。") % {"tags": " ".join(gone)},
            _record(policy, repaired),
        )
    ]


def _lasting(record: DmarcRecord) -> str:
    """The record as it should stand for good: readable, enforced, no trial."""
    policy = record.policy() if record.policy() in ("quarantine", "reject") else "quarantine"
    wrong = [tag for tag in ("sp", "np") if record.value(tag) and not record.policy(tag)]
    trial = ["t"] if record.is_trial else []
    return rewritten(record, without=[*wrong, *trial], p=policy)


def _record(policy: Policy, text: str) -> str:
    return txt_record(f"_dmarc.{policy.domain}", text)


def _of_visible_from(domain: str, author: str, asker: Asker) -> list[Remark]:
    if not author:
        return [Remark(Colour.GREEN, _("差出人のアドレス（DEFAULT_FROM_EMAIL）は、まだ決まっていません。"))]
    theirs = policy_for(author, asker=asker)
    returned_to = getattr(settings, "RETURN_PATH_DOMAIN", "").lower() or domain
    by_dkim = _is_aligned(domain, author, theirs, "adkim", asker)
    by_spf = _is_aligned(returned_to, author, theirs, "aspf", asker)
    remarks = [] if author == domain or not (by_dkim or by_spf) else _of_policy(theirs)
    if by_dkim and by_spf:
        return [*remarks, _aligned()]
    if by_dkim or by_spf:
        return [*remarks, _half_aligned(theirs, missing="SPF" if by_dkim else "DKIM")]
    return [_misaligned(domain, author, theirs, is_same=_is_same_organization(domain, author, asker))]


def _aligned() -> Remark:
    found = _("差出人 %(address)s は、このドメインと一致しています。") % {"address": own_address()}
    return Remark(Colour.GREEN, found)


def _is_aligned(identifier: str, author: str, policy: Policy, tag: str, asker: Asker) -> bool:
    if identifier == author:
        return True
    if policy.record and policy.record.is_strict(tag):
        return False
    return _is_same_organization(identifier, author, asker)


def _is_same_organization(one: str, other: str, asker: Asker) -> bool:
    return organization_in(walk(one, asker=asker)) == organization_in(walk(other, asker=asker))


def _half_aligned(theirs: Policy, *, missing: str) -> Remark:
    return Remark(
        Colour.YELLOW,
        _("差出人 %(address)s は、%(missing)s では一致しません。もう一方が崩れると届かなくなります。")
        % {"address": own_address(), "missing": missing},
        _("返送先（RETURN_PATH_DOMAIN）と署名のドメインを、差出人のドメインにそろえます。"),
        _relaxed(theirs),
    )


def _misaligned(domain: str, author: str, theirs: Policy, *, is_same: bool) -> Remark:
    effective = theirs.effective if theirs.record and theirs.record.counts else ""
    values = {"address": own_address(), "domain": domain, "author": author}
    advice = (
        _("%(author)s のDMARCの adkim=s と aspf=s を消すか、差出人を %(domain)s のアドレスに変えます。")
        if is_same
        else _("差出人のアドレス（DEFAULT_FROM_EMAIL）を、%(domain)s のアドレスに変えます。")
    )
    return Remark(
        Colour.RED,
        _("差出人 %(address)s は、送信に使うドメイン %(domain)s と一致しません。") % values
        + _what_happens(effective) % values,
        advice % values,
        _relaxed(theirs) if is_same else "",
    )


def _what_happens(effective: str) -> str:
    return {
        "reject": _("%(author)s は p=reject なので、受け取りを断られます。"),
        "quarantine": _("%(author)s は p=quarantine なので、迷惑メールに入ります。"),
    }.get(effective, _("%(author)s からの本物のメールと認められず、断られることがあります。"))


def _relaxed(policy: Policy) -> str:
    """The record of the From's domain with alignment by organization; empty when it is not strict."""
    record = policy.record
    if not record or not (record.is_strict("adkim") or record.is_strict("aspf")):
        return ""
    return txt_record(f"_dmarc.{policy.at}", rewritten(record, without=["adkim", "aspf"]))
