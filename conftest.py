import uuid

import pytest


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
