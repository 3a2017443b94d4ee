"""What the next reunion takes over from the last: what the committee made, nothing that guests told it.

The program with its fees, as a proposal without places and rooms; the committee's own words for letters and
its own steps, as many days from the day as before; the venues as candidates, each a row of its own, so that
neither changes the other; the LINE groups of the year and its classes, in which people stayed of their own
accord. Who agreed to be kept and wanted no announcements gets none from the next one either. Of its account,
its guests and their money, its photos, its agreements to be shown and its members nothing is taken over.
"""

import datetime as dt

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from reunion.events.models import LineGroup, Milestone, ProgramItem, Reunion, Venue, VenueBooking
from reunion.mail.models import LetterTemplate, Unsubscribe
from reunion.roster.models import ContactPoint

from .agreeing import agreed_classmates

OF_AN_ITEM = ("kind", "name", "starts_at", "note", "fee", "companion_fee", "open_to")
OF_A_VENUE = ("name", "address", "access", "map_url", "phone")
OF_A_ROOM = ("room", "seated", "standing", "style", "price_seated", "price_standing", "fixed_price")
DAYS_FOR_WHAT_IS_LATE = 7


def copied(row, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


def own_steps(reunion: Reunion) -> QuerySet[Milestone]:
    return Milestone.objects.of(reunion).filter(step="")


def groups_of_guests(reunion: Reunion) -> QuerySet[LineGroup]:
    return LineGroup.objects.filter(reunion=reunion).for_guests()


def unsubscribed(reunion: Reunion) -> QuerySet[Unsubscribe]:
    """Of those who agreed to be kept."""
    kept = ContactPoint.objects.filter(
        kind=ContactPoint.Kind.MAIL, classmate__in=agreed_classmates(reunion.cohort)
    )
    return Unsubscribe.objects.alias(known_as=Lower("address")).filter(
        reunion=reunion, known_as__in=kept.values(known_as=Lower("value"))
    )


def carry(last: Reunion, new: Reunion) -> None:
    """Into `new`, which has nothing but its steps yet; inside the transaction of the caller."""
    ProgramItem.objects.bulk_create(
        ProgramItem(reunion=new, **copied(item, OF_AN_ITEM)) for item in last.program_items.order_by("pk")
    )
    LetterTemplate.objects.bulk_create(
        LetterTemplate(reunion=new, **copied(words, ("name", "subject", "body")))
        for words in LetterTemplate.objects.filter(reunion=last)
    )
    Milestone.objects.bulk_create(_moved(step, last, new) for step in own_steps(last))
    for booking in VenueBooking.objects.filter(reunion=last).standing_offers():
        venue = Venue.objects.create(**copied(booking.venue, OF_A_VENUE))
        VenueBooking.objects.create(reunion=new, venue=venue, **copied(booking, OF_A_ROOM))
    LineGroup.objects.bulk_create(
        LineGroup(reunion=new, **copied(group, ("homeroom", "invitation_url")))
        for group in groups_of_guests(last).select_related("homeroom")
    )
    Unsubscribe.objects.bulk_create(
        Unsubscribe(reunion=new, address=row.address) for row in unsubscribed(last)
    )


def _moved(step: Milestone, last: Reunion, new: Reunion) -> Milestone:
    """What would be late already is due in a week."""
    soon = min(timezone.localdate() + dt.timedelta(days=DAYS_FOR_WHAT_IS_LATE), new.held_on)
    due_on = new.held_on + (step.due_on - last.held_on)
    return Milestone(reunion=new, name=step.name, due_on=max(due_on, soon), moved_by_hand=True)
