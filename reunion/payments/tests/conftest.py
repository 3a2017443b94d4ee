"""What most tests of this noun start from: a reunion, and people who have signed up for it."""

import pytest

from reunion import cast


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()
