"""Which letter came back, and what a stranger who invents a refusal can do: nothing."""

from dataclasses import replace

import pytest
from django.utils import timezone

from reunion.mail.bounces.reading import read
from reunion.mail.bounces.return_path import letter_number, return_path
from reunion.mail.bounces.whose import whose
from reunion.mail.tests.bounces.shapes import Refused, gmail, postfix

DEAD = Refused("550 5.1.1 User unknown", step="RCPT TO", status="5.1.1", to="hanako@example.jp")


@pytest.fixture
def sent(letter):
    message = letter()
    message.state, message.sent_at = message.State.SENT, timezone.now()
    message.save(update_fields=["state", "sent_at"])
    return message


def told(found):
    return found.message, found.matched_by, found.judged.outcome, found.is_proved, found.may_block


def test_by_its_own_return_path(sent):
    path = return_path(sent.pk, domain="reunion.example")
    data = postfix(DEAD).replace(b"To: kanji@reunion.example", f"To: <{path.upper()}>".encode())
    assert told(whose(read(data))) == (sent, "return_path", "dead", True, True)


def test_by_the_message_id_in_the_letter_that_came_back(sent):
    data = postfix(replace(DEAD, message_id=sent.message_id))
    assert told(whose(read(data))) == (sent, "message_id", "dead", True, True)


def test_an_answer_of_a_machine_is_found_by_what_it_answers(sent):
    data = f"From: hanako@example.jp\nSubject: 不在通知\nIn-Reply-To: {sent.message_id}\n\n不在です".encode()
    assert told(whose(read(data))) == (sent, "message_id", "none", True, False)


def test_by_the_address_alone_proves_nothing(sent):
    assert told(whose(read(postfix(DEAD)))) == (sent, "recipient", "dead", False, False)


def test_a_letter_that_never_left_does_not_come_back_by_its_address(letter):
    letter()
    assert told(whose(read(postfix(DEAD)))) == (None, "", "dead", False, False)


def test_a_forged_return_path_is_none_of_ours(sent):
    path = return_path(sent.pk, domain="reunion.example")
    forged = path.replace(f"-{sent.pk}-", f"-{sent.pk + 1}-")
    assert letter_number(path) == sent.pk
    assert letter_number(forged) is None
    data = postfix(replace(DEAD, to="stranger@example.jp"))
    data = data.replace(b"To: kanji@reunion.example", f"To: {forged}".encode())
    assert told(whose(read(data))) == (None, "", "dead", False, False)


def test_a_return_path_made_with_an_older_key_still_counts(settings):
    settings.SECRET_KEY = "old"
    path = return_path(7, domain="reunion.example")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert letter_number(path) == 7
    settings.SECRET_KEY_FALLBACKS = []
    assert letter_number(path) is None


def test_whoever_has_one_letter_of_ours_cannot_declare_another_person_dead(sent):
    data = postfix(replace(DEAD, to="taro@example.jp", message_id=sent.message_id))
    found = whose(read(data))
    assert told(found) == (sent, "message_id", "dead", False, False)
    assert (found.recipient, found.is_its_recipient) == ("taro@example.jp", False)


def test_of_several_recipients_ours_speaks(sent):
    data = postfix(replace(DEAD, to="taro@example.jp", message_id=sent.message_id)).replace(
        b"\nDiagnostic-Code",
        b"\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822; Hanako@example.jp\n"
        b"Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full\nX",
    )
    found = whose(read(data))
    assert (found.judged.recipient, found.judged.outcome) == ("Hanako@example.jp", "mailbox")


def test_dead_at_an_unknown_step_blocks_nobody_even_when_it_is_ours(sent):
    words = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
    data = gmail(replace(DEAD, words=words, status="5.1.10", message_id=sent.message_id))
    assert told(whose(read(data))) == (sent, "message_id", "dead", True, False)


def test_an_old_carrier_address_with_two_dots_is_the_same_with_and_without_quotes(sent):
    sent.recipient = '"taro..x"@docomo.ne.jp'
    sent.save(update_fields=["recipient"])
    refused = replace(DEAD, to="taro..x@docomo.ne.jp", message_id=sent.message_id)
    assert whose(read(postfix(refused))).is_its_recipient


@pytest.mark.parametrize(("path", "queries"), [("own", 1), ("message_id", 1), ("recipient", 2)])
def test_a_letter_is_found_with_few_questions(sent, django_assert_num_queries, path, queries):
    refused = replace(DEAD, message_id=sent.message_id) if path == "message_id" else DEAD
    data = postfix(refused)
    if path == "own":
        own = return_path(sent.pk, domain="reunion.example")
        data = data.replace(b"To: kanji@reunion.example", f"To: {own}".encode())
    returned = read(data)
    with django_assert_num_queries(queries):
        assert whose(returned).message == sent
