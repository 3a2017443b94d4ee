"""Which rows of a file are shown, and how many stand behind each tab."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import RosterUpload, UploadedRow, UploadedRowQuerySet
from reunion.team.access import Seat

Kind = UploadedRow.Kind
ALL, DOUBTFUL, DIFFERING = "all", "doubtful", "differing"
LABELS = {
    ALL: _("すべての行"),
    Kind.NEW.value: Kind.NEW.label,
    Kind.CHANGED.value: Kind.CHANGED.label,
    Kind.UNCHANGED.value: Kind.UNCHANGED.label,
    Kind.LEFT_OUT.value: Kind.LEFT_OUT.label,
    DOUBTFUL: _("確かめたい人"),
    DIFFERING: _("名簿と違うところ"),
}


def rows_of(upload: RosterUpload, show: str) -> UploadedRowQuerySet:
    rows = upload.rows.order_by("place")
    if show == DOUBTFUL:
        return rows.doubtful()
    if show == DIFFERING:
        return rows.differing()
    return rows if show == ALL else rows.filter(kind=show)


def counts(upload: RosterUpload) -> dict[str, int]:
    """By the keys of LABELS."""
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in Kind.values}
    doubtful = Count("pk", filter=~Q(remark="") & ~Q(kind=Kind.LEFT_OUT))
    differing = Count("pk", filter=~Q(differs=""))
    return upload.rows.aggregate(all=Count("pk"), **kinds, doubtful=doubtful, differing=differing)


def tabs(seat: Seat, upload: RosterUpload, show: str, counted: dict[str, int]) -> list[dict]:
    here = reverse("staff:roster:upload", args=[seat.reunion.slug, upload.pk])
    return [
        {
            "label": label,
            "url": here if name == ALL else f"{here}?show={name}",
            "current": name == show,
            "count": counted[name],
        }
        for name, label in LABELS.items()
    ]
