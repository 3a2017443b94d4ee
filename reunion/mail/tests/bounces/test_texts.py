"""Every collected refusal in every shape it may come back in; the letter inside is full of traps."""

import csv
import re
from pathlib import Path

import pytest

from reunion.mail.bounces.reading import judge_answer, read
from reunion.mail.tests.bounces.gateways import GATEWAYS
from reunion.mail.tests.bounces.shapes import STATING_SHAPES, Refused

COLLECTED = Path(__file__).parent / "bounce_texts.tsv"
STEPS = ("end of DATA", "MAIL FROM", "RCPT TO", "connect", "DATA")
CUSTOMERS = {
    "docomo": "taro@docomo.ne.jp",
    "ezweb": "taro@ezweb.ne.jp",
    "KDDI": "taro@x0001.dion.ne.jp",
    "au.com": "taro@au.com",
    "softbank": "taro@softbank.ne.jp",
    "vodafone": "taro@d.vodafone.ne.jp",
    "y-mobile": "taro@y-mobile.ne.jp",
    "pdx": "taro@willcom.com",
    "icloud": "taro@icloud.com",
    "apple": "taro@icloud.com",
}


def collected() -> list[dict]:
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        return [
            row | {"number": number} for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 1)
        ]


def refused(row: dict) -> Refused:
    to = next((address for name, address in CUSTOMERS.items() if name in row["remote"]), "taro@example.jp")
    words = re.split(r"; (?:then|Sendmail)|; Status|, Status", row["diagnostic"])[0].strip()
    words = re.sub(r" \((?:no address|in reply to .* command)\)|^Final-Recipient .*", "", words)
    status = re.findall(r"Status (\d\.\d\.\d)", row["diagnostic"])
    own = re.findall(r"\b[45]\.\d\.\d\b", words)
    host = row["remote"].split(" ")[0]
    return Refused(
        words.replace("<addr>", f"<{to}>"),
        step=next((step for step in STEPS if step in row["stage"]), "-"),
        status=(status or own or ["4.4.1" if words.startswith("4") else "5.0.0"])[0],
        remote=host if "." in host else "relay.reunion.example" if "SES" in row["remote"] else "",
        to=to,
        pipelined="after >>> DATA" in row["stage"],
        action="delayed" if words.startswith("4") else "failed",
    )


def name_of(row: dict) -> str:
    return f"{row['number']} {row['diagnostic'][:30]}"


@pytest.mark.parametrize("shape", STATING_SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("row", collected(), ids=name_of)
def test_a_collected_refusal_has_its_outcome_in_every_shape(row, shape):
    refusal = refused(row)
    first = read(shape(refusal)).first
    assert (first.outcome, first.recipient) == (row["outcome"], refusal.to), (
        first.why,
        first.stage,
        first.words,
    )


@pytest.mark.parametrize("gateway", GATEWAYS, ids=lambda gateway: gateway.__name__)
@pytest.mark.parametrize("row", collected(), ids=name_of)
def test_a_collected_refusal_has_its_outcome_whatever_a_gateway_did_to_it(row, gateway):
    refusal = refused(row)
    first = read(gateway(refusal)).first
    assert (first.outcome, first.recipient) == (row["outcome"], refusal.to), (first.why, first.stage)


@pytest.mark.parametrize("row", collected(), ids=name_of)
def test_a_collected_refusal_has_its_outcome_as_one_line_of_text(row):
    line = f"{row['remote']}\t{row['stage']}\t{row['diagnostic']}\n"
    assert read(line.encode()).first.outcome == row["outcome"]


@pytest.mark.parametrize("row", [row for row in collected() if row["stage"] != "-"], ids=name_of)
def test_a_collected_refusal_has_its_outcome_when_it_was_said_to_ourselves(row):
    refusal = refused(row)
    words = refusal.words if refusal.status == "5.0.0" else f"{refusal.words} {refusal.status}"
    judged = judge_answer(words, stage=refusal.step, recipient=refusal.to, remote=refusal.remote)
    if row["stage"] != "stage not given":
        assert (judged.outcome, judged.stage) == (row["outcome"], refusal.step)


def test_the_collection_is_whole():
    assert len(collected()) == 39
