import pytest

from reunion import cast
from reunion.events.models import Reunion


@pytest.fixture
def reunion(db) -> Reunion:
    return cast.mamagawa()
