"""The rows of a roster on their way into the table of classmates, by django-import-export.

All classmates of the cohort are read at once and each row finds its own among them (same_person.py); a row
that may be somebody else is left out with its reason. What may be set is decided in filling.py. New and
changed classmates are written in bulk, then their clubs and addresses.
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import fields, instance_loaders, resources, widgets
from tablib import Dataset

from .clubs import write_clubs
from .filling import open_fields
from .homerooms import homerooms_of
from .intake_progress import Progress, Step, unseen
from .models import Classmate, Cohort, MergedRow
from .printed_addresses import LookUp, write_addresses
from .row_changes import Change, changes_between, values_of
from .row_marks import place_marks, text_mark
from .same_person import Match, Row, matches
from .yearbook import RosterRow

COPIED = (
    "number",
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "current_family_name",
    "current_family_kana",
    "deceased",
    "remarks",
)
COLUMNS = ("imported_as", "imported_text", "homeroom_id", "doubt", *COPIED)
LONGEST_DOUBT = Classmate.doubt.field.max_length
NOTHING = values_of(Classmate())
ROWS_AT_ONCE = 500


def dataset_of(rows: Sequence[RosterRow]) -> Dataset:
    """One line for each row, in their order; the homeroom's id follows when the homerooms exist."""
    dataset = Dataset(headers=COLUMNS)
    for row, mark in zip(rows, place_marks(rows), strict=True):
        told = [getattr(row, field) for field in COPIED]
        dataset.append([mark, text_mark(row), None, " ".join(row.doubts)[:LONGEST_DOUBT], *told])
    return dataset


class ClassmatesOfTheCohort(instance_loaders.BaseInstanceLoader):
    """Finds each row's classmate among all of them, read in one query; rows come in the dataset's order."""

    def __init__(self, resource: "RosterResource", dataset: Dataset | None = None) -> None:
        super().__init__(resource, dataset)
        rows = [_row(line) for line in dataset.dict]
        classmates = Classmate.objects.filter(cohort=resource.cohort)
        merged = MergedRow.objects.filter(classmate__cohort=resource.cohort)
        found = matches(rows, classmates, dict(merged.values_list("mark", "classmate_id")))
        self.matches = {row.mark: match for row, match in zip(rows, found, strict=True)}
        resource.of_merged = {mark for mark, match in self.matches.items() if match.was_merged}

    def get_instance(self, row: Mapping) -> Classmate | None:
        match: Match = self.matches[row["imported_as"]]
        if match.left_out:
            raise ValidationError(match.left_out)
        if match.doubt and match.doubt not in row["doubt"]:
            row["doubt"] = f"{row['doubt']} {match.doubt}".strip()[:LONGEST_DOUBT]
        return match.classmate


class AsItIs(widgets.Widget):
    """The rows are read already; nothing is to be parsed."""

    def clean(self, value, row=None, **kwargs):
        return value


class NoPicture:
    """django-import-export's picture of a change, which nobody looks at here."""

    def __init__(self, resource, instance, new):
        pass

    def compare_with(self, resource, instance):
        pass


class Column(fields.Field):
    empty_values: tuple = ()

    def __init__(self, name: str) -> None:
        super().__init__(attribute=name, column_name=name, widget=AsItIs())


class RosterResource(resources.ModelResource):
    class Meta:
        model = Classmate
        fields = ()
        import_id_fields = ("imported_as",)
        instance_loader_class = ClassmatesOfTheCohort
        use_bulk = True
        batch_size = None
        skip_html_diff = True
        store_instance = True

    def __init__(
        self, cohort: Cohort, rows: Sequence[RosterRow], look_up: LookUp, progress: Progress = unseen
    ) -> None:
        super().__init__()
        self.progress = progress
        self.rooms: dict[int, str] = {}
        self.changes: dict[str, tuple[Change, ...]] = {}  # by the mark of a row
        self.cohort, self.rows, self.look_up = cohort, rows, look_up
        self.fields = {name: Column(name) for name in COLUMNS}
        self.of_merged: set[str] = set()
        self.saying_something_new: list[Classmate] = []
        self.changed_beside: dict[int, tuple[Change, ...]] = {}

    @classmethod
    def get_diff_class(cls):
        return NoPicture

    def before_import(self, dataset, **kwargs):
        rooms = homerooms_of(self.cohort, self.rows)
        self.rooms = {room.pk: str(room) for room in rooms.values()}
        places = [rooms.get((row.grade, row.homeroom)) for row in self.rows]
        del dataset["homeroom_id"]
        dataset.append_col([room.pk if room else None for room in places], header="homeroom_id")

    def init_instance(self, row=None):
        return Classmate(cohort_id=self.cohort.pk)

    def import_instance(self, instance, row, **kwargs):
        if row["imported_as"] in self.of_merged:
            return
        before = values_of(instance) if instance.pk else NOTHING
        if instance.pk and instance.imported_text != row["imported_text"]:
            self.saying_something_new.append(instance)
        for name in open_fields(instance, row):
            self.import_field(self.fields[name], instance, row)
        self.changes[row["imported_as"]] = changes_between(before, values_of(instance), rooms=self.rooms)

    def after_import_row(self, row, row_result, row_number=None, **kwargs):
        self.progress(Step.COMPARING, row_number or 0, len(self.rows))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return original.pk is not None and all(
            getattr(instance, name) == getattr(original, name) for name in COLUMNS if name != "imported_text"
        )

    def before_save_instance(self, instance, row, **kwargs):
        instance.updated_at = timezone.now()

    def get_bulk_update_fields(self):
        return [*COLUMNS, "updated_at"]

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        # In one go an update of many rows grows with the square of their number.
        super().bulk_update(using_transactions, dry_run, raise_errors, ROWS_AT_ONCE, result)

    def after_import(self, dataset, result, **kwargs):
        """What a row says beside the classmate; `changed_beside` tells whose clubs or address changed."""
        if result.has_errors():
            return
        Classmate.objects.bulk_update(self.saying_something_new, ["imported_text"], batch_size=ROWS_AT_ONCE)
        told = {id(classmate) for classmate in self.saying_something_new}
        people = [
            (done.instance, row)
            for done, row, mark in zip(result.rows, self.rows, dataset["imported_as"], strict=True)
            if mark not in self.of_merged
            if done.is_new() or (done.is_valid() and id(done.instance) in told)
        ]
        for changed in (write_clubs(self.cohort, people), write_addresses(people, self.look_up)):
            for person, changes in changed.items():
                self.changed_beside[person] = self.changed_beside.get(person, ()) + changes

    def changes_of(self, mark: str, classmate: Classmate) -> tuple[Change, ...]:
        """Everything that a row changes on this classmate; nothing where its record was merged."""
        if mark in self.of_merged:
            return ()
        return self.changes.get(mark, ()) + self.changed_beside.get(classmate.pk, ())


def _row(line: Mapping) -> Row:
    name = line["family_name"] + line["given_name"]
    return Row(line["imported_as"], line["homeroom_id"], line["number"], name)
