"""A figure, its target, and the table in which all are printed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`ok` None: the figure has no target and only informs."""

    figure: str
    measured: str
    target: str = ""
    ok: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        return self.figure, self.measured, self.target, {None: "", True: "yes", False: "NO"}[self.ok]


def table(figures: Sequence[Figure]) -> str:
    rows = [("figure", "measured", "target", "ok"), *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-|-".join("-" * width for width in widths), *lines[1:]])


def as_json(figures: Sequence[Figure]) -> str:
    return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1)
