"""What the committee changes about its reunion is saved and written in the journal, both or neither.

A fee changed later does not touch those who signed up before: their fee was frozen with their choice. When
there are more places, whoever waits for one gets it. Once it takes sign-ups, its page has opened.
"""

from collections.abc import Mapping

from django.db import models, transaction
from django.utils.functional import Promise

from reunion.accounts.models import User
from reunion.journal.recording import record

from .milestones import step_is_done
from .models import Milestone, ProgramItem, Reunion
from .plan_changes import watched
from .signals import places_changed


@transaction.atomic
def change(
    thing: models.Model,
    *,
    reunion: Reunion,
    sentence: Promise | str,
    words: Mapping[str, object] | None = None,
    actor: User,
) -> models.Model:
    """`thing` is the reunion itself or something of it, already validated."""
    with watched(reunion):
        thing.save()
    record(thing, action="changed", sentence=sentence, words=words, actor=actor, reunion_slug=reunion.slug)
    if isinstance(thing, ProgramItem):
        places_changed.send(ProgramItem, reunion=reunion)
    if isinstance(thing, Reunion) and thing.state == Reunion.State.OPEN:
        step_is_done(reunion, step=Milestone.Step.PAGE_OPENS)
    return thing
