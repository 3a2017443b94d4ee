import pytest

from reunion.lib.dialling import dialled


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("047-000-0000（安藤、19時から21時）", "0470000000"),
        ("０９０－１２３４－５６７８", "09012345678"),
        ("09012345678", "09012345678"),
        ("(047) 123-4567 または 047-765-4321", "0471234567"),
        ("電話 +81-47-123-4567", "+81471234567"),
        ("19時から21時まで", ""),
        ("", ""),
    ],
)
def test_a_telephone_dials_the_first_number_in_a_text(text, digits):
    assert dialled(text) == digits
