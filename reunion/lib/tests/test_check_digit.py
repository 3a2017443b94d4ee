import pytest

from reunion.lib.check_digit import is_valid, with_check_digit

SERIALS = [*range(100, 1000), 1000, 4711, 12345, 99999]


def test_the_example_of_the_dissertation():
    assert with_check_digit(572) == "5724"


def test_every_number_made_is_valid_and_keeps_its_serial_in_front():
    made = [with_check_digit(serial) for serial in SERIALS]
    assert [number[:-1] for number in made] == [str(serial) for serial in SERIALS]
    assert [number for number in made if not is_valid(number)] == []


def test_every_single_wrong_digit_is_found():
    wrong = [
        number[:place] + digit + number[place + 1 :]
        for number in map(with_check_digit, SERIALS)
        for place in range(len(number))
        for digit in "0123456789"
        if digit != number[place]
    ]
    assert [number for number in wrong if is_valid(number)] == []


def test_every_swap_of_two_neighbours_is_found():
    swapped = [
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for number in map(with_check_digit, SERIALS)
        for place in range(len(number) - 1)
        if number[place] != number[place + 1]
    ]
    assert [number for number in swapped if is_valid(number)] == []


@pytest.mark.parametrize("text", ["", "0", "572", "0572", "57 24", "５７２４", "5724A", "-5724", "²⁴"])
def test_anything_but_a_whole_number_of_four_digits_is_refused(text):
    assert is_valid(text) is False


def test_serials_too_short_to_carry_a_check_digit_are_refused():
    with pytest.raises(ValueError, match="番号は100以上にしてください。"):
        with_check_digit(99)
