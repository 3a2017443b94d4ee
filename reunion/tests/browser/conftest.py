"""One Chromium for all tests of this folder; a live server; a furnished house; a visitor with a page.

Whatever a visitor does, the page may ask nothing of another host, break no rule of its own content policy
and throw no error: each visitor checks this when leaving.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from .house import House, furnish
from .visitor import LAPTOP, Visitor


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("no chromium on this machine: apt-get install chromium")
    if path is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(autouse=True)
def plain_http(settings):
    """The live server speaks no HTTPS, so its cookies may not ask for it."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False


@pytest.fixture
def house(transactional_db) -> House:
    return furnish()


@pytest.fixture
def visit(chromium: Browser, live_server) -> Iterator[Callable[..., Visitor]]:
    """visit(PHONE, java_script_enabled=False): a new visitor; keyword arguments are Playwright's."""
    visitors = []

    def arrives(viewport: dict = LAPTOP, **options) -> Visitor:
        context = chromium.new_context(viewport=viewport, locale="ja-JP", timezone_id="Asia/Tokyo", **options)
        context.set_default_timeout(10_000)
        visitors.append(Visitor(context, live_server.url))
        return visitors[-1]

    yield arrives
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
