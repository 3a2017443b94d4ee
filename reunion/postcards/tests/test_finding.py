import pytest

from reunion import cast
from reunion.lib.refused import Refused
from reunion.postcards.finding import find_card
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card

from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def pile():
    reunion = cast.mamagawa()
    people_at_home(reunion, 3)
    return posted_batch(reunion, days_ago=40)


def found(typed: str, pile, batch=None) -> Card:
    return find_card(Card.objects.of_reunion(pile.reunion), typed=typed, reunion=pile.reunion, batch=batch)


@pytest.mark.parametrize(
    "typed",
    ["%s-2", " %s - 2 ", "%sー2", "%s−2", "%s 2", "No. %s-2", "№%s-2", "no.%s‐2", "%s/2", "2", "２", "No. 2"],
)
def test_a_number_however_it_was_typed(pile, typed):
    assert found(typed.replace("%s", str(pile.pk)), pile) == pile.cards.get(number=2)


def test_full_width_digits_and_signs(pile):
    wide = f"{pile.pk}－２".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert found(wide, pile) == pile.cards.get(number=2)


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        "{half}-{rest}",
        "{small}",
        "https://reunion.example/c/{code}/",
        "https://reunion.example/c/{small}",
        "ｈｔｔｐｓ：／／reunion.example／ｃ／{code}／",
    ],
)
def test_a_code_as_a_person_or_a_scanner_types_it(pile, typed):
    card = pile.cards.get(number=3)
    code = card.code
    assert found(typed.format(code=code, small=code.lower(), half=code[:5], rest=code[5:]), pile) == card


@pytest.mark.parametrize(
    "typed", ["1-999999999", "99", "abc", "ABCDEFGHJK", "https://example.jp/c/x/", "9" * 40]
)
def test_what_is_no_card_is_named(pile, typed):
    with pytest.raises(Refused, match="見つかりません"):
        found(typed, pile)


def test_nothing_typed_says_what_to_type(pile):
    with pytest.raises(Refused, match="例 3-117"):
        found("　", pile)


def test_with_two_posted_batches_the_number_alone_does_not_tell(pile):
    second = posted_batch(pile.reunion)
    with pytest.raises(Refused, match="前の数字も"):
        found("2", pile)
    assert found("2", pile, batch=second) == second.cards.get(number=2)


def test_a_batch_that_was_never_posted_does_not_count_beside_a_posted_one(pile):
    make_batch(pile.reunion)
    assert found("2", pile) == pile.cards.get(number=2)


def test_a_code_on_two_cards_that_are_on_their_way_needs_the_number(pile):
    second = posted_batch(pile.reunion)
    code = pile.cards.get(number=1).code
    numbers = f"{second.cards.get(number=1).short_number}、{pile.cards.get(number=1).short_number}"
    with pytest.raises(Refused, match=numbers):
        found(code, pile)
    Card.objects.filter(batch=second).update(returned_at=second.made_at, returned_reason="moved")
    assert found(code, pile) == pile.cards.get(number=1)
    Card.objects.update(returned_at=second.made_at, returned_reason="moved")
    assert found(code, pile) == second.cards.get(number=1)


def test_a_card_of_another_reunion_is_not_there(pile):
    other = cast.mamagawa("later")
    with pytest.raises(Refused, match="見つかりません"):
        find_card(Card.objects.of_reunion(other), typed=f"{pile.pk}-1", reunion=other)
    with pytest.raises(Refused, match="見つかりません"):
        find_card(Card.objects.of_reunion(other), typed=pile.cards.first().code, reunion=other)
