import pytest

from reunion.public.signup.phones import is_phone


@pytest.mark.parametrize(
    "text",
    [
        "090-1234-5678",
        "０９０ー１２３４−５６７８",
        "0473245820",
        "(047) 324-5820",
        "０４７（３２４）５８２０",
        "+49 170 1234567",
        "0120-123-456",
    ],
)
def test_numbers_are_taken_as_they_come(text):
    assert is_phone(text)


@pytest.mark.parametrize(
    "text", ["090-1234-567", "047-324-58", "12345", "090-1234-56789", "でんわ", "+12", "1471234567"]
)
def test_what_nobody_could_call_is_no_number(text):
    assert not is_phone(text)
