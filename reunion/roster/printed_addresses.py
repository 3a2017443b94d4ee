"""What the yearbook printed beside a name is kept as printed, and looked up once.

Today's place is found when the text comes in, and again only when another file brings another text, which
also takes back what a person decided about the old one. A file that says nothing takes nothing away. Looking
up takes longer than writing, so it is done before the database is locked for the import.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from .addresses import Candidate, Resolution, postal_code_table, resolve
from .intake_progress import Progress, Step, unseen
from .models import Classmate, Cohort, YearbookAddress
from .row_changes import Change
from .yearbook import RosterRow

Text = tuple[str, str]
LookUp = Callable[[Text], Resolution]
FOUND = ("grade", "reason", "postal_code", "prefecture", "municipality", "town", "rest", "care_of")
DECIDED = ("decision", "decided_at", "decided_by", "put_off_at")
PRINTED = ("printed_code", "printed_address", "printed_phone")
ROWS_AT_ONCE = 500
NOWHERE = Candidate("", "", "", "", "")


def looked_up(cohort: Cohort, rows: Iterable[RosterRow], progress: Progress = unseen) -> LookUp:
    """Looks up every text the roster does not hold yet; answers a look-up that knows them."""
    held = YearbookAddress.objects.filter(classmate__cohort=cohort)
    wanted = {(row.old_postal_code, row.old_address) for row in rows if row.old_address}
    wanted -= set(held.values_list("printed_code", "printed_address"))
    found = {}
    for done, text in enumerate(wanted):
        progress(Step.LOOKING_UP, done, len(wanted))
        found[text] = _resolved(text)
    return lambda text: found.get(text) or _resolved(text)


def not_looked_up(text: Text) -> Resolution:
    """For a dry run, which only tells whether the text is another one."""
    return Resolution("", "", (), "")


def write_addresses(
    people: Iterable[tuple[Classmate, RosterRow]], look_up: LookUp
) -> dict[int, tuple[Change, ...]]:
    """By the ids of the classmates whose address changed; `people` are saved, each with its row."""
    people = [(person, row) for person, row in people if row.old_postal_code or row.old_address or row.phone]
    known = _known(people)
    new, changed, told = [], [], {}
    for person, row in people:
        address = known.get(person.pk) or YearbookAddress(classmate=person)
        before = _printed(address)
        if _take_over(address, row, look_up):
            (new if address.pk is None else changed).append(address)
            told[person.pk] = _changes(before, _printed(address))
    YearbookAddress.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    YearbookAddress.objects.bulk_update(changed, [*PRINTED, *FOUND, *DECIDED], batch_size=ROWS_AT_ONCE)
    return told


def _printed(address: YearbookAddress) -> tuple[str, str]:
    """Address with its post code, and telephone."""
    return f"{address.printed_code} {address.printed_address}".strip(), address.printed_phone


def _changes(before: tuple[str, str], after: tuple[str, str]) -> tuple[Change, ...]:
    labels = (_("住所（アルバム）"), _("電話（アルバム）"))
    told = zip(labels, before, after, strict=True)
    return tuple(Change(*one) for one in told if one[1] != one[2])


def _resolved(text: Text) -> Resolution:
    return resolve(*text, postal_code_table())


def _known(people: list[tuple[Classmate, RosterRow]]) -> dict[int, YearbookAddress]:
    if not people:
        return {}
    addresses = YearbookAddress.objects.filter(classmate__cohort_id=people[0][0].cohort_id)
    return {address.classmate_id: address for address in addresses}


def _take_over(address: YearbookAddress, row: RosterRow, look_up: LookUp) -> bool:
    """Whether anything changed."""
    before = (address.printed_code, address.printed_address, address.printed_phone)
    if row.old_address:
        address.printed_code, address.printed_address = row.old_postal_code, row.old_address
    elif not address.printed_address:
        address.printed_code = row.old_postal_code or address.printed_code
    address.printed_phone = row.phone or address.printed_phone
    text = (address.printed_code, address.printed_address)
    if address.printed_address and text != before[:2]:
        set_place(address, look_up(text))
    return (*text, address.printed_phone) != before


def set_place(address: YearbookAddress, resolution: Resolution) -> None:
    """As the rule found it, undecided; nothing is saved."""
    put_down(address, resolution.candidates[0] if resolution.candidates else NOWHERE)
    address.grade, address.reason = resolution.grade, _cut("reason", resolution.reason)
    address.care_of = _cut("care_of", resolution.care_of)
    address.decision, address.decided_at, address.decided_by, address.put_off_at = "", None, None, None


def put_down(address: YearbookAddress, place: Candidate) -> None:
    """Today's place in the columns; nothing is saved."""
    for field, value in vars(place).items():
        setattr(address, field, _cut(field, value))


def _cut(field: str, value: str) -> str:
    return value[: YearbookAddress._meta.get_field(field).max_length]
