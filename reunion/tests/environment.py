"""The environment of a test run, set before Django reads its settings: a folder of its own per worker."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix=f"reunion-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-")
os.environ["SITE_URL"] = "https://reunion.example"
os.environ["DEFAULT_FROM_EMAIL"] = "kanji@reunion.example"
CLEARED = (
    "EMAIL_URL",
    "DEBUG",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "DKIM_SELECTOR",
    "RETURN_PATH_DOMAIN",
    "MAIL_EVENTS_SECRET",
    "MAIL_EVENTS_SIGNING_KEY",
    "GOOGLE_CLIENT_ID",
    "GOOGLE_CLIENT_SECRET",
    "LINE_CHANNEL_ID",
    "LINE_CHANNEL_SECRET",
)
for name in CLEARED:
    os.environ.pop(name, None)

ASKS_A_SERVICE = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}


def pytest_addoption(parser) -> None:
    parser.addoption(
        "--services-only",
        action="store_true",
        help="leave out what cannot tell one database or broker from another: plain rules and browser pages",
    )


def pytest_collection_modifyitems(config, items) -> None:
    if not config.getoption("--services-only"):
        return
    config.hook.pytest_deselected(items=[each for each in items if not asks_a_service(each)])
    items[:] = [each for each in items if asks_a_service(each)]


def asks_a_service(test) -> bool:
    if test.get_closest_marker("browser"):
        return False
    if test.get_closest_marker("django_db") or test.get_closest_marker("processes"):
        return True
    return bool(ASKS_A_SERVICE & set(test.fixturenames)) or hasattr(test.module, "cache")
