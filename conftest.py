import uuid

import pytest

from reunion.journal import keeping
from reunion.public.landing import kept


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Tests need no collected files with hashed names; the browser tests collect their own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def a_fresh_cache(settings):
    """What one test has pressed is not held against the next; nobody else's Redis is flushed for it."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid.uuid4().hex}}


@pytest.fixture(autouse=True)
def forget_pages():
    """What a test before counted would belong to this test's reunion: every test begins with the same ids."""
    kept.forget()
    keeping.forget()
