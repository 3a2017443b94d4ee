"""What most tests of mail start from: a reunion, a letter to somebody, and a mail server that answers."""

from functools import partial

import pytest

from reunion import cast
from reunion.mail.outbox import enqueue

from .post_office import PostOffice


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


@pytest.fixture
def letter(mamagawa):
    """Puts a letter into the outbox; a test says only what matters to it."""
    return partial(
        enqueue,
        mamagawa,
        key="bank-info:1:1",
        kind="bank-info",
        about=mamagawa,
        recipient="hanako@example.jp",
        recipient_name="高田 裕子",
        subject="会費のお振り込みについて",
        body="高田 裕子 様\n\n会費は8,000円です。\n",
    )


@pytest.fixture
def post_office():
    office = PostOffice()
    office.controller.start()
    yield office
    office.close()


@pytest.fixture
def real_mail(settings, post_office):
    """This installation sends through the mail server of the test."""
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post_office.port
    settings.EMAIL_TIMEOUT = 2
    return post_office
