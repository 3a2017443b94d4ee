"""The program as one guest may choose it now: what is theirs is theirs, at the fee it had when they chose it.

A place the guest holds is never called full to them, and a turn on the waiting list is called what it is.
"""

from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem
from reunion.public.signup.program import Program, fee_in_words, in_brackets
from reunion.registrations.models import Registration, State
from reunion.registrations.places import places_left


class OwnProgram(Program):
    def __init__(self, registration: Registration):
        super().__init__(registration.reunion, for_teachers=registration.is_guest_of_honour)
        self.left = places_left(registration.reunion, apart_from=registration)
        rows = registration.chosen_items.all() if takes_part(registration) else ()
        self.mine = {chosen.item_id: chosen for chosen in rows}

    @property
    def takes_companions(self) -> bool:
        return bool(self.with_companions)

    @property
    def full_items(self) -> list[ProgramItem]:
        return [item for item in self.all_items if item.pk not in self.mine and self.is_full(item)]

    def label(self, item: ProgramItem) -> str:
        chosen = self.mine.get(item.pk)
        if chosen is None:
            return super().label(item)
        parts = [] if self.for_teachers else [fee_in_words(chosen.fee)]
        if chosen.waiting_since:
            parts.append(_("空き待ち中"))
        return in_brackets(item.name, parts)


def takes_part(registration: Registration) -> bool:
    """Comes, or will come once somebody has said who it is or a place is found."""
    answers = {State.COMING, State.WAITLISTED, State.WAITING}
    return registration.attending and registration.state in answers
