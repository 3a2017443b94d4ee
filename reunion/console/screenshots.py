"""`make screenshots`: the pictures of the README, taken from the demo as it is built today.

The demo is built in a folder of its own that is thrown away afterwards. Its letters leave, its statement is
taken in, and what is certain is confirmed with one press, as a treasurer would do. Needs Debian's chromium.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from . import serving

SLUG = "mamagawa-1983"
IMAGES = serving.ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 860}
SECONDS_TO_START = 30
TYPED = {
    "family_name": "加藤",
    "given_name": "明",
    "family_kana": "かとう",
    "given_kana": "あきら",
    "email": "kato@example.jp",
    "phone": "090-1234-5678",
    "note": "四十年ぶりです。楽しみにしています。",
}


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
    keep(page, name)


def keep(page: Page, name: str) -> None:
    page.screenshot(path=IMAGES / f"{name}.png")
    print(Path("docs") / "images" / f"{name}.png")


def guest_pictures(browser: Browser, site: str) -> None:
    page = opened(browser, PHONE)
    take(page, f"{site}/{SLUG}/", "landing")
    take(page, f"{site}/{SLUG}/signup/", "signup")
    sign_up(page)
    take(page, f"{site}{personal_page()}", "personal")
    take(opened(browser, LAPTOP), f"{site}/{SLUG}/", "landing-laptop")


def sign_up(page: Page) -> None:
    """The way of a guest who comes, with the pictures of its second and third page."""
    page.locator("[name=attending][value=yes]").check()
    page.locator("[name=homeroom]").select_option(index=1)
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("button[value=check]").click()
    page.wait_for_load_state()
    keep(page, "confirm")
    page.locator("button[value=send]").click()
    page.wait_for_url("**/done/**")
    keep(page, "done")


def personal_page() -> str:
    """The address in the first letter of the demo that has one."""
    letters = sorted((Path(os.environ["VAR_DIR"]) / "demo" / "mail").glob("*.eml"))
    for letter in letters:
        text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body().get_content()
        found = re.search(rf"/{SLUG}/my/[^/\s]+/", text)
        if found:
            return found[0]
    sys.exit("No letter of the demo leads to a personal page.")


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
