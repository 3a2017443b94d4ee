"""A reunion's personal data is erased in one step, once it is over and settled; its sums stay.

Shown first, kind by kind with numbers. Whoever presses types the reunion's own address, since nothing of it
comes back. Everything happens or nothing; another reunion is not touched. A second run finds nothing. What
somebody agreed to is written down before their registration is forgotten, and where a card came back too.
Only the owner of the installation may erase one that is not over or not settled: a reunion may be called off.
"""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import ContactPoint

from .agreeing import agreed_classmates, agreed_teachers, remember
from .being_over import must_be_settled, others_of_the_year
from .committee import FORGOTTEN, committee
from .files import files_of, take_away
from .guests import guests
from .letters import cards, letters
from .models import Forgetting
from .money import money
from .parts import Part
from .returned_cards import keep_in_mind
from .year import contacts_to_erase, roster, today

SAID = gettext_lazy("会の個人情報を消しました")
SAID_WITH_ROSTER = gettext_lazy("会の個人情報を、名簿といっしょに消しました")


@dataclass(frozen=True)
class Preview:
    """What would be erased, kind by kind with its rows; and how many people stay on their own word."""

    kinds: dict[str, int]
    kept_people: int

    @property
    def total(self) -> int:
        return sum(self.kinds.values())


def parts_of(reunion: Reunion, *, with_roster: bool) -> list[Part]:
    """In the order in which they are erased: what looks at others before those go."""
    kept = ContactPoint.objects.exclude(pk__in=contacts_to_erase(reunion).values("pk"))
    return [
        *letters(reunion, contacts_kept=kept),
        *today(reunion),
        *money(reunion),
        *guests(reunion),
        *cards(reunion),
        *committee(reunion),
        *(roster(reunion) if with_roster else []),
    ]


def preview(reunion: Reunion, *, with_roster: bool, unsettled: bool = False) -> Preview:
    """Raises Refused as `forget` would; changes nothing."""
    _look(reunion, with_roster, unsettled)
    kinds = _counted(parts_of(reunion, with_roster=with_roster))
    people = agreed_classmates(reunion.cohort).count() + agreed_teachers(reunion.cohort).count()
    return Preview(kinds, people)


def roster_kinds(reunion: Reunion) -> dict[str, int]:
    """What would be erased of the roster besides, if the organizer chose so."""
    return _counted(roster(reunion))


def who_needs_the_roster(reunion: Reunion) -> str:
    return _("、").join(str(other) for other in others_of_the_year(reunion))


@transaction.atomic
def forget(
    reunion: Reunion, *, typed: str, with_roster: bool, actor: User | None, unsettled: bool = False
) -> Preview:
    """`typed` is the reunion's address as the person wrote it; `unsettled`: also one that is not over.

    Gives what was erased. Raises Refused.
    """
    reunion = (
        Reunion.objects.select_for_update(of=("self",)).select_related("cohort__school").get(pk=reunion.pk)
    )
    if typed.strip() != reunion.slug:
        raise Refused(_("会のアドレスが違います。「%(slug)s」と書いてください。") % {"slug": reunion.slug})
    erased = preview(reunion, with_roster=with_roster, unsettled=unsettled)
    files = files_of(reunion)
    remember(reunion)
    keep_in_mind(reunion, actor=actor)
    for part in parts_of(reunion, with_roster=with_roster):
        part.forget()
    transaction.on_commit(partial(take_away, files))
    if erased.total:
        _write_down(reunion, with_roster, actor)
    return erased


def _counted(parts: list[Part]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for part in parts:
        if count := part.count():
            kinds[str(part.what)] = kinds.get(str(part.what), 0) + count
    return kinds


def _look(reunion: Reunion, with_roster: bool, unsettled: bool) -> None:
    if not unsettled:
        must_be_settled(reunion)
    if with_roster and (names := who_needs_the_roster(reunion)):
        raise Refused(
            _("名簿は、同じ学年の「%(names)s」が使っています。名簿は残してください。") % {"names": names}
        )


def _write_down(reunion: Reunion, with_roster: bool, actor: User | None) -> None:
    said = {"at": timezone.now(), "by": actor}
    row, _is_new = Forgetting.objects.update_or_create(reunion=reunion, defaults=said)
    if with_roster and not row.with_roster:
        row.with_roster = True
        row.save(update_fields=["with_roster"])
    sentence = SAID_WITH_ROSTER if with_roster else SAID
    record(reunion, action=FORGOTTEN, sentence=sentence, actor=actor, reunion_slug=reunion.slug)
