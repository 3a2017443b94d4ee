"""Whether the DMARC record that counts for a domain protects it, for good.

Red: no record, two records at the domain (which is none), or a record that cannot be read. Yellow: p=none,
which is a stopgap while a fault is found and never to stay; a trial (t=y); or a pct other than 100, which no
longer holds anything back. The record to publish keeps what is right of the one that stands there, such as
the mailbox for reports.
"""

from django.utils.translation import gettext as _

from .dmarc import DmarcRecord, parse, rewritten
from .dmarc_walking import Policy
from .verdict import Colour, Remark, txt_record

STARTING_RECORD = "v=DMARC1; p=quarantine"
STRENGTH = ["none", "quarantine", "reject"]


def of_policy(policy: Policy) -> list[Remark]:
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
