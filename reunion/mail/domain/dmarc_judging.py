"""Whether the domain is protected by DMARC, and the From that every guest sees is aligned with it.

Red: a visible From that does not belong to the domain that signs. With p=reject such mail is refused, and
elsewhere it is suspect. Yellow: an alignment that hangs on one of SPF and DKIM alone. What is judged is the
domain asked about and, where it differs, the domain of the visible From (dmarc_policy.py). SPF vouches for
the domain of the return path, DKIM for the one asked about.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from reunion.mail.our_address import own_address

from .asking import Asker, CouldNotAsk
from .dmarc import rewritten
from .dmarc_policy import of_policy
from .dmarc_walking import Policy, organization_in, policy_for, walk
from .verdict import Check, Colour, Remark, check_of, could_not_check, txt_record


def check_dmarc(domain: str, *, asker: Asker) -> Check:
    """A certain fault stays red, whatever else could not be asked."""
    remarks = []
    try:
        remarks += of_policy(policy_for(domain, asker=asker))
        remarks += _of_visible_from(domain, author_domain(), asker)
    except CouldNotAsk as error:
        remarks.append(could_not_check(str(error)))
    return check_of("dmarc", remarks)


def author_domain() -> str:
    """The domain of the visible From; empty while none has been chosen."""
    domain = own_address().rpartition("@")[2].lower().rstrip(".")
    return domain if "." in domain else ""


def _of_visible_from(domain: str, author: str, asker: Asker) -> list[Remark]:
    if not author:
        return [Remark(Colour.GREEN, _("差出人のアドレス（DEFAULT_FROM_EMAIL）は、まだ決まっていません。"))]
    theirs = _policy_of_author(author, domain, asker)
    returned_to = getattr(settings, "RETURN_PATH_DOMAIN", "").lower() or domain
    by_dkim = _is_aligned(domain, author, theirs, "adkim", asker)
    by_spf = _is_aligned(returned_to, author, theirs, "aspf", asker)
    remarks = [] if author == domain or not (by_dkim or by_spf) else of_policy(theirs)
    if by_dkim and by_spf:
        return [*remarks, _aligned()]
    if by_dkim or by_spf:
        return [*remarks, _half_aligned(theirs, missing="SPF" if by_dkim else "DKIM")]
    return [_misaligned(domain, author, theirs, is_same=_is_same_organization(domain, author, asker))]


def _policy_of_author(author: str, domain: str, asker: Asker) -> Policy:
    """A From that cannot be aligned is wrong, also when its own domain does not answer."""
    try:
        return policy_for(author, asker=asker)
    except CouldNotAsk:
        if _may_be_related(author, domain):
            raise
        return Policy(author)


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
    if not _may_be_related(one, other):
        return False
    return organization_in(walk(one, asker=asker)) == organization_in(walk(other, asker=asker))


def _may_be_related(one: str, other: str) -> bool:
    """Nobody owns a whole top level, so an organization has two labels at least."""
    return one.split(".")[-2:] == other.split(".")[-2:]


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
