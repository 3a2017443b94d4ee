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
    """Silence is noticed quickly."""
    monkeypatch.setattr(asking, "SECONDS_FOR_ONE_TRY", 0.1)
    monkeypatch.setattr(asking, "SECONDS_FOR_A_QUESTION", 0.3)
