"""The table is sound, and whatever says dead is silenced by a word of block lists, proofs or reverse DNS."""

from dataclasses import replace

import pytest

from reunion.mail.bounces.reading import judge_answer, read
from reunion.mail.bounces.reasons import REASONS
from reunion.mail.bounces.rules import FAMILIES, _rules
from reunion.mail.bounces.stage import Stage, stage_of
from reunion.mail.tests.bounces.shapes import postfix, standard_report
from reunion.mail.tests.bounces.test_lookalikes import refused, sayings

DEAD = [row for row in sayings() if row["outcome"] == "dead"]
SILENCED_BY = {
    "blocked using zen.spamhaus.org": "ours",
    "rejected per DMARC policy of reunion.example": "ours",
    "SPF check failed": "ours",
    "cannot find your reverse hostname": "ours",
    "192.0.2.10 is listed in a DNSBL": "ours",
    "blocked using zen.spamhaus.org; Error: open resolver": "receiver",
}


@pytest.mark.parametrize("rule", _rules(), ids=lambda rule: rule.pattern.pattern[:40])
def test_every_row_has_a_known_server_step_and_reason(rule):
    assert rule.remote in {*FAMILIES, "any"}
    assert rule.stages <= {*Stage, "any"}
    assert rule.meaning.why in REASONS
    assert not (rule.is_veto and rule.meaning.outcome == "dead")


def test_every_reason_but_those_of_other_mail_is_used():
    by_code = {"unclear", "policy", "auto_reply", "person", "receipt", "complaint", "empty", "unreadable"}
    assert {rule.meaning.why for rule in _rules()} | by_code | {"no_refusal"} == set(REASONS)


@pytest.mark.parametrize("words", SILENCED_BY)
@pytest.mark.parametrize("row", DEAD, ids=lambda row: row["words"][:40])
def test_dead_is_silenced(row, words):
    refusal = refused(row)
    assert read(postfix(refusal)).first.outcome == "dead"
    silenced = replace(refusal, words=f"{refusal.words}; {words}")
    assert read(postfix(silenced)).first.outcome == SILENCED_BY[words]


@pytest.mark.parametrize("row", DEAD, ids=lambda row: row["words"][:40])
def test_dead_is_no_word_for_a_time(row):
    refusal = replace(refused(row), action="delayed", status="4.0.0")
    assert read(standard_report(refusal)).first.outcome == "mailbox"


# Said of the mailbox's own list, or of a name: no conversation hides behind these.
CLEAR_WITHOUT_A_STEP = ("550 <", "RESOLVER.ADR", "p=NoSuchUser", "5.1.6", "Host", "nullMX")


@pytest.mark.parametrize("row", DEAD, ids=lambda row: row["words"][:40])
def test_with_the_step_unknown_it_is_a_mailbox_to_look_at(row):
    judged = read(standard_report(replace(refused(row), step="-"))).first
    if judged.stage == Stage.UNKNOWN and not any(words in row["words"] for words in CLEAR_WITHOUT_A_STEP):
        assert judged.outcome == "mailbox"
    assert judged.may_block == (judged.outcome == "dead" and judged.stage != Stage.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("host x said: 550 no (in reply to RCPT TO command)", "RCPT TO"),
        ("host x said: 550 no (in reply\n    to end of DATA\n    command)", "end of DATA"),
        ("lost connection with x[1] while sending RCPT TO", "RCPT TO"),
        ("SMTP error from remote mail server after pipelined MAIL FROM:<a@b.example> SIZE=1", "MAIL FROM"),
        ("SMTP error from remote mail server after end of data", "end of DATA"),
        ("SMTP error from remote server after RCPT command", "RCPT TO"),
        ("SMTP error from remote mail server after initial connection", "connect"),
        ("SMTP error from remote mail server after EHLO relay.example", "HELO"),
        (">>> RCPT To:<a@b.example>\n<<< 550 no", "RCPT TO"),
        (">>> DATA\n<<< 550 no\n550 5.1.1 <a@b.example>... User unknown\n<<< 503 5.0.0 Need RCPT", "RCPT TO"),
        (">>> DATA\n<<< 550 no\n<<< 554 no valid recipients", "RCPT TO"),
        (">>> DATA\n<<< 550 no\n554 5.0.0 Service unavailable", "end of DATA"),
        (">>> DATA\n<<< 354 go on\n>>> .\n<<< 550 no", "end of DATA"),
        (">>> MAIL From:<a@b.example> SIZE=6917278\n<<< 552 too big", "MAIL FROM"),
        ("1.2.3.4 does not like recipient.\nRemote host said: 550 no", "RCPT TO"),
        ("1.2.3.4 failed after I sent the message.\nRemote host said: 550 no", "end of DATA"),
        ("Connected to 1.2.3.4 but sender was rejected.", "MAIL FROM"),
        ("Remote host said: 550 no [RCPT_TO]", "RCPT TO"),
        ("The error was: 550 no (state 14)", "RCPT TO"),
        ("550 5.1.1 <a@b.example>: Recipient address rejected: no", "RCPT TO"),
        ("550 5.7.1 Client host rejected: no", "connect"),
        ("connect to mx.example[1.2.3.4]:25: Connection timed out", "connect"),
        ("550 User unknown", "unknown"),
        ("the content of the message and its data were rejected", "unknown"),
    ],
)
def test_the_step_is_found(text, stage):
    assert stage_of(text) == stage


def test_an_answer_given_to_ourselves_at_a_step_unheard_of_is_no_proof():
    assert judge_answer("550 User unknown", stage="folder", recipient="a@b.example").outcome == "mailbox"
