"""Who has paid too much and to whom money goes back, as a table to take out. Only the treasurer gets it."""

from collections.abc import Iterator

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .balance import with_free_surplus
from .models import Refund

HEADINGS = (
    "reference",
    "name",
    "kana",
    "state",
    "amount_due",
    "amount_paid",
    "overpaid",
    "refund",
    "refund_state",
    "way",
    "account",
    "paid_out_on",
    "note",
)


def refund_rows(reunion: Reunion) -> Iterator[tuple]:
    """A row for each refund that stands, and one for each surplus nobody has decided about."""
    everybody = with_free_surplus(Registration.objects.filter(reunion=reunion))
    refunds = Refund.objects.standing().filter(registration__reunion=reunion).order_by("booked_at", "pk")
    concerned = everybody.filter(pk__in=refunds.values("registration")) | everybody.filter(free__gt=0)
    people = {person.pk: person for person in concerned.order_by("family_kana", "given_kana", "pk")}
    for refund in refunds:
        yield (
            *_who(people[refund.registration_id]),
            refund.amount,
            refund.get_state_display(),
            refund.get_way_display(),
            refund.account,
            refund.paid_out_on.isoformat() if refund.paid_out_on else "",
            refund.note,
        )
    for person in people.values():
        if person.free:
            yield (*_who(person), person.free, "", "", "", "", "")


def _who(person: Registration) -> tuple:
    """Up to what they have paid too much."""
    return (
        person.reference,
        person.school_name,
        person.school_kana,
        person.state,
        person.due,
        person.paid,
        person.overpaid,
    )
