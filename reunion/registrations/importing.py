"""How replies that came on paper, by telephone or by LINE become registrations.

They go through the same rules as a signup on the page, but neither the last day nor a limit binds the
committee. A row that is in already (the same words for the same reunion) adds nothing, so the same file may
be taken in again after rows were added. All rows of a file go in together or none does; a row that cannot be
read stays out and is named.
"""

import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import ProgramItem, Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import Homeroom

from .models import Consent, Registration, State
from .replies import NotReplies, ReplyRow, RowError, read_replies
from .signing_up import Reply, register

# Kept as it was said, which is in Japanese.
AGREED_ON_PAPER = "返信の「名字を載せてよい」に「はい」の答え"
NAMESPACE = uuid.UUID("5e0f1d0a-58c1-4d0e-9a53-1f8d9a1a83c2")


@dataclass
class Imported:
    """`registered` counts the new ones, also those that wait; `waiting` names these by row and reason."""

    registered: int = 0
    already: int = 0
    waiting: list[tuple[int, str, str]] = field(default_factory=list)
    errors: tuple[RowError, ...] = ()


@transaction.atomic
def import_replies(
    reunion: Reunion, *, data: bytes, actor: User | None = None, tell: bool = True
) -> Imported:
    """Raises Refused when the file is no table of replies, or the reunion takes none."""
    try:
        replies = read_replies(data)
    except NotReplies as error:
        raise Refused(str(error)) from error
    imported = Imported(errors=replies.errors)
    known = set(Registration.objects.filter(reunion=reunion).values_list("submission", flat=True))
    make_reply = ReplyMaker(reunion)
    for row in replies.rows:
        reply = make_reply(row)
        if reply.submission in known:
            imported.already += 1
            continue
        known.add(reply.submission)
        registration = register(reunion, reply=reply, actor=actor, tell=tell)
        _count(imported, row, registration, is_new=registration.submission == reply.submission)
    _write_down(reunion, imported, actor)
    return imported


def _count(imported: Imported, row: ReplyRow, registration: Registration, *, is_new: bool) -> None:
    if not is_new:
        imported.already += 1
        return
    imported.registered += 1
    if registration.state == State.WAITING:
        imported.waiting.append((row.number, registration.school_name, registration.waiting_reason))


def _write_down(reunion: Reunion, imported: Imported, actor: User | None) -> None:
    if imported.registered:
        record(
            reunion,
            action="import replies",
            sentence=gettext_lazy("返信の一覧から申込を%(count)s件取り込みました"),
            words={"count": imported.registered},
            actor=actor,
            reunion_slug=reunion.slug,
        )


class ReplyMaker:
    """Turns a row into a reply: its class and program items looked up once for the whole file."""

    def __init__(self, reunion: Reunion):
        self.slug = reunion.slug
        self.rooms = list(Homeroom.objects.filter(cohort_id=reunion.cohort_id))
        self.items = {item.kind: item for item in reunion.program_items.all()}

    def __call__(self, row: ReplyRow) -> Reply:
        room = self.room_of(row)
        wanted = {
            ProgramItem.Kind.AFTER_PARTY: row.after_party,
            ProgramItem.Kind.SCHOOL_TOUR: row.school_tour,
        }
        return Reply(
            attending=row.attending,
            homeroom=room,
            unknown_class="" if room else row.klass,
            show_surname=row.show_surname,
            items=tuple(
                self.items[kind] for kind, is_chosen in wanted.items() if is_chosen and kind in self.items
            ),
            channel=row.channel,
            consents=_consents(row),
            submission=self.submission_of(row),
            **row.typed(),
        )

    def room_of(self, row: ReplyRow) -> Homeroom | None:
        if row.room is None:
            return None
        grade, label = row.room
        found = [room for room in self.rooms if room.label == label and grade in ("", room.grade)]
        return found[0] if len(found) == 1 else None

    def submission_of(self, row: ReplyRow) -> uuid.UUID:
        """Depends on the reunion and on what the row says, not on where it stands in the file."""
        answers = (row.attending, row.after_party, row.school_tour, row.show_surname, row.channel)
        words = (self.slug, row.klass, *map(str, answers), *row.typed().values())
        return uuid.uuid5(NAMESPACE, "\x1f".join(words))


def _consents(row: ReplyRow) -> tuple[tuple[str, str], ...]:
    if not row.show_surname:
        return ()
    return ((Consent.Purpose.SHOW_SURNAME, AGREED_ON_PAPER),)
