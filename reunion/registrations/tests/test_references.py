import pytest
from django.db import transaction

from reunion import cast
from reunion.lib.check_digit import is_valid, with_check_digit
from reunion.registrations.models import Registration, State
from reunion.registrations.references import locked, next_reference

pytestmark = pytest.mark.django_db


def numbered(reunion, reference):
    return Registration.objects.create(
        reunion=reunion, reference=reference, state=State.WAITING, attending=True, family_name="高田"
    )


def test_numbers_begin_at_100_and_go_up_by_one():
    reunion = cast.mamagawa()
    given = []
    for _signup in range(3):
        with transaction.atomic():
            given.append(next_reference(locked(reunion)))
            numbered(reunion, given[-1])
    assert given == [with_check_digit(serial) for serial in (100, 101, 102)]
    assert all(is_valid(reference) for reference in given)


def test_every_reunion_counts_for_itself():
    first, second = cast.mamagawa(), cast.mamagawa("second")
    numbered(first, with_check_digit(100))
    assert next_reference(second) == with_check_digit(100)


def test_a_number_given_out_of_order_is_stepped_over():
    reunion = cast.mamagawa()
    numbered(reunion, with_check_digit(101))
    numbered(reunion, with_check_digit(100))
    assert next_reference(reunion) == with_check_digit(102)


def test_a_number_typed_by_hand_does_not_stop_the_next_one():
    reunion = cast.mamagawa()
    numbered(reunion, "ABC")
    assert next_reference(reunion) == with_check_digit(100)
