"""What the treasurer writes down beside the fees: expenses, other income, cash moved to or from the
account.

Each row can be corrected and struck out; a struck one stays to be seen and can be brought back. Once the
books are closed nothing of this is changed any more, until they are opened again. Every step is in the
journal.
"""

from functools import partial
from typing import BinaryIO, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import CashMove, Expense, Noted, OtherIncome, Settlement
from .proofs import clean_proof

Row = TypeVar("Row", bound=Noted)
NAMES = {
    Expense: gettext_lazy("支出"),
    OtherIncome: gettext_lazy("会費のほかの収入"),
    CashMove: gettext_lazy("現金の移動"),
}


def newest_noted(row: Noted) -> int:
    """What a form for another such row was made from; 0 while there is none."""
    return type(row).objects.filter(reunion=row.reunion).aggregate(newest=Max("pk"))["newest"] or 0


def note(row: Row, *, proof: BinaryIO | None = None, seen: int | None = None, actor: User) -> Row:
    """A new row, not yet saved; with an expense may come the photo or PDF of its bill. `seen` is what
    the form was made from (`newest_noted`)."""
    sentence = gettext_lazy("%(kind)s「%(what)s」%(yen)s円を書きました")
    return _save(row, proof, actor, "noted", sentence, seen)


def correct(row: Row, *, proof: BinaryIO | None = None, actor: User) -> Row:
    """`row` bears the new values; another proof takes the place of the one before."""
    return _save(row, proof, actor, "corrected", gettext_lazy("%(kind)s「%(what)s」%(yen)s円に直しました"))


@transaction.atomic
def strike(row: Row, *, actor: User) -> Row:
    row = _held(row)
    if row.struck_at is not None:
        raise Refused(_("この行は、もう消してあります。"))
    row.struck_at, row.struck_by = timezone.now(), actor
    row.save(update_fields=["struck_at", "struck_by"])
    _journal(row, "struck", gettext_lazy("%(kind)s「%(what)s」%(yen)s円を消しました"), actor)
    return row


@transaction.atomic
def restore(row: Row, *, actor: User) -> Row:
    row = _held(row)
    if row.struck_at is None:
        raise Refused(_("この行は、もう戻してあります。"))
    row.struck_at, row.struck_by = None, None
    row.save(update_fields=["struck_at", "struck_by"])
    _journal(row, "restored", gettext_lazy("%(kind)s「%(what)s」%(yen)s円を戻しました"), actor)
    return row


def must_be_open(reunion: Reunion) -> None:
    """Holds the reunion, so that nobody closes the books in between."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    if Settlement.objects.filter(reunion=reunion, closed_at__isnull=False).exists():
        raise Refused(_("決算を閉じてあります。直すときは、決算のページで先に開き直してください。"))


def _refuse_the_same_again(row: Row, seen: int | None, actor: User) -> None:
    """A form sent twice, by an impatient press or after going back."""
    if seen is None:
        return
    since = type(row).objects.standing().filter(reunion=row.reunion, pk__gt=seen, noted_by=actor)
    if since.filter(amount=row.amount).exists():
        raise Refused(
            _("この%(yen)s円は、もう書いてあります。別のものなら、もう一度押してください。")
            % {"yen": f"{row.amount:,}"}
        )


def _save(
    row: Row,
    proof: BinaryIO | None,
    actor: User,
    action: str,
    sentence: Promise,
    seen: int | None = None,
) -> Row:
    """The picture is made before anything is held; a file whose row is not saved does not stay."""
    file = clean_proof(proof) if proof else None
    try:
        with transaction.atomic():
            must_be_open(row.reunion)
            if row.pk:
                _make_way(_held(row), for_new_proof=file is not None)
            else:
                _refuse_the_same_again(row, seen, actor)
                row.noted_by = actor
            if file:
                row.proof = file
            row.save()
            _journal(row, action, sentence, actor)
    except BaseException:
        if file and row.proof:
            row.proof.storage.delete(row.proof.name)
        raise
    return row


def _make_way(before: Row, *, for_new_proof: bool) -> None:
    """The row as it is stored must stand; a file that is replaced goes once that is certain."""
    if before.struck_at is not None:
        raise Refused(_("この行は消してあります。戻してから直してください。"))
    if for_new_proof and before.proof:
        transaction.on_commit(partial(before.proof.storage.delete, before.proof.name))


def _held(row: Row) -> Row:
    must_be_open(row.reunion)
    return type(row).objects.select_for_update(of=("self",)).select_related("reunion").get(pk=row.pk)


def _journal(row: Noted, action: str, sentence: Promise, actor: User) -> None:
    what = getattr(row, "what", "") or str(row)
    words = {"kind": NAMES[type(row)], "what": what, "yen": f"{row.amount:,}"}
    record(row, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=row.reunion.slug)
