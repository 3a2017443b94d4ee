"""`make screenshots`: the pictures of the README, taken from the demo as it is built today.

The demo is built in a folder of its own that is thrown away afterwards. Its letters leave, its statement is
taken in, and what is certain is confirmed with one press, as a treasurer would do. Needs Debian's chromium.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from . import serving

SLUG = "mamagawa-1983"
IMAGES = serving.ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 860}
SECONDS_TO_START = 30


def main() -> None:
    path = shutil.which("chromium")
    if path is None:
        sys.exit("Pictures need Debian's chromium: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        guest_pictures(browser, site)
        desk_pictures(browser, site)
        browser.close()


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of a demo with some weeks of life in it."""
    folder = tempfile.mkdtemp(prefix="reunion-pictures-")
    os.environ |= {"VAR_DIR": folder, "PORT": str(free_port())}
    env = serving.environment()
    serving.prepare(env)
    serving.manage(env, "sweep_mail")
    serving.manage(env, "import_statement", f"{folder}/demo/statement.csv", "--reunion", SLUG)
    web = subprocess.Popen(
        [sys.executable, "-m", *serving.commands(env)["web"]],
        cwd=serving.ROOT,
        env=env,
        start_new_session=True,
    )
    try:
        wait_for(f"{env['SITE_URL']}/health/")
        yield env["SITE_URL"]
    finally:
        serving.end_group(web)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while not serving.answers(url):
        if time.monotonic() > end:
            sys.exit("The web server did not start.")
        time.sleep(0.1)


def opened(browser: Browser, viewport: dict) -> Page:
    """A page on which nothing moves."""
    return browser.new_context(viewport=viewport, locale="ja-JP", reduced_motion="reduce").new_page()


def take(page: Page, address: str, name: str) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        sys.exit(f"{address} cannot be shown")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(Path("docs") / "images" / f"{name}.png")


def guest_pictures(browser: Browser, site: str) -> None:
    page = opened(browser, PHONE)
    take(page, f"{site}/{SLUG}/", "landing")
    take(page, f"{site}/{SLUG}/signup/", "signup")


def desk_pictures(browser: Browser, site: str) -> None:
    page, desk = opened(browser, LAPTOP), f"{site}/staff/{SLUG}"
    page.goto(f"{site}/staff/demo/")
    page.locator("button[name=member]").first.click()
    take(page, f"{desk}/payments/", "payments")
    page.locator("form[action$='/payments/certain/'] button").click()
    for name in ("home", "roster", "mail"):
        take(page, f"{desk}/{name}/", name)


if __name__ == "__main__":
    main()
