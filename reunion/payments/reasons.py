"""The sentence beside a proposal: why this line is thought to be this person's money.

It names what fits and what does not, so that the treasurer can check it without opening anything else.
"""

from django.utils.translation import gettext as _

from reunion.lib.kana import bank_key
from reunion.payments.bearers import Found, Strength
from reunion.payments.claims import Claim, NameKind
from reunion.payments.evidence import Evidence
from reunion.payments.references import read


def what_matches(evidence: Evidence, claim: Claim) -> str:
    """The part of the text that points to this registration, as a noun."""
    named = claim in evidence.named
    if claim in evidence.references and named:
        words = {"reference": claim.reference, "name": _name_words(evidence, claim)}
        return _("申込番号%(reference)sと%(name)s") % words
    if named:
        return _name_words(evidence, claim)
    return _("申込番号%(reference)s") % {"reference": claim.reference}


def exact(evidence: Evidence, claim: Claim) -> str:
    sentence = _("%(what)sと金額が一致") % {"what": what_matches(evidence, claim)}
    return sentence + _remark(evidence, claim)


def unknown(evidence: Evidence) -> str:
    relatives = len({*evidence.bearers, *evidence.kin})
    if relatives:
        return _("同じ姓の人が%(count)s名いますが、金額が合いません") % {"count": relatives}
    if evidence.foreign_numbers:
        return _("番号%(numbers)sはこの会の申込番号ではありません。名前にも心当たりがありません") % {
            "numbers": _("・").join(evidence.foreign_numbers)
        }
    return _("心当たりの申込がありません")


def _name_words(evidence: Evidence, claim: Claim) -> str:
    if evidence.strength == Strength.FULL:
        return _full_name_words(evidence, claim)
    return {
        Strength.KANJI: _("漢字の名前"),
        Strength.WEAK: _("濁点などを除いた名前"),
        Strength.CUT: _("名前のはじめの部分"),
    }[evidence.strength]


def _full_name_words(evidence: Evidence, claim: Claim) -> str:
    kinds = _kinds_of_name(evidence.name, claim)
    if NameKind.CURRENT in kinds:
        return _("今の名前のカナ")
    if NameKind.SCHOOL in kinds:
        return _("旧姓のカナ") if _is_married(claim) else _("名前のカナ")
    if NameKind.TRANSFER in kinds:
        return _("申込時の振込名義")
    return _("前に確認した振込名義")


def _kinds_of_name(name: str, claim: Claim) -> set[str]:
    key = bank_key(name)
    return {kind for kind, kana in claim.names if bank_key(read(kana).name) == key}


def _is_married(claim: Claim) -> bool:
    return any(kind == NameKind.CURRENT for kind, _kana in claim.names)


def _remark(evidence: Evidence, claim: Claim) -> str:
    if evidence.leaves_no_doubt:
        return _("（同姓同名なし）")
    others = tuple(other for other in evidence.references if other is not claim)
    if others:
        return _("（番号%(numbers)sは別の人）") % {"numbers": references(others)}
    if evidence.foreign_numbers:
        numbers = _("・").join(evidence.foreign_numbers)
        return _("（番号%(numbers)sはこの会の申込番号ではありません）") % {"numbers": numbers}
    if evidence.lookalikes:
        return _("（濁点だけ違う名前の人がいます）")
    if evidence.is_borne_twice:
        return _("（旧姓と今の名前のカナが同じです）")
    if len(evidence.named) > 1:
        return _("（同姓同名が%(count)s名います）") % {"count": len(evidence.named)}
    return ""


def references(claims: Found) -> str:
    return _("・").join(claim.reference for claim in claims)
