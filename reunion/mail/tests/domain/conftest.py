"""A domain as it should be, and a name server that knows it."""

import pytest

from reunion.mail.domain import asking
from reunion.mail.domain.asking import Asker

from .good_domain import good_records
from .name_server import NameServer


@pytest.fixture
def names():
    server = NameServer(good_records())
    yield server
    server.close()


@pytest.fixture
def ask(names):
    """A new asker each time it is called: it remembers nothing."""
    return lambda: Asker(resolver=names.address)


@pytest.fixture
def impatient(monkeypatch):
    """Silence is noticed quickly, and an answer in time also on a busy machine."""
    monkeypatch.setattr(asking, "SECONDS_FOR_ONE_TRY", 0.4)
    monkeypatch.setattr(asking, "SECONDS_FOR_A_QUESTION", 0.9)
