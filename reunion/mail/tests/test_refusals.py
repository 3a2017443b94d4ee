"""What servers say, and whose fault it is."""

import datetime as dt

import pytest

from reunion.mail.bounces.stage import Stage
from reunion.mail.patience import next_try, next_try_of_ours
from reunion.mail.refusals import Meaning, meaning_of

MINUTES = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("stage", "code", "words", "meaning"),
    [
        (Stage.CONNECT, None, "Connection refused", Meaning.OURS),
        (Stage.CONNECT, 535, "5.7.8 Authentication failed", Meaning.OURS),
        (Stage.MAIL, 550, "5.1.1 unknown", Meaning.OURS),
        (Stage.RCPT, 550, "5.1.1 <a@example.jp>: User unknown", Meaning.REFUSED),
        (Stage.RCPT, 450, "4.2.0 greylisted", Meaning.LATER),
        (Stage.RCPT, None, "timed out", Meaning.LATER),
        (Stage.RCPT, 530, "5.7.0 Must issue a STARTTLS command first", Meaning.OURS),
        (Stage.RCPT, 554, "5.7.1 <a@example.jp>: Relay access denied", Meaning.OURS),
        (Stage.RCPT, 550, "5.1.8 <k@r.example>: Sender address rejected: Domain not found", Meaning.OURS),
        (Stage.RCPT, 552, "5.2.2 <a@icloud.com>: user is over quota", Meaning.REFUSED),
        (Stage.END_OF_DATA, 550, "Unknown user", Meaning.REFUSED),
        (Stage.END_OF_DATA, 550, "5.4.5 Daily user sending limit exceeded", Meaning.OURS),
        (Stage.END_OF_DATA, 550, "5.7.26 unauthenticated", Meaning.OURS),
        (Stage.END_OF_DATA, 554, "5.7.1 Message rejected due to DMARC policy", Meaning.OURS),
        (Stage.END_OF_DATA, 451, "4.7.1 try later", Meaning.LATER),
        (Stage.RCPT, 554, "blocked using zen.spamhaus.org; Error: open resolver", Meaning.LATER),
        (Stage.RCPT, 554, "blocked using zen.spamhaus.org", Meaning.OURS),
    ],
)
def test_the_stage_decides_before_the_code(stage, code, words, meaning):
    assert meaning_of(stage, code, words) == meaning


def test_later_is_asked_again_ever_less_often_for_four_days():
    waits, elapsed = [], dt.timedelta(0)
    while (wait := next_try(elapsed)) is not None:
        waits.append(wait)
        elapsed += wait
    assert waits[:6] == [MINUTES, 5 * MINUTES, 15 * MINUTES, 60 * MINUTES, 240 * MINUTES, 240 * MINUTES]
    assert dt.timedelta(days=4) <= elapsed < dt.timedelta(days=4, hours=4)


def test_a_fault_of_our_own_never_gives_up():
    waits = [next_try_of_ours(attempt, plain_no=False) / MINUTES for attempt in (1, 2, 3, 4, 500)]
    assert waits == [1, 5, 15, 15, 15]
    assert next_try_of_ours(1, plain_no=True) == 15 * MINUTES
