"""Proof of receipt: we know that a guest has what we sent, because they told us or were seen looking.

A press of 「届きました」 proves it. So does an answer to one of our letters, from the address it went to. So
does the guest's own page after it stood visible for three seconds, which is less: it never takes the place
of the others. Opening a link proves nothing, for mail scanners open links too, and the screens see to that.
Nothing is proven twice. When the mail address changes, the proof is gone: it was about the old one.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record

from .models import Registration

Proof = Registration.Proof
CERTAIN = (Proof.PRESSED, Proof.REPLIED)
SENTENCES = {
    Proof.PRESSED: gettext_lazy("%(name)sさんが「届きました」を押しました"),
    Proof.REPLIED: gettext_lazy("%(name)sさんから、メールの返信が届きました"),
    Proof.SEEN: gettext_lazy("%(name)sさんが専用ページを開いて見ました"),
}


@transaction.atomic
def prove(registration: Registration, *, proof: str) -> bool:
    """True when this proof is new."""
    row = (
        Registration.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=registration.pk)
    )
    if row.proof in {*CERTAIN, proof}:
        return False
    row.proof, row.proven_at = proof, timezone.now()
    row.save(update_fields=["proof", "proven_at"])
    record(
        row,
        action="proof",
        sentence=SENTENCES[proof],
        words={"name": row.school_name},
        reunion_slug=row.reunion.slug,
    )
    return True


def forget_proof(registration: Registration) -> None:
    """Call it before saving a registration whose mail address has changed."""
    registration.proof, registration.proven_at = "", None
