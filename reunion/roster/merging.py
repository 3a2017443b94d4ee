"""How two records that are one person become one.

One record is kept, the other goes. A person chooses field by field which value stays; where a value is
missing or one of the two says deceased or keep away, that is proposed. Everything that hangs on the record
that goes moves over: contact points, clubs and journal here, and through a signal whatever the floors above
keep. They may refuse. If anything would still go along with the record, nothing is done at all. The row of a
file that made the record that goes is remembered (row_marks.py): read again, it means the one that is kept.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.models import Entry
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .correcting import CORRECTABLE, version_of
from .models import Classmate, Cohort, ContactPoint, MergedRow, YearbookAddress
from .overtaking import in_words
from .row_marks import marks_of
from .set_apart import are_set_apart, move_pairs
from .signals import asking_what_is_tied, before_merging, merging

ADDRESS = "yearbook_address"
MERGED = gettext_lazy("同じ人の二つの記録を一つにまとめました（まとめた記録：%(gone)s）")


@dataclass(frozen=True)
class Pair:
    """One field of both, in words; `is_from_gone` is what is proposed."""

    name: str
    label: str
    kept: str
    gone: str
    differs: bool
    is_from_gone: bool


def pairs(kept: Classmate, gone: Classmate) -> list[Pair]:
    """Every field of which one value can stay, the yearbook's address last."""
    return [*(_pair(kept, gone, name) for name in CORRECTABLE), _address_pair(kept, gone)]


def tied(classmate: Classmate) -> list[tuple[str | Promise, int]]:
    """What hangs on this record, in words with its number; what there is none of is left out."""
    answers = asking_what_is_tied.send(sender=Classmate, classmate=classmate)
    counted = [
        (gettext_lazy("連絡先"), classmate.contact_points.count()),
        (gettext_lazy("部活"), classmate.clubs.count()),
        *(row for _receiver, rows in answers for row in rows),
    ]
    return [(label, number) for label, number in counted if number]


def pair_version(kept: Classmate, gone: Classmate) -> str:
    """Another one as soon as either of the two is corrected."""
    both = f"{version_of(kept)}|{version_of(gone)}"
    return hashlib.sha256(both.encode()).hexdigest()[:16]


def why_not(kept: Classmate, gone: Classmate) -> str:
    """The sentence with which a merge would be refused; "" when nothing stands in its way."""
    try:
        with transaction.atomic():
            _move_everything(*_held(kept, gone))
            transaction.set_rollback(True)
    except Refused as refused:
        return str(refused)
    return ""


@transaction.atomic
def merge(
    kept: Classmate,
    *,
    gone: Classmate,
    from_gone: Collection[str],
    seen: str,
    actor: User | None,
    reunion_slug: str = "",
) -> Classmate:
    """`from_gone` names the fields of `pairs` whose value comes from the other record. Raises Refused."""
    kept, gone = _held(kept, gone)
    if pair_version(kept, gone) != seen:
        raise Refused(_("ほかの人が先に記録を直しました。新しい内容を見てから、もう一度まとめてください。"))
    label = _label(gone)
    values = {name: getattr(gone, name) for name in CORRECTABLE if name.removesuffix("_id") in from_gone}
    _remember_rows(kept, gone)
    _keep_one_address(kept, gone, is_from_gone=ADDRESS in from_gone)
    _move_everything(kept, gone)
    gone.delete()
    _set(kept, values)
    record(
        kept,
        action="merged",
        sentence=MERGED,
        words={"gone": label},
        actor=actor,
        reunion_slug=reunion_slug,
    )
    return kept


def _held(kept: Classmate, gone: Classmate) -> tuple[Classmate, Classmate]:
    """Both under lock, in the order of their ids, so that two merges never wait for each other.

    Before them the year, which an import holds, and whatever the floors above hold before a classmate.
    """
    if kept.pk == gone.pk:
        raise Refused(_("同じ記録です。まとめる相手に、別の記録を選んでください。"))
    Cohort.objects.select_for_update(no_key=True).get(pk=kept.cohort_id)
    before_merging.send(sender=Classmate, kept=kept, gone=gone)
    rows = Classmate.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, gone.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) < 2:
        raise Refused(_("この二つの記録は、もうまとめられています。"))
    first, second = found[kept.pk], found[gone.pk]
    if first.cohort_id != second.cohort_id:
        raise Refused(_("学年が違う人はまとめられません。"))
    if are_set_apart(first, second):
        raise Refused(
            _("この二人は別の人と決めてあります。同じ人だったときは、先にそれを取り消してください。")
        )
    return first, second


def _remember_rows(kept: Classmate, gone: Classmate) -> None:
    """Whatever row of a file meant the one means the other from now on."""
    marks = {*marks_of(gone), *gone.merged_rows.values_list("mark", flat=True)}
    if not kept.imported_as:
        kept.imported_as, kept.imported_text = gone.imported_as, gone.imported_text
    marks -= {kept.imported_as, *kept.merged_rows.values_list("mark", flat=True)}
    gone.merged_rows.all().delete()
    MergedRow.objects.bulk_create(MergedRow(classmate=kept, mark=mark) for mark in sorted(marks))


def _move_everything(kept: Classmate, gone: Classmate) -> None:
    known = set(kept.contact_points.values_list("kind", "value"))
    for point in gone.contact_points.all():
        if (point.kind, point.value) not in known:
            ContactPoint.objects.filter(pk=point.pk).update(classmate=kept)
    gone.contact_points.all().delete()
    kept.clubs.add(*gone.clubs.all())
    gone.clubs.clear()
    gone.merged_rows.all().update(classmate=kept)
    move_pairs(kept, gone=gone)
    merging.send(sender=Classmate, kept=kept, gone=gone)
    Entry.objects.about(gone).hand_over(kept)
    _nothing_goes_along(gone)


def _nothing_goes_along(gone: Classmate) -> None:
    """The last guard: a table that nobody taught to move would otherwise be emptied in silence."""
    collector = Collector(using=router.db_for_write(Classmate))
    try:
        collector.collect([gone])
    except ProtectedError as error:
        left = {type(row).__name__ for row in error.protected_objects}
    else:
        left = {model.__name__ for model, rows in collector.data.items() if rows}
        left |= {rows.model.__name__ for rows in collector.fast_deletes if rows.exists()}
        left |= {field.model.__name__ for field, _value in collector.field_updates}
    left -= {Classmate.__name__, YearbookAddress.__name__}
    if left:
        raise RuntimeError(f"nobody moves {sorted(left)} when classmates are merged")


def _keep_one_address(kept: Classmate, gone: Classmate, *, is_from_gone: bool) -> None:
    """The one chosen; the only one there is stays in any case."""
    theirs = YearbookAddress.objects.filter(classmate=gone)
    own = YearbookAddress.objects.filter(classmate=kept)
    if theirs.exists() and (is_from_gone or not own.exists()):
        own.delete()
        theirs.update(classmate=kept)


def _set(kept: Classmate, values: dict) -> None:
    for name, value in values.items():
        setattr(kept, name, value)
    try:
        kept.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    kept.save()


def _pair(kept: Classmate, gone: Classmate, name: str) -> Pair:
    field = Classmate._meta.get_field(name)
    ours, theirs = getattr(kept, name), getattr(gone, name)
    return Pair(
        name=field.name,
        label=str(field.verbose_name),
        kept=in_words(field, ours),
        gone=in_words(field, theirs),
        differs=ours != theirs,
        is_from_gone=not ours and bool(theirs),
    )


def _address_pair(kept: Classmate, gone: Classmate) -> Pair:
    ours, theirs = (_printed(person) for person in (kept, gone))
    nothing = _("（なし）")
    return Pair(
        name=ADDRESS,
        label=str(YearbookAddress._meta.verbose_name),
        kept=ours or nothing,
        gone=theirs or nothing,
        differs=ours != theirs,
        is_from_gone=not ours and bool(theirs),
    )


def _printed(person: Classmate) -> str:
    address = YearbookAddress.objects.filter(classmate=person).first()
    return f"{address.printed_code} {address.printed_address}".strip() if address else ""


def _label(person: Classmate) -> str:
    number = "" if person.number is None else str(person.number)
    return " ".join(word for word in (str(person.homeroom or ""), number, person.name_with_current) if word)
