"""What else servers say: refusals as mail servers and carriers word them, with the outcome each must have."""

import csv
import re
from pathlib import Path

import pytest

from reunion.mail.bounces.reading import read
from reunion.mail.tests.bounces.shapes import (
    Refused,
    exim,
    exim_with_report,
    postfix,
    qmail,
    sendmail,
    standard_report,
)

SAYINGS = Path(__file__).parent / "lookalikes.tsv"


def sayings() -> list[dict]:
    with SAYINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def refused(row: dict) -> Refused:
    own = re.search(r"\b[45]\.\d{1,3}\.\d{1,3}\b(?!\.)", row["words"])
    code = "4.0.0" if row["words"].startswith("4") else "5.0.0"
    status = row["status"] or (own[0] if own else code)
    return Refused(row["words"], step=row["step"], status=status, remote=row["remote"], to=row["to"])


@pytest.mark.parametrize(
    "shape", (standard_report, postfix, exim, exim_with_report, qmail), ids=lambda shape: shape.__name__
)
@pytest.mark.parametrize("row", sayings(), ids=lambda row: f"{row['step']}: {row['words'][:60]}")
def test_what_servers_say(row, shape):
    first = read(shape(refused(row))).first
    assert first.outcome == row["outcome"], (first.why, first.stage, first.words)


@pytest.mark.parametrize(
    "row", [row for row in sayings() if row["step"] == "RCPT TO"], ids=lambda row: row["words"][:60]
)
def test_a_pipelining_sendmail_shows_the_wrong_step_and_is_understood(row):
    refusal = refused(row)
    pipelined = Refused(**(vars(refusal) | {"pipelined": True}))
    assert read(sendmail(pipelined)).first.outcome == row["outcome"]
