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
)
for name in CLEARED:
    os.environ.pop(name, None)
