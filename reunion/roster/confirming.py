"""A person decides where an address of the yearbook lies today.

What is only likely or unclear is offered with its candidates. Whoever knows the place picks one, writes
today's address, or says that the address is not to be used; certain ones are accepted together. From then on
it asks nobody any more, and no later file with the same printed text undoes it. Of two persons at once the
second is told. A decision is taken back by looking the printed text up anew.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .addresses import Candidate, postal_code_table, resolve
from .models import Cohort, YearbookAddress
from .printed_addresses import NOWHERE, put_down, set_place

Decision, Grade = YearbookAddress.Decision, YearbookAddress.Grade
CHOSEN = gettext_lazy("いまの住所を選びました")
WRITTEN = gettext_lazy("いまの住所を書きました")
UNUSED = gettext_lazy("アルバムの住所を使わないことにしました")
TAKEN_BACK = gettext_lazy("いまの住所について決めたことを取り消しました")
PRINT_CORRECTED = gettext_lazy("アルバムの住所の打ち間違いを直しました")
ACCEPTED = gettext_lazy("確実な住所%(count)s件を、まとめて確かめました")


def candidates(address: YearbookAddress) -> tuple[Candidate, ...]:
    """Best first; none for an address that is certain already, or that somebody has decided."""
    if address.decision or address.grade == Grade.CERTAIN or not address.printed_address:
        return ()
    return resolve(address.printed_code, address.printed_address, postal_code_table()).candidates


@transaction.atomic
def confirm(
    address: YearbookAddress, *, place: int, postal_code: str, actor: User | None, reunion_slug: str = ""
) -> None:
    """Picks the candidate at `place` (from 0), which must have that post code. Raises Refused."""
    current = _undecided(address)
    offered = candidates(current)
    if not (0 <= place < len(offered)) or offered[place].postal_code != postal_code:
        raise Refused(_("候補が変わりました。新しい候補から選んでください。"))
    put_down(current, offered[place])
    current.grade, current.reason = Grade.CERTAIN, _("幹事が選びました")
    _decide(current, Decision.CHOSEN, CHOSEN, actor, reunion_slug)


@transaction.atomic
def write_today(
    address: YearbookAddress, *, today: Candidate, actor: User | None, reunion_slug: str = ""
) -> None:
    """The address as a person knows it. Raises Refused."""
    current = _undecided(address)
    put_down(current, today)
    current.grade, current.reason = Grade.CERTAIN, _("幹事が書きました")
    _decide(current, Decision.WRITTEN, WRITTEN, actor, reunion_slug)


@transaction.atomic
def leave_unused(address: YearbookAddress, *, actor: User | None, reunion_slug: str = "") -> None:
    """No card goes there. Raises Refused."""
    current = _undecided(address)
    put_down(current, NOWHERE)
    current.grade, current.reason = Grade.UNCLEAR, _("使わないことにしました")
    _decide(current, Decision.UNUSED, UNUSED, actor, reunion_slug)


@transaction.atomic
def put_off(address: YearbookAddress) -> None:
    """It comes again after all the others. Raises Refused."""
    current = _undecided(address)
    current.put_off_at = timezone.now()
    current.save(update_fields=["put_off_at"])


@transaction.atomic
def take_back(address: YearbookAddress, *, actor: User | None, reunion_slug: str = "") -> None:
    """Back to what the printed text says; pressing twice takes back once."""
    current = _locked(address)
    if not current.decision:
        return
    set_place(current, resolve(current.printed_code, current.printed_address, postal_code_table()))
    current.save()
    _write_down(current, "taken_back", TAKEN_BACK, actor, reunion_slug)


@transaction.atomic
def correct_print(
    address: YearbookAddress, *, code: str, text: str, actor: User | None, reunion_slug: str = ""
) -> None:
    """The text of the yearbook, where it was typed wrongly; it is looked up anew. Raises Refused."""
    current = _undecided(address)
    if (code, text) == (current.printed_code, current.printed_address):
        return
    current.printed_code, current.printed_address = code, text
    set_place(current, resolve(code, text, postal_code_table()))
    current.save()
    _write_down(current, "corrected", PRINT_CORRECTED, actor, reunion_slug)


@transaction.atomic
def accept_certain(cohort: Cohort, *, count: int, actor: User | None, reunion_slug: str = "") -> None:
    """All that are certain, if there are still as many as were shown. Raises Refused."""
    rows = YearbookAddress.objects.of_writable(cohort).to_accept().select_for_update(of=("self",))
    ids = list(rows.values_list("pk", flat=True))
    if len(ids) != count or not ids:
        raise Refused(_("件数が変わりました。新しい件数を見てから、もう一度押してください。"))
    accepted = YearbookAddress.objects.of_writable(cohort).to_accept()
    accepted.update(decision=Decision.ACCEPTED, decided_at=timezone.now(), decided_by=actor)
    words = {"count": len(ids)}
    record(cohort, action="accepted", sentence=ACCEPTED, words=words, actor=actor, reunion_slug=reunion_slug)


def _locked(address: YearbookAddress) -> YearbookAddress:
    return YearbookAddress.objects.select_for_update(of=("self",)).get(pk=address.pk)


def _undecided(address: YearbookAddress) -> YearbookAddress:
    current = _locked(address)
    if current.decision:
        raise Refused(_("この住所は、もう決まっています。ほかの人が先に決めたのかもしれません。"))
    return current


def _decide(address: YearbookAddress, decision: str, sentence, actor: User | None, reunion_slug: str) -> None:
    address.decision, address.decided_at, address.decided_by = decision, timezone.now(), actor
    address.save()
    _write_down(address, decision, sentence, actor, reunion_slug)


def _write_down(address: YearbookAddress, action: str, sentence, actor: User | None, reunion_slug: str):
    record(address.classmate, action=action, sentence=sentence, actor=actor, reunion_slug=reunion_slug)
