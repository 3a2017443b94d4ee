"""Whole invented statements, in which every way to pay is labelled with what matching may do with it."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from reunion.lib.check_digit import with_check_digit
from reunion.lib.kana import bank_key, unvoiced_key
from reunion.payments.claims import Claim
from reunion.payments.matching import Grade, match
from reunion.payments.tests.payers import FEE, FEE_WITH_PARTY, claim, lines

SURNAMES = [
    *("たかはし", "さとう", "たかぎ", "たかき", "わたなべ", "こばやし", "おおの", "おの"),
    *("ごとう", "かとう", "みずの", "はせがわ", "いがらし", "ほりうち", "しみず"),
]
GIVEN_NAMES = [
    *("かずこ", "じゅんこ", "まさる", "きょうこ", "ゆうじ", "たけし", "みさを"),
    *("ちづる", "さちこ", "じょうじ", "ようこ", "まこと", "しげる"),
]
SIZE = 120
STRANGERS = (("リソク", 12), ("ｶ)ﾔﾏﾄｼﾖｳｼﾞ", 25000), ("ナリタ タロウ", FEE), ("フメイ", 777))


@dataclass(frozen=True)
class Deposit:
    payer: str
    amount: int
    people: tuple[int, ...]
    may_be_certain: bool = False


def _graduates(luck: random.Random) -> list[Claim]:
    """Some share a surname, some the whole name; a fifth owes nothing, a third has married."""
    people = []
    for id in range(1, SIZE + 1):
        given, owes = luck.choice(GIVEN_NAMES), luck.choice([0, FEE, FEE, FEE, FEE_WITH_PARTY])
        married = {"current": f"{luck.choice(SURNAMES)} {given}"} if luck.random() < 0.3 else {}
        reference = with_check_digit(100 + 7 * id)
        people.append(
            claim(id, f"{luck.choice(SURNAMES)} {given}", owes=owes, reference=reference, **married)
        )
    return people


def _is_sure(name: str, person: Claim, people: list[Claim]) -> bool:
    """Nobody else bears this name, or one that becomes it by losing its voicing marks."""
    key = bank_key(name)
    own = [bank_key(kana) for _, kana in person.names]
    others = [kana for other in people if other is not person for _, kana in other.names]
    return own.count(key) == 1 and all(key not in (bank_key(kana), unvoiced_key(kana)) for kana in others)


def _deposits(people: list[Claim], luck: random.Random) -> Iterator[Deposit]:
    for person in (person for person in people if person.due):
        name, me, due = person.names[-1][1], (person.id,), person.due
        sure = _is_sure(name, person, people)
        yield luck.choice(
            [Deposit(name, due, me, sure)] * 6
            + [
                Deposit(f"{person.reference} {name}", due, me, sure),
                Deposit(f"{name.replace(' ', '')}{person.reference}", due, me, sure),
                Deposit(person.reference, due, me),
                Deposit(name, due - 330, me),
                Deposit(name, due - 3000, me),
            ]
        )
    yield from (Deposit(payer, amount, ()) for payer, amount in STRANGERS)


def _statement(seed: int):
    luck = random.Random(seed)
    people = _graduates(luck)
    deposits = list(_deposits(people, luck))
    luck.shuffle(deposits)
    return people, deposits, lines(*((deposit.payer, deposit.amount) for deposit in deposits))


@pytest.mark.parametrize("seed", range(8))
def test_exactly_the_sure_deposits_are_certain_and_every_other_proposal_includes_the_payer(seed):
    people, deposits, statement = _statement(seed)
    proposals = match(statement, people)
    certain = {each.line_id: each.shares for each in proposals if each.grade == Grade.CERTAIN}
    sure = {
        line.id: ((deposit.people[0], deposit.amount),)
        for line, deposit in zip(statement, deposits, strict=True)
        if deposit.may_be_certain
    }
    assert certain == sure
    for deposit, proposal in zip(deposits, proposals, strict=True):
        mentioned = {claim_id for claim_id, _ in proposal.shares} | set(proposal.alternatives)
        assert set(deposit.people) <= mentioned
    strangers = [each for deposit, each in zip(deposits, proposals, strict=True) if not deposit.people]
    assert [(each.grade, each.shares) for each in strangers] == [(Grade.UNCLEAR, ())] * len(STRANGERS)


def test_the_answers_do_not_depend_on_the_order_of_registrations_or_lines():
    people, _, statement = _statement(20)
    expected = match(statement, people)
    luck = random.Random(21)
    shuffled = luck.sample(statement, len(statement))
    by_line = {each.line_id: each for each in match(shuffled, luck.sample(people, len(people)))}
    assert [by_line[line.id] for line in statement] == expected


def test_three_hundred_and_sixty_lines_are_matched_within_a_second():
    people, deposits, _lines = _statement(30)
    many = lines(*((each.payer, each.amount) for each in (deposits * 4)[:360]))
    began = time.perf_counter()
    assert len(match(many, people)) == 360
    assert time.perf_counter() - began < 1
