"""What a registration has chosen of the program, at the fee it had then.

Whoever comes takes part in 本会; everything else is a choice. A fee stays what it was when it was chosen,
also when the item's fee is changed later. Teachers are guests.
"""

from collections.abc import Iterable

from reunion.events.models import ProgramItem

from .models import ChosenItem, Registration


def choose(registration: Registration, *, items: Iterable[ProgramItem] = ()) -> None:
    """Adds 本会 and these items of the reunion; what was chosen before stays."""
    wanted = {item.pk for item in items}
    before = set(registration.chosen_items.values_list("item_id", flat=True))
    is_guest = registration.teacher_id is not None
    ChosenItem.objects.bulk_create(
        ChosenItem(registration=registration, item=item, fee=0 if is_guest else item.fee)
        for item in registration.reunion.program_items.all()
        if item.pk not in before and (item.kind == ProgramItem.Kind.MAIN or item.pk in wanted)
    )
