"""What most tests of announcements start from."""

import uuid

import pytest

from reunion import cast
from reunion.notices.drafting import Draft, write_down
from reunion.notices.models import Announcement


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


@pytest.fixture
def organizer(mamagawa):
    return cast.member(mamagawa)


@pytest.fixture
def announce(mamagawa, organizer):
    """Writes an announcement down; a test says only what matters to it."""

    def written(
        audience="coming", *, subject="会場が決まりました", text="会場は駅前です。", homeroom=None
    ) -> Announcement:
        draft = Draft(subject, text, audience, homeroom)
        return write_down(mamagawa, draft=draft, submission=uuid.uuid4(), author=organizer)

    return written
